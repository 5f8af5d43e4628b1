import type { Category } from '../../src/ticket/category.ts';
import type { Statement } from '../../src/ticket/statement.ts';
import type { Effect } from '../../src/ticket/effects.ts';
import { dmFileLimit } from '../../src/ticket/file-groups.ts';
import type {
  CloseCommanded,
  CloseRequested,
  CloseRequestWithdrawn,
  ClosingConfirmed,
  HandlingCommanded,
  MessageTyped,
  MoveCommanded,
  NoteWritten,
} from '../../src/ticket/commands.ts';
import type {
  CloseRequestAnswered,
  ClosingDue,
  MemberLookedUp,
  StaffWrote,
  UserWrote,
} from '../../src/ticket/events.ts';
import type { Rating } from '../../src/ticket/feedback.ts';
import type { FeedbackRated, FeedbackSent } from '../../src/ticket/feedback-events.ts';
import type { Inbox } from '../../src/ticket/inbox.ts';
import type { Opening } from '../../src/ticket/opening.ts';
import type { Rules } from '../../src/ticket/rules.ts';
import type {
  ChannelId,
  FileLink,
  Member,
  MessageId,
  Person,
  PostId,
  ServerId,
  Ticket,
  TicketId,
  UserId,
  Writing,
} from '../../src/ticket/ticket.ts';

/** The instant of these tests, in epoch ms. */
export const now = 1_750_000_000_000;
export const serverId = '100' as ServerId;
export const postId = '400' as PostId;
const dmId = '300' as ChannelId;

export const mia: Person = { id: '200' as UserId, name: 'Mia', username: 'mia', avatarUrl: null };
export const sam: Person = { id: '201' as UserId, name: 'Sam', username: 'sam', avatarUrl: null };

/** Settings as they are without a configuration of one's own. */
export function rulesWith(changes: Partial<Rules> = {}): Rules {
  return {
    serverId,
    serverName: 'Harbour',
    language: 'en',
    userLanguage: 'en',
    ticketsEnabled: true,
    pause: null,
    flood: null,
    isFlooded: false,
    confirms: false,
    maxOpen: 1,
    minAccountAgeMs: 0,
    minMembershipMs: 0,
    offersAnonymity: false,
    readsContent: true,
    autoForward: true,
    allowedBots: [],
    botMentions: ['<@1>', '<@!1>', '<@&2>'],
    words: {
      edited: 'edited',
      deletedByUser: 'deleted by the user',
      unreadable: '(not shown)',
      outside: 'From the staff of Harbour',
    },
    dmOpening: { perMinute: 6, perHour: 30 },
    receipts: true,
    tellsBarred: true,
    immune: [],
    userFiles: 'media',
    forumFileLimit: dmFileLimit,
    notePrefix: '//',
    anonymousReplies: 'optional',
    staffAlias: 'Staff',
    postTitle: ['#', { placeholder: 'ticket.id' }, ' · ', { placeholder: 'user.name' }],
    creationMessage: null,
    closeMessage: null,
    feedback: null,
    pings: [],
    hours: null,
    panel: {
      title: null,
      description: null,
      color: null,
      image: null,
      button: { label: null, emoji: null, style: 'primary' },
    },
    categories: [],
    autoArchiveMinutes: 10_080,
    graceMs: 600_000,
    remindAfterMs: null,
    closeAfterMs: null,
    reopenWithinMs: 2_592_000_000,
    ...changes,
  };
}

/** Mia's open ticket, in which only she has written. */
export function ticketWith(changes: Partial<Ticket> = {}): Ticket {
  return {
    id: 7 as TicketId,
    serverId,
    userId: mia.id,
    userName: mia.name,
    status: 'open',
    activity: 'unanswered',
    postId,
    mark: 'k3x9',
    openedAt: now - 60_000,
    closedAt: null,
    closePlan: null,
    feedback: null,
    silence: isAwaited(changes) ? { since: now, remindedAt: null } : null,
    claimedBy: null,
    watchers: [],
    isAnonymous: false,
    category: null,
    ...changes,
  };
}

