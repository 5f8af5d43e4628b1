import type { LeftOut } from '../ticket/attached.ts';
import { draftLapsesAfterMs } from '../ticket/before-opening.ts';
import type { Effect, LookAtFiles, LookUpMember } from '../ticket/effects.ts';
import type { PromptAnswered, PromptLapsed, UserWrote } from '../ticket/events.ts';
import { memberKnownForMs } from '../ticket/inbox.ts';
import type { Inbox, Routing } from '../ticket/inbox.ts';
import { route } from '../ticket/route.ts';
import type { Statement } from '../ticket/statement.ts';
import type { Rules } from '../ticket/rules.ts';
import type { Member, MessageId, TicketId, UserId, Writing } from '../ticket/ticket.ts';
import type { Reply } from './command-work.ts';
import { concludeDraft, openTicketFor, queueForUser } from './draft-work.ts';
import { dropDraft, savePrompt, setPromptTimer } from './drafts.ts';
import { answeredBy, quoteInTicket } from './outside-work.ts';
import { applyTo, isOvertaken } from './ticket-work.ts';
import type { Place } from './ports.ts';
import type { Work } from './work.ts';

/** A user wrote to the bot: their words are kept before anything else happens. */
export function userWrote(work: Work, event: UserWrote): void {
  const rules = work.rulesOf(work.homeServer());
  if (rules === null) return;
  const inbox = inboxOf(work, event.user.id, rules, event.writing);
  const routing = route(inbox, event, rules, work.now);
  work.store.saveUser({
    person: event.user,
    channelId: event.channelId,
    draftFor: routing.to === 'draft' ? rules.serverId : inbox.draftFor,
    refusedAt: refusedAt(work, routing, inbox.refusedAt),
  });
  rememberTold(work, routing, event.user.id, rules);
  work.store.sawMessage(event.channelId, event.writing.messageId);
  follow(work, routing, event, rules);
}

/** Discord said whether a user is a member: what waited in their draft goes on. */
export function memberLookedUp(work: Work, { userId, serverId }: LookUpMember, member: Member | null): void {
  const rules = work.rulesOf(serverId);
  // The server left the configuration meanwhile: the draft must not hold up what the user writes later.
  if (rules === null) return dropDraft(work, userId, 'refused');
  const inbox = inboxOf(work, userId, rules);
  goOn(work, inbox, route(inbox, { type: 'memberLookedUp', userId, serverId, member }, rules, work.now), rules);
}

/** The files of a message that has nothing else were looked at: what waited in its draft goes on. */
export function filesLookedAt(
  work: Work,
  { userId, serverId, messageId }: LookAtFiles,
  refused: readonly LeftOut[],
): void {
  const rules = work.rulesOf(serverId);
  if (rules === null) return dropDraft(work, userId, 'refused');
  const draft = work.store.draft(userId);
  const writing = draft.find((one) => one.messageId === messageId);
  // The draft has ended some other way.
  if (writing === undefined) return;
  const inbox = inboxOf(work, userId, rules, writing);
  const others = draft.filter((one) => one !== writing);
  const event = { type: 'filesLookedAt', userId, serverId, writing, refused, others } as const;
  const routing = route(inbox, event, rules, work.now);
  if (routing.to === 'draft' && routing.refused !== undefined) work.store.reclassify(routing.refused, 'refused');
  goOn(work, inbox, routing, rules);
}

/** A user pressed a button of a question about their draft. */
export function promptAnswered(work: Work, event: PromptAnswered): Reply | null {
  const rules = work.rulesOf(work.homeServer());
  if (rules === null) return null;
  const wasDropped = work.store.recorded(event.promptId as MessageId)?.became === 'ignored';
  const inbox = { ...inboxOf(work, event.userId, rules), wasDropped };
  const routing = route(inbox, event, rules, work.now);
  if (inbox.prompt !== null && routing.to !== 'nowhere') {
    savePrompt(work, event.userId, { ...inbox.prompt, messageId: event.messageId });
  }
  goOn(work, inbox, routing, rules);
  return routing.answer === undefined ? null : { answer: { to: 'message', statement: routing.answer }, entryId: null };
}

