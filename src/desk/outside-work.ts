import type { MessageAsked, MessageTyped } from '../ticket/commands.ts';
import { categoryTyped, contactParts } from '../ticket/contact.ts';
import type { SendForm } from '../ticket/decision.ts';
import type { Effect } from '../ticket/effects.ts';
import type { FailureReason } from '../ticket/events.ts';
import { outsideParts, quoteOutside, refusalOutside } from '../ticket/outside.ts';
import type { OpenDm, Outside, SentOutside } from '../ticket/outside.ts';
import type { Rules } from '../ticket/rules.ts';
import { statementTo } from '../ticket/saying.ts';
import type { Statement, Undelivered } from '../ticket/statement.ts';
import type { Member, MessageId, PostId, Ticket, TicketId, UserId, Writing } from '../ticket/ticket.ts';
import type { Reply } from './command-work.ts';
import { openContact } from './contact-work.ts';
import { placeOn, queue } from './queueing.ts';
import type { Entry, Result } from './ports.ts';
import type { Work } from './work.ts';

const hourMs = 60 * 60_000;

/** Staff want to write to a person outside of any ticket: Discord is asked first whether they are a member. */
export function sendOutside(work: Work, event: MessageTyped | MessageAsked, to: UserId): Reply {
  const rules = work.rulesOf(event.serverId);
  if (rules === null) return toInvoker({ type: 'noRecipient' });
  const { store, now } = work;
  const isFirst = isFirstContact(work, to, rules);
  const openings = isFirst ? store.openings.since(now - hourMs) : null;
  const refusal = unknownCategory(event, rules) ?? refusalOutside(event, openings, rules, now);
  if (refusal !== null) return toInvoker(refusal);
  if (event.type === 'messageAsked') {
    return { answer: { to: 'form', form: formFor(event, rules) }, entryId: null };
  }
  const outside = outsideOf(event, to, rules);
  if (isFirst) store.openings.add(outside.id, now);
  queueFor(work, to, [{ type: 'lookUpMember', serverId: rules.serverId, userId: to, reopening: null, outside }]);
  return { answer: { to: 'later' }, entryId: null };
}

/** What was typed becomes the category's ID, which no name is longer than. */
function formFor({ to, contact }: MessageAsked, rules: Rules): SendForm {
  const form = { type: 'send', to, isAnonymous: null } as const;
  if (contact === undefined) return form;
  return { ...form, contact: { category: categoryTyped(contact.category ?? '', rules)?.id ?? null } };
}

/** What staff may know: of a person who had nothing but anonymous tickets they learn nothing by this. */
function isFirstContact({ store }: Work, to: UserId, { serverId }: Rules): boolean {
  return store.earlierTickets(to, serverId).count === 0 && !store.outside.wasSentTo(to);
}

function outsideOf(event: MessageTyped, to: UserId, rules: Rules): Outside {
  const { id, serverId, channelId, by, text, typedAt, answerTo, contact } = event;
  const outside = { id: id as MessageId, serverId, channelId, by, to, text, typedAt, answerTo };
  if (contact === undefined) return outside;
  const { category: typed } = contact;
  return { ...outside, contact: { category: typed === null ? null : (categoryTyped(typed, rules)?.id ?? null) } };
}

/** Staff may choose any category that there is, one that users can't choose as well. */
function unknownCategory({ contact }: MessageTyped | MessageAsked, rules: Rules): Statement | null {
  const typed = contact?.category ?? null;
  return typed === null || categoryTyped(typed, rules) !== null ? null : { type: 'unknownCategory', typed };
}

/** Discord said whether the person is a member: the DM is opened, where it isn't known. */
export function recipientLookedUp(work: Work, outside: Outside, member: Member | null): void {
  const rules = work.rulesOf(outside.serverId, outside.to);
  if (rules !== null && member !== null) {
    // Whom a ticket is opened with goes by the name that Discord tells now, even if another one is known: of anonymous users, staff would learn that.
    const isOpen = outside.contact === undefined && (work.store.user(outside.to)?.channelId ?? null) !== null;
    return queueFor(work, outside.to, isOpen ? partsOf(outside, rules) : [{ type: 'openDm', to: outside.to, outside }]);
  }
  work.store.openings.takeBack(outside.id);
  answer(work, outside, { type: 'recipientNotAMember', server: rules?.serverName ?? '' });
}

function partsOf(outside: Outside, rules: Rules): readonly Effect[] {
  return outside.contact === undefined ? outsideParts(outside, rules) : contactParts(outside, rules);
}