function isAwaited({ activity, status = 'open' }: Partial<Ticket>): boolean {
  return activity === 'awaitingResponse' && status === 'open';
}

/** What somebody wrote: just a text, or with more. */
export function writingOf(text: string, changes: Partial<Writing> = {}): Writing {
  return { messageId: 'm1' as MessageId, text, files: [], replyTo: null, writtenAt: now, ...changes };
}

/** A file as Discord tells of it. */
export function fileOf(name: string, size: number, changes: Partial<FileLink> = {}): FileLink {
  const url = `https://cdn.discordapp.com/attachments/1/2/${name}`;
  return { id: `id of ${name}`, name, url, size, contentType: null, description: null, isVoice: false, ...changes };
}

/** Mia writes to the bot. */
export function userWrote(text: string, changes: Partial<Writing> = {}, user: Person = mia): UserWrote {
  return { type: 'userWrote', user, channelId: dmId, writing: writingOf(text, changes) };
}

/** Sam writes in the post. */
export function staffWrote(text: string, changes: Partial<Writing> = {}, by: Partial<StaffWrote> = {}): StaffWrote {
  return { type: 'staffWrote', postId, author: sam, isBot: false, writing: writingOf(text, changes), ...by };
}

/** Sam uses `/close`. */
export function closeCommanded(changes: Partial<CloseCommanded> = {}): CloseCommanded {
  return {
    type: 'closeCommanded',
    id: 'close1',
    serverId,
    channelId: postId as string as ChannelId,
    ticketId: null,
    by: sam,
    comment: null,
    shareComment: true,
    notifyUser: false,
    inMs: null,
    ...changes,
  };
}

const used = { serverId, channelId: postId as string as ChannelId, ticketId: null, by: sam } as const;

/** Sam uses `/send`. */
export function messageTyped(text: string, changes: Partial<MessageTyped> = {}): MessageTyped {
  const answerTo = { interactionId: 'send1', applicationId: '1', token: 'secret', language: 'en' };
  return {
    ...used,
    type: 'messageTyped',
    id: 'send1',
    text,
    to: null,
    isAnonymous: null,
    typedAt: now,
    answerTo,
    ...changes,
  };
}

/** Sam means it, though Mia was asked. */
export function closingConfirmed(insistedId = 'close1'): ClosingConfirmed {
  return { ...used, type: 'closingConfirmed', insistedId };
}

/** Sam uses `/close-request create`. */
export function closeRequested(changes: Partial<CloseRequested> = {}): CloseRequested {
  const usual = { id: 'request1', comment: null, shareComment: true, closeInMs: null };
  return { ...used, type: 'closeRequested', ...usual, ...changes };
}

/** Sam uses `/close-request delete`. */
export function closeRequestWithdrawn(changes: Partial<CloseRequestWithdrawn> = {}): CloseRequestWithdrawn {
  return { ...used, type: 'closeRequestWithdrawn', ...changes };
}

/** Sam uses `/claim`, `/unclaim` or `/watch`. */
export function handlingCommanded(
  type: HandlingCommanded['type'],
  changes: Partial<HandlingCommanded> = {},
): HandlingCommanded {
  return { ...used, type, ...changes };
}

/** Sam uses `/note`. */
export function noteWritten(text: string, changes: Partial<NoteWritten> = {}): NoteWritten {
  return { ...used, type: 'noteWritten', id: 'note1', text, writtenAt: now, ...changes };
}

/** Sam uses `/ticket move`. */
export function moveCommanded(category: string, changes: Partial<MoveCommanded> = {}): MoveCommanded {
  return { ...used, type: 'moveCommanded', category, ...changes };
}

/** Something that tickets are about. */
export function categoryWith(id: string, changes: Partial<Category> = {}): Category {
  const usual = { emoji: null, description: null, isEnabled: true, pings: null, creationMessage: null };
  return { id, name: `About ${id}`, ...usual, closeMessage: null, form: [], ...changes };
}

