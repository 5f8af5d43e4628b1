import { categoryNamed } from '../ticket/category.ts';
import type { ClosePlan } from '../ticket/close-plan.ts';
import { decide } from '../ticket/decide.ts';
import type { Decision } from '../ticket/decision.ts';
import type { Effect } from '../ticket/effects.ts';
import type { StaffWrote, TicketEvent } from '../ticket/events.ts';
import { silenceEndsAt } from '../ticket/inactivity.ts';
import type { Rules } from '../ticket/rules.ts';
import type { ChannelId, Person, PostId, Ticket, TicketId, UserId, Writing } from '../ticket/ticket.ts';
import { placeOf, placeOn, queue } from './queueing.ts';
import type { Work } from './work.ts';

/** Somebody wrote in a channel that may be a ticket's post. */
export function staffWrote(work: Work, event: StaffWrote): void {
  const ticket = work.store.ticketOfPost(event.postId);
  if (ticket === null) return;
  const { writing, author } = event;
  const channelId = channelOf(event.postId);
  work.store.sawMessage(channelId, writing.messageId);
  // Staff may have sent it by hand before it was heard of.
  if (work.store.recorded(writing.messageId) !== null) return;
  const wasHandled = event.wasRefused === true || wasDelivered(work, ticket, writing);
  const late = { ...event, isOvertaken: isOvertaken(work, ticket.id, writing) };
  const { record = null, shownAs = null } = wasHandled ? {} : (applyTo(work, ticket.id, late) ?? {});
  const became = wasHandled ? 'relayed' : (record ?? 'ignored');
  const ownership = { side: 'staff', userId: ticket.userId, ticketId: ticket.id } as const;
  work.store.record({ channelId, writing, author, shownAs, became, ...ownership });
}

/** Before the database forgot it. */
function wasDelivered({ store }: Work, { id, closedAt }: Ticket, { writtenAt }: Writing): boolean {
  return closedAt !== null && writtenAt <= closedAt && store.wasFoundClosed(id);
}

/** Whether something that was written later has been relayed already: after a gap, both sides are read one after the other. */
export function isOvertaken({ store }: Work, ticketId: TicketId, { messageId }: Writing): boolean {
  const newest = store.lastTurn(ticketId).messageId;
  return newest !== null && BigInt(newest) > BigInt(messageId);
}

/** The user of an open ticket left the server, or came back. */
export function membershipChanged({ store, ...work }: Work, ticket: Ticket, isMember: boolean): void {
  if (store.isMemberAsLogged(ticket.id) === isMember) return;
  store.log(ticket.id, work.now, { type: isMember ? 'userReturned' : 'userLeft', by: ticket.userId, detail: null });
  applyTo({ store, ...work }, ticket.id, { type: 'membershipChanged', isMember });
}

/** What was decided, and each effect's entry in the outbox. */
export interface Applied extends Decision {
  readonly entries: ReadonlyMap<Effect, number>;
}

/** Lets a ticket decide on an event, and carries the decision out. `null`: no such ticket, or its server isn't configured. */
export function applyTo(work: Work, ticketId: TicketId, event: TicketEvent): Applied | null {
  const ticket = work.store.ticket(ticketId);
  const rules = ticket === null ? null : work.rulesOf(ticket.serverId, ticket.userId);
  if (ticket === null || rules === null) return null;
  const decision = decide(ticket, event, rules, work.now);
  const entries = carryOut(work, ticket, decision, event);
  if ('by' in event) logHandling(work, { ticket: decision.ticket, before: ticket, by: event.by }, rules);
  if (isTimedAnew(ticket, decision.ticket, event)) setSilenceTimer(work, decision.ticket, rules);
  return { ...decision, entries };
}

