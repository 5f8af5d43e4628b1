import type { Statement } from '../ticket/statement.ts';
import type { AnswerTo, Reopening } from '../ticket/effects.ts';
import type { ReopenCommanded } from '../ticket/commands.ts';
import type { ReopeningAsked } from '../ticket/events.ts';
import { memberKnownForMs } from '../ticket/inbox.ts';
import type { Activity, Member, Person, Ticket, TicketId } from '../ticket/ticket.ts';
import { endDraft } from './drafts.ts';
import { queue } from './queueing.ts';
import { applyTo } from './ticket-work.ts';
import type { Applied } from './ticket-work.ts';
import type { Work } from './work.ts';

/** Staff used `/reopen`. */
export function reopenCommanded(work: Work, ticket: Ticket, event: ReopenCommanded): Applied | null {
  const { by, reason, isReasonVisible, answerTo } = event;
  const known = work.store.member(ticket.serverId, ticket.userId, work.now - memberKnownForMs);
  return apply(work, { ticketId: ticket.id, by: by.id, reason, isReasonVisible, answerTo }, known ?? 'unknown');
}

/** Discord said whether the user of a ticket that staff want open again is still a member. */
export function reopenerLookedUp(work: Work, wish: Reopening, member: Member | null): void {
  const answer = apply(work, wish, member)?.answer;
  if (answer?.to === 'invoker' && wish.answerTo !== null) answerLater(work, wish, wish.answerTo, answer.statement);
}

/** The user wants a closed ticket open again. `false`: it can't be. */
export function reopenTicket(work: Work, wish: Reopening, member: Member): boolean {
  return apply(work, wish, member)?.ticket.status === 'open';
}

function apply(work: Work, wish: Reopening, member: ReopeningAsked['member']): Applied | null {
  const ticket = work.store.ticket(wish.ticketId);
  const user = ticket === null ? null : work.store.user(ticket.userId);
  if (ticket === null || user === null) return null;
  const draft = draftFor(work, ticket, user.person);
  const applied = applyTo(work, ticket.id, {
    type: 'reopeningAsked',
    wish,
    member,
    activity: activityOf(work, ticket),
    otherOpen: otherOpen(work, ticket),
    isDmKnown: user.channelId !== null,
    ...draft,
  });
  const isReopened = ticket.status === 'closed' && applied?.ticket.status === 'open';
  if (isReopened && draft.draft.writings.length > 0) endDraft(work, ticket.userId, ticket.id);
  return applied;
}

/** What nobody may know of doesn't count. */
function otherOpen({ store }: Work, { userId, serverId }: Ticket): TicketId | null {
  return store.openTicketsOf(userId, serverId).find(({ isAnonymous }) => !isAnonymous)?.id ?? null;
}

/** What the user wrote since, where they were asked about this very ticket. */
function draftFor({ store }: Work, ticket: Ticket, user: Person): Pick<ReopeningAsked, 'draft' | 'prompt'> {
  const prompt = store.prompt(ticket.userId);
  const isAbout = prompt?.about?.ticketId === ticket.id;
  return {
    draft: { user, writings: isAbout ? store.draft(ticket.userId) : [] },
    prompt: isAbout ? prompt.messageId : null,
  };
}

function activityOf({ store }: Work, { id }: Ticket): Activity {
  const { last, hasStaffWritten } = store.lastTurn(id);
  if (last === 'staff') return 'awaitingResponse';
  return hasStaffWritten ? 'userResponded' : 'unanswered';
}

function answerLater(work: Work, { ticketId }: Reopening, answerTo: AnswerTo, statement: Statement): void {
  const ticket = work.store.ticket(ticketId);
  if (ticket !== null) queue([{ effect: { type: 'answerLater', answerTo, statement } }], { ...work, owner: ticket });
}