/** Mia presses a button below the question. */
export function closeRequestAnswered(
  choice: CloseRequestAnswered['choice'],
  requestId = 'request1',
): CloseRequestAnswered {
  return { type: 'closeRequestAnswered', userId: mia.id, ticketId: 7 as TicketId, requestId, choice };
}

const given = { userId: mia.id, ticketId: 7 as TicketId, askedAt: now } as const;

/** Mia presses a number below the question how it was. */
export function feedbackRated(rating: Rating, changes: Partial<FeedbackRated> = {}): FeedbackRated {
  const pressed = { id: 'press1' as MessageId, messageId: 'question1' as MessageId };
  return { type: 'feedbackRated', ...given, ...pressed, rating, ...changes };
}

/** Mia sends the form that a rating of 4 opened. */
export function feedbackSent(changes: Partial<FeedbackSent> = {}): FeedbackSent {
  return { type: 'feedbackSent', ...given, id: 'form1' as MessageId, rating: 4, values: {}, ...changes };
}

/** The time of a plan has come. */
export function closingDue(planId: string): ClosingDue {
  return { type: 'closingDue', ticketId: 7 as TicketId, planId };
}

/** Mia as Discord knows her on the server. */
export const miaAsMember: Member = {
  serverId,
  userId: mia.id,
  name: 'Mia',
  joinedAt: now - 1_000_000,
  roleIds: ['900'],
};

/** Discord answers whether Mia is a member. */
export function memberLookedUp(member: Member | null): MemberLookedUp {
  return { type: 'memberLookedUp', userId: mia.id, serverId, member };
}

/** Mia's inbox, empty. */
export function inboxWith(changes: Partial<Inbox> = {}): Inbox {
  const { openTicket = null } = changes;
  return {
    userId: mia.id,
    draftFor: null,
    draft: [],
    prompt: null,
    openTicket: null,
    openCount: { all: openTicket === null ? 0 : 1, hidden: openTicket?.isAnonymous === true ? 1 : 0 },
    isReply: false,
    unlooked: [],
    offered: [],
    accountMadeAt: 0,
    wasDropped: false,
    deliveredIn: null,
    recent: null,
    member: null,
    refusedAt: null,
    blacklist: [],
    barredToldAt: null,
    ...changes,
  };
}

/** A ticket about nothing in particular, for which nothing was filled in. */
export const asIs = { category: null, answers: [] } as const;

/** What a question begins with, beside how it is known. */
export const nothingChosen = { asksWhich: false, offered: [], category: null, answers: null, language: null } as const;

/** A draft of Mia's, ready to become ticket 7. */
export function openingWith(...writings: readonly Writing[]): Opening {
  return {
    id: 7 as TicketId,
    mark: 'k3x9',
    user: mia,
    member: miaAsMember,
    disguise: null,
    category: null,
    answers: [],
    writings,
    earlierTickets: { count: 0, latest: [] },
    prompt: null,
  };
}

/** What the bot says of its own in the post. */
export function saidInPost(statement: Statement, replyTo: MessageId | null = null): Effect {
  const body = { type: 'statement', statement, language: 'en' } as const;
  return { type: 'sendToPost', shownByAnswer: false, body, replyTo, source: null };
}

/** What the bot says of its own to the user. */
export function saidToUser(statement: Statement, replyTo: MessageId | null = null): Effect {
  const body = { type: 'statement', statement, language: 'en' } as const;
  return { type: 'sendToUser', body, replyTo, source: null };
}

/** A message that fits in one part, as it is relayed. */
export function copyOf(
  writing: Writing,
  content: string,
  receipt = true,
): Pick<Extract<Effect, { type: 'sendToUser' }>, 'body' | 'replyTo' | 'source'> {
  const source = { messageId: writing.messageId, part: 1, parts: 1, receipt };
  return { body: { type: 'relayed', content }, replyTo: writing.replyTo, source };
}

/** The texts that are relayed by these effects, in order. */
export function relayedBy(effects: readonly { readonly effect: Effect }[]): string[] {
  return effects.flatMap(({ effect }) =>
    'body' in effect && effect.body.type === 'relayed' ? [effect.body.content] : [],
  );
}
