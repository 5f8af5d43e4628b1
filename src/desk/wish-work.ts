import { askedIn, newPrompt, questionOf, voiceOf } from '../ticket/before-opening.ts';
import type { Effect } from '../ticket/effects.ts';
import type { FailureReason } from '../ticket/events.ts';
import type { Inbox } from '../ticket/inbox.ts';
import { spent } from '../ticket/outside.ts';
import { refuse } from '../ticket/refusing.ts';
import type { Rules } from '../ticket/rules.ts';
import { promptInto, statementTo } from '../ticket/saying.ts';
import type { Statement } from '../ticket/statement.ts';
import type { ChannelId, MessageId, ServerId, UserId } from '../ticket/ticket.ts';
import type { TicketWished, Wish } from '../ticket/wish.ts';
import { toInvoker } from './command-work.ts';
import type { Reply } from './command-work.ts';
import { queueForUser } from './draft-work.ts';
import { dropDraft, savePrompt } from './drafts.ts';
import { leaveServer } from './gone-server.ts';
import { inboxOf } from './inbox-facts.ts';
import { panelSeen } from './panel-work.ts';
import type { Entry } from './ports.ts';
import { queue } from './queueing.ts';
import type { Work } from './work.ts';

const hourMs = 60 * 60_000;

/** A user wants to begin a ticket: the bot asks in their DM for the message, and answers with where that is. */
export function ticketWished(work: Work, event: TicketWished): Reply {
  const serverId = event.serverId ?? onlyServer(work, event);
  const rules = serverId === null ? null : work.rulesOf(serverId, event.user.id);
  if (rules === null) return toInvoker({ type: event.dmChannelId === null ? 'notServed' : 'justWrite' });
  if (event.panel !== null) panelSeen(work, event.panel);
  leaveServer(work, event.user.id);
  const inbox = inboxOf(work, event.user.id, rules);
  const { draftFor, member } = inbox;
  const isFor = draftFor === rules.serverId;
  if (draftFor !== null && (isFor || !mayMove(inbox))) return pointThere(work, event, inbox, rules);
  const refusal = refuse(inbox, { member, hides: false, now: work.now }, rules);
  if (refusal !== null) return toInvoker({ type: 'notBegun', why: refusal });
  return draftFor === null ? begin(work, event, inbox, rules) : move(work, event, inbox, rules);
}

/** A second wish is for what is asked already. */
function pointThere(work: Work, event: TicketWished, inbox: Inbox, rules: Rules): Reply {
  const channelId = work.store.user(event.user.id)?.channelId ?? null;
  const { prompt } = inbox;
  if (channelId !== null) return toInvoker(askedThere(channelId, prompt?.messageId ?? null));
  // The conversation is being begun, or could not be then, and perhaps can be by now.
  return prompt?.isLapsed === true ? begin(work, event, inbox, rules) : toInvoker(askedThere(null, null));
}

/** Whether the question is one by which another server may be chosen. */
function mayMove({ prompt }: Inbox): boolean {
  return prompt !== null && prompt.about === null && !prompt.asksWhich && prompt.chosen === null;
}

/** A wish for another server chooses it, and keeps what was written. */
function move(work: Work, event: TicketWished, inbox: Inbox, rules: Rules): Reply {
  const { store, now } = work;
  const { prompt, draft, draftFor } = inbox;
  const user = store.user(event.user.id);
  if (user === null || prompt === null) return pointThere(work, event, inbox, rules);
  const before = draft.length === 0 || draftFor === 'undecided' || draftFor === null ? [] : [draftFor];
  const offered = draft.length === 0 ? [] : [...new Set([...prompt.offered, ...before, rules.serverId])];
  store.saveUser({ ...user, draftFor: rules.serverId });
  const next = { ...prompt, category: null, offered, askedAt: now, isLapsed: false };
  savePrompt(work, user.person.id, next);
  const moved = inboxOf(work, user.person.id, rules);
  const asked = askedIn(moved, rules);
  if (next.messageId !== null) {
    const question = questionOf(next, draft, asked);
    queueForUser(work, user.person.id, [promptInto(next.messageId, question, voiceOf(next, asked))]);
  }
  return pointThere(work, event, moved, rules);
}