/** The question stands in the user's DM now: whatever comes of it replaces it there. */
export function promptDelivered(
  { store }: Work,
  place: Place,
  { body }: Extract<Effect, { type: 'sendToUser' }>,
  messageId: MessageId,
): void {
  if (body.type !== 'statement' || !isQuestion(body.statement)) return;
  const userId = place.replace(/^user\//, '') as UserId;
  const prompt = store.prompt(userId);
  if (prompt?.id === body.statement.promptId) store.savePrompt(userId, { ...prompt, messageId });
}

function isQuestion(statement: Statement): statement is Extract<Statement, { readonly promptId: string }> {
  return 'promptId' in statement;
}

/** Nobody answered a question about a draft. */
export function promptLapsed(work: Work, event: PromptLapsed): void {
  const rules = work.rulesOf(work.homeServer());
  if (rules === null) return;
  const prompt = work.store.prompt(event.userId);
  // While the bot was down, nobody could finish.
  const hasBeenTime = work.now - work.upSince >= draftLapsesAfterMs;
  if (prompt?.about === null && !hasBeenTime) return setPromptTimer(work, event.userId, prompt, work.upSince);
  const inbox = inboxOf(work, event.userId, rules);
  goOn(work, inbox, route(inbox, event, rules, work.now), rules);
}

function goOn(work: Work, inbox: Inbox, routing: Routing, rules: Rules): void {
  const user = work.store.user(inbox.userId);
  if (user === null || routing.to === 'nowhere') return;
  work.store.saveUser({ ...user, refusedAt: refusedAt(work, routing, user.refusedAt) });
  rememberTold(work, routing, inbox.userId, rules);
  concludeDraft(work, user.person, routing, rules);
}

function inboxOf(work: Work, userId: UserId, rules: Rules, writing: Writing | null = null): Inbox {
  const { store, now } = work;
  const user = store.user(userId);
  const draftFor = user?.draftFor ?? null;
  const replyTo = writing?.replyTo ?? null;
  const answers = writing === null ? null : answeredBy(work, userId, writing);
  return {
    userId,
    wasDropped: false,
    deliveredIn: writing === null ? null : store.ticketFoundClosed(userId, rules.serverId, writing.writtenAt),
    draftFor,
    draft: draftFor === null ? [] : store.draft(userId).map(({ messageId }) => messageId),
    prompt: store.prompt(userId),
    openTicket: takingTicket(work, userId, rules, replyTo),
    recent: answers === null ? recentTicket(work, userId, rules, writing) : null,
    member: store.member(rules.serverId, userId, now - memberKnownForMs),
    refusedAt: user?.refusedAt ?? null,
    blacklist: store.blacklist.about(rules.serverId, userId, now),
    barredToldAt: store.blacklist.toldAt(rules.serverId, userId),
  };
}

/** The ticket of the message that is replied to; else an anonymous one: there, no word tells more than it should. */
function takingTicket(
  { store }: Work,
  userId: UserId,
  { serverId }: Rules,
  replyTo: MessageId | null,
): Inbox['openTicket'] {
  const tickets = store.openTicketsOf(userId, serverId);
  const meant = replyTo === null ? null : store.openTicketOfMessage(replyTo, userId, serverId);
  return tickets.find(({ id }) => id === meant) ?? tickets[0] ?? null;
}

/** A closed ticket that what the user writes may belong to. */
function recentTicket(
  { store, now }: Work,
  userId: UserId,
  { serverId, graceMs }: Rules,
  writing: Writing | null,
): Inbox['recent'] {
  const replyTo = writing?.replyTo ?? null;
  const replied = replyTo === null ? null : store.closedTicketOfMessage(replyTo, userId, serverId);
  // By when it was written: what comes late was meant for the ticket that was open, or just closed, then.
  return replied ?? store.lastClosed(userId, serverId, (writing?.writtenAt ?? now) - graceMs);
}

function refusedAt({ now }: Work, routing: Routing, before: number | null): number | null {
  return routing.to === 'refusal' && routing.isToldAgain && routing.isBarred !== true ? now : before;
}

function rememberTold({ store, now }: Work, routing: Routing, userId: UserId, { serverId }: Rules): void {
  const isTold = routing.to === 'refusal' && routing.isToldAgain && routing.isBarred === true;
  if (isTold) store.blacklist.tell(serverId, userId, now);
}

/** Carries out where a user's message goes. */
function follow(work: Work, routing: Routing, event: UserWrote, rules: Rules): void {
  const { user, writing } = event;
  const record = (became: 'draft' | 'relayed' | 'refused', ticketId: TicketId | null): void =>
    work.store.record({
      writing,
      author: user,
      channelId: event.channelId,
      side: 'user',
      userId: user.id,
      ticketId,
      became,
    });
  switch (routing.to) {
    case 'ticket':
      record('relayed', routing.ticketId);
      quoteInTicket(work, routing.ticketId, writing, rules);
      applyTo(work, routing.ticketId, { ...event, isOvertaken: isOvertaken(work, routing.ticketId, writing) });
      return;
    case 'draft':
      record('draft', null);
      if (routing.prompt !== null) savePrompt(work, user.id, routing.prompt);
      queueForUser(work, user.id, routing.effects);
      return;
    case 'delivered':
      record('relayed', routing.ticketId);
      return;
    case 'newTicket':
      record('relayed', openTicketFor(work, user, { ...routing, writings: [writing], prompt: null }, rules));
      return;
    case 'refusal':
      record('refused', null);
      queueForUser(work, user.id, routing.effects);
      return;
    case 'reopening':
    case 'dropped':
    case 'nowhere':
      return;
  }
}