function carryOut(work: Work, before: Ticket, decision: Decision, event: TicketEvent): ReadonlyMap<Effect, number> {
  const { ticket, effects, giveUp, rewrites = [] } = decision;
  if (ticket !== before) work.store.saveTicket(ticket);
  if (ticket.status !== before.status) logStatus(work, { ticket, before, event });
  if (ticket.closePlan !== before.closePlan) setTimer(work, ticket);
  if (event.type === 'silenceDue' && ticket.status === 'open' && ticket !== before) {
    work.store.log(ticket.id, work.now, { type: 'reminded', by: null, detail: null });
  }
  if (giveUp !== undefined && 'effect' in event) work.store.outbox.giveUp(placeOf(event.effect, ticket), giveUp);
  for (const { side, source, part, outgoing } of rewrites) {
    work.store.outbox.rewrite(placeOn(side, ticket), source, part, outgoing);
  }
  return queue(effects, { ...work, owner: ticket });
}

/** A message that was written before the time has come wins, though it arrives somewhat later. */
const lateMessagesMs = 30_000;

function setTimer({ timers }: Work, { id: ticketId, closePlan }: Ticket): void {
  const key = `closing/${ticketId}`;
  const at = closePlan?.at ?? null;
  if (closePlan === null || at === null) return timers.cancel(key);
  timers.set(key, at + lateMessagesMs, { type: 'closingDue', ticketId, planId: closePlan.id });
}

/** A timer that rang is gone, even where it had lost its reason. */
function isTimedAnew(before: Ticket, { silence, closePlan }: Ticket, { type }: TicketEvent): boolean {
  return silence !== before.silence || closePlan !== before.closePlan || type === 'silenceDue';
}

/** Sets when a silent user is reminded, or their ticket closed. */
export function setSilenceTimer({ timers }: Pick<Work, 'timers'>, ticket: Ticket, rules: Rules): void {
  const key = `silence/${ticket.id}`;
  const at = silenceEndsAt(ticket, rules);
  if (at === null) return timers.cancel(key);
  timers.set(key, at + lateMessagesMs, { type: 'silenceDue', ticketId: ticket.id });
}

/** When silent users are reminded, and their tickets closed, is for the configuration in force to say. */
export function setSilenceTimers(work: Work): void {
  for (const ticket of work.store.openTickets()) {
    const rules = work.rulesOf(ticket.serverId);
    if (rules !== null) setSilenceTimer(work, ticket, rules);
  }
}

function logHandling(
  { store, now }: Work,
  { ticket, before, by: { id: by } }: Pick<Change, 'ticket' | 'before'> & { readonly by: Person },
  rules: Rules,
): void {
  const { id, claimedBy, category } = ticket;
  const type = claimedBy === null ? 'unclaimed' : 'claimed';
  if (claimedBy !== before.claimedBy) store.log(id, now, { type, by, detail: null });
  if (category !== before.category) store.log(id, now, { type: 'moved', by, detail: categoryNamed(category, rules) });
}

interface Change {
  readonly ticket: Ticket;
  readonly before: Ticket;
  readonly event: TicketEvent;
}

function logStatus({ store, now }: Work, { ticket, before, event }: Change): void {
  store.log(ticket.id, now, { type: ticket.status, ...reasonIn(event, before) });
}

interface LoggedReason {
  readonly by: UserId | null;
  readonly detail: string | null;
}

function reasonIn(event: TicketEvent, { userId, closePlan }: Ticket): LoggedReason {
  if (event.type === 'closeCommanded') return { by: event.by.id, detail: event.comment };
  if (event.type === 'closingConfirmed') return { by: event.by.id, detail: insistedComment(closePlan) };
  const planned = closePlan?.closing ?? null;
  if (event.type === 'closingDue') return { by: planned?.by ?? null, detail: planned?.comment ?? null };
  if (event.type === 'closeRequestAnswered') return { by: userId, detail: planned?.comment ?? null };
  if (event.type === 'closingOrdered') return { by: null, detail: event.comment };
  if (event.type === 'silenceDue') return { by: null, detail: 'the user did not answer' };
  // The ticket forgets its post.
  return { by: null, detail: event.type === 'postDeleted' ? `post ${event.postId} was deleted` : null };
}

function insistedComment(plan: ClosePlan | null): string | null {
  return plan?.type === 'request' ? (plan.insisted?.closing.comment ?? null) : null;
}

/** A post is a channel with the same ID. */
export function channelOf(postId: PostId): ChannelId {
  return postId as string as ChannelId;
}