function onlyServer(work: Work, { dmChannelId }: TicketWished): ServerId | null {
  const [only, ...others] = work.servers();
  return dmChannelId === null || only === undefined || others.length > 0 ? null : only;
}

function begin(work: Work, event: TicketWished, inbox: Inbox, rules: Rules): Reply {
  const { store, now } = work;
  const { user, id, answerTo } = event;
  const known = store.user(user.id);
  const channelId = event.dmChannelId ?? known?.channelId ?? null;
  const isSpent = channelId === null && spent(store.openings.since(now - hourMs), rules.dmOpening, now) !== null;
  store.saveUser({ person: user, channelId, draftFor: rules.serverId, refusedAt: known?.refusedAt ?? null });
  // Where the bot may not begin the conversation, it asks as soon as the user has.
  // As the rest of the conversation, it is in the language of their Discord, unless they prefer another.
  const language = store.preferences(user.id).language === null ? answerTo.language : null;
  const prompt = { ...newPrompt(id, now), isLapsed: isSpent, language };
  savePrompt(work, user.id, prompt);
  if (isSpent) return toInvoker(writeFirst(rules));
  const wish = { userId: user.id, serverId: rules.serverId, promptId: id, answerTo };
  const asked = askedIn(inbox, rules);
  const question = { ...statementTo('user', questionOf(prompt, [], asked), voiceOf(prompt, asked)), wish };
  if (channelId === null) store.openings.add(id, now);
  const opening: Effect | null = channelId === null ? { type: 'openDm', to: user.id, outside: null, wish } : null;
  queue(
    [
      ...(opening === null ? [] : [{ effect: opening }]),
      { effect: question, after: opening === null ? [] : [opening] },
    ],
    {
      ...work,
      owner: { id: null, userId: user.id, postId: null },
    },
  );
  return { answer: { to: 'later' }, entryId: null };
}

/** The question stands in the DM. */
export function wishCarriedOut(work: Work, { effect }: Entry, messageId: MessageId | null): void {
  if (effect.type !== 'sendToUser' || effect.wish === undefined) return;
  const channelId = work.store.user(effect.wish.userId)?.channelId ?? null;
  if (channelId !== null) answer(work, effect.wish, askedThere(channelId, messageId));
}

/** The bot can't write to the user: where it may not begin the conversation, they do; else there is no draft. */
export function wishFailed(work: Work, { effect }: Entry, reason: FailureReason): void {
  const wish = effect.type === 'sendToUser' || effect.type === 'openDm' ? effect.wish : undefined;
  const rules = wish === undefined ? null : work.rulesOf(wish.serverId, wish.userId);
  if (wish === undefined || rules === null) return;
  const { store, now } = work;
  const prompt = store.prompt(wish.userId);
  const isTheirs = prompt?.id === wish.promptId;
  if (reason === 'tooManyDms') {
    store.openings.refused(wish.promptId as MessageId, now);
    if (isTheirs) savePrompt(work, wish.userId, { ...prompt, isLapsed: true });
    return answer(work, wish, writeFirst(rules));
  }
  if (isTheirs && store.draft(wish.userId).length === 0) dropDraft(work, wish.userId, 'ignored');
  answer(work, wish, { type: 'dmsAreClosed', server: rules.serverName });
}

function answer(
  work: Work,
  { userId, answerTo }: { userId: UserId } & Pick<Wish, 'answerTo'>,
  statement: Statement,
): void {
  queueForUser(work, userId, [{ type: 'answerLater', answerTo, statement }]);
}

function writeFirst({ serverName: server }: Rules): Statement {
  return { type: 'writeFirst', server };
}

/** https://docs.discord.com/developers/reference#message-formatting: links to a message in a DM name no server. */
function askedThere(channelId: ChannelId | null, messageId: MessageId | null): Statement {
  const url = ['https://discord.com/channels/@me', channelId, messageId].filter((part) => part !== null).join('/');
  return { type: 'askedInDm', url };
}