/** The DM is open. What its person may have written there before anybody knew of it is looked for when they are heard of, and so from its beginning. */
export function dmOpened(
  work: Work,
  { to, outside }: OpenDm,
  { channelId, user }: Extract<Result, { type: 'dm' }>,
): void {
  const { store } = work;
  const known = store.user(to) ?? { person: user, draftFor: null, refusedAt: null };
  const person = outside?.contact === undefined ? known.person : user;
  store.saveUser({ ...known, person, channelId });
  if (outside === null) return;
  store.sawMessage(channelId, channelId);
  const rules = work.rulesOf(outside.serverId, to);
  if (rules !== null) queueFor(work, to, partsOf(outside, rules));
}

/** Something reached a user: their next message answers this, where it belongs to no ticket, and else nothing of the kind. */
export function reachedUser(work: Work, { effect, place, ticketId }: Entry): void {
  if (effect.type !== 'sendToUser') return;
  const { outside, source } = effect;
  if (outside === undefined) {
    // Questions and refusals beside any ticket don't come between.
    if (ticketId !== null) work.store.outside.overtaken(place.replace(/^user\//, '') as UserId);
    return;
  }
  const isComplete = source === null || source.part === source.parts;
  if (outside.contact !== undefined) return isComplete ? openContact(work, outside, outside.contact) : undefined;
  const { id, to: userId, serverId, by, text } = outside;
  work.store.outside.save({ id, userId, serverId, by: by.id, text, sentAt: work.now });
  if (isComplete) answer(work, outside, { type: 'isSentOutside' });
}

/** What belongs to no ticket could not be done. */
export function failedOutside(work: Work, { effect, place }: Entry, reason: FailureReason): void {
  if (!('outside' in effect) || effect.outside === undefined || effect.outside === null) return;
  const { outside } = effect;
  if (effect.type === 'answerLater') return tellElsewhere(work, outside, effect.statement);
  work.store.outbox.giveUp(place, outside.id);
  answer(work, outside, reason === 'tooManyDms' ? stopped(work, outside) : notSent(outside, reason));
}

/** Discord takes whoever goes on for a spammer. */
function stopped({ store, now }: Work, { id }: Outside): Statement {
  store.openings.refused(id, now);
  return { type: 'dmsStopped', at: now + hourMs };
}

function notSent({ by }: Outside, reason: FailureReason): Statement {
  return { type: 'isNotSent', by: by.id, reason: undelivered(reason) };
}

function undelivered(reason: FailureReason): Undelivered {
  return reason === 'closedDms' || reason === 'noSharedServer' ? reason : 'other';
}

function answer(work: Work, outside: Outside, statement: Statement): void {
  queueFor(work, outside.to, [{ type: 'answerLater', answerTo: outside.answerTo, statement, outside }]);
}

/**
 * Whoever sent it can't be answered any more. That it wasn't delivered is told in the post where they used the command, else in
 * their DM, where there is one; other channels have readers whom it doesn't concern.
 */
function tellElsewhere(work: Work, { by, serverId, channelId }: Outside, statement: Statement): void {
  const rules = work.rulesOf(serverId, by.id);
  if (rules === null || statement.type === 'isSentOutside') return;
  const reason = statement.type === 'isNotSent' ? statement.reason : 'other';
  const notice = { type: 'outsideNotSent', by: by.id, reason } as const;
  const ticket = work.store.ticketOfPost(channelId as string as PostId);
  if (ticket?.status === 'open') queue([{ effect: statementTo('post', notice, rules) }], { ...work, owner: ticket });
  else if (work.store.user(by.id) !== null) queueFor(work, by.id, [statementTo('user', notice, rules)]);
}

/** The message outside of tickets that a user's message answers: it replies to it, or it is the last thing that they got. */
export function answeredBy({ store }: Work, userId: UserId, { replyTo }: Writing): SentOutside | null {
  if (replyTo === null) return store.outside.latestTo(userId);
  const source = store.sourceOf(replyTo);
  const sent = source === null ? null : store.outside.get(source);
  return sent?.userId === userId ? sent : null;
}

/** A user replies in an open ticket to a message outside of it: the post shows once what that said. */
export function quoteInTicket(work: Work, ticketId: TicketId, writing: Writing, rules: Rules): void {
  const ticket = work.store.ticket(ticketId);
  const sent = ticket === null || writing.replyTo === null ? null : answeredBy(work, ticket.userId, writing);
  if (ticket?.status !== 'open' || sent === null || isQuoted(work, ticket, sent)) return;
  queue(
    quoteOutside(ticket, sent, rules).map((effect) => ({ effect })),
    { ...work, owner: ticket },
  );
}

function isQuoted({ store }: Work, ticket: Ticket, { id }: SentOutside): boolean {
  const place = placeOn('post', ticket);
  return store.copyOf(id, place, 1) !== null || store.outbox.isSending(place, id);
}

function queueFor(work: Work, userId: UserId, effects: readonly Effect[]): void {
  queue(
    effects.map((effect) => ({ effect })),
    { ...work, owner: { id: null, userId, postId: null } },
  );
}

function toInvoker(statement: Statement): Reply {
  return { answer: { to: 'invoker', statement }, entryId: null };
}
