import type { Closing } from './close-plan.ts';
import type { Decision } from './decision.ts';
import type { Statement } from './statement.ts';
import type { AnswerTo, Effect, Planned } from './effects.ts';
import type { StaffWrote } from './events.ts';
import type { Farewell } from './feedback.ts';
import { ask, isAsking, questionAt } from './feedback-question.ts';
import { forwardingOf, kept } from './forwarding.ts';
import type { Rules } from './rules.ts';
import { fill, nameForUser, placeholders } from './rules.ts';
import { failureMark, questionInto, statementTo } from './saying.ts';
import type { Ticket } from './ticket.ts';
import { tagsOf } from './post-tags.ts';

/** How long the closing of a post waits for what the user still gets. */
const patienceMs = 30_000;
/** Discord takes an answer to a command or button within three seconds, and none in an archived post. */
const answerWithinMs = 3_000;

/** What ends a ticket. */
export interface Ending {
  readonly closing: Omit<Closing, 'by'>;
  /** What is said of it in the post. */
  readonly said: Effect;
  /** What becomes of the question whether it may be closed, where the user was asked and no farewell follows; `null`: nothing. */
  readonly question: Statement | null;
  /** That the user did not answer is why, and since when. */
  readonly silentSince?: number;
}

/** Nothing more is taken; what is on its way still arrives; then the post is tagged, locked and archived at once. */
export function end(ticket: Ticket, ending: Ending, rules: Rules, now: number): Pick<Decision, 'ticket' | 'effects'> {
  const { said, question } = ending;
  const told = farewellOf(ticket, ending, rules);
  const asked = isAsking(ticket, rules) ? questionAt(now, told) : null;
  const feedback = asked ?? ticket.feedback;
  const closed: Ticket = { ...ticket, status: 'closing', closedAt: now, closePlan: null, feedback };
  const farewell = asked === null ? tell(told, rules) : [{ effect: ask(closed, asked, rules) }];
  const becomes = question !== null && farewell.length > 0 ? ({ type: 'askedNoMore' } as const) : question;
  return {
    ticket: closed,
    effects: [
      { effect: said },
      ...farewell,
      ...(becomes === null ? [] : questionInto(ticket, becomes, rules)),
      { ...archivePost(closed), patienceMs },
    ],
  };
}

function farewellOf(ticket: Ticket, { closing, silentSince }: Ending, rules: Rules): Farewell {
  const comment = closing.shareComment ? closing.comment : null;
  const closeMessage =
    rules.closeMessage === null
      ? null
      : fill(rules.closeMessage, placeholders(ticket, rules, nameForUser(closing.byName, rules)));
  const isSaidAnyway = comment !== null || closing.notifyUser || closeMessage !== null;
  const why = silentSince === undefined ? {} : { silentSince };
  return { server: rules.serverName, comment, closeMessage, isSaidAnyway, ...why };
}

/** What the user is told who isn't asked anything: nothing, unless a comment is shared, staff ask for it, or there is a close message. */
function tell({ isSaidAnyway, ...said }: Farewell, rules: Rules): readonly Planned[] {
  return isSaidAnyway ? [{ effect: statementTo('user', { type: 'closedForUser', ...said }, rules) }] : [];
}

/**
 * A message in a closed post isn't relayed: its author is told so, unless it was to stay there anyway, and the post is archived
 * again.
 */
export function writtenInClosedPost(ticket: Ticket, event: StaffWrote, rules: Rules): Decision {
  const forwarding = forwardingOf(event, rules);
  if (forwarding.to === 'nobody') return { ticket, effects: [archivePost(ticket)], record: kept(forwarding) };
  const { messageId } = event.writing;
  const notice = statementTo('post', { type: 'notRelayedClosed', ticketId: ticket.id }, rules, messageId);
  return { ticket, effects: inClosedPost(ticket, notice, failureMark('post', messageId)), record: 'refused' };
}

/** Says something in a post that is closed already: opens it, says it, and archives it again. */
export function inClosedPost(ticket: Ticket, ...said: readonly Effect[]): readonly Planned[] {
  return [{ effect: { type: 'wakePost' } }, ...said.map((effect) => ({ effect })), archivePost(ticket)];
}

/** Whoever uses a button in an archived post opens it; it is closed again once they have their answer. */
export function archivedAgain(ticket: Ticket): readonly Planned[] {
  return ticket.status === 'open' ? [] : [{ ...archivePost(ticket), delayMs: answerWithinMs }];
}

/** Tags, locks and archives the post, after all else that waits for it. */
export function archivePost(ticket: Ticket): Planned {
  return { effect: { type: 'archivePost', serverId: ticket.serverId, tags: tagsOf(ticket) } };
}

/** The post is archived now: a ticket that was being closed is closed; one that was opened again meanwhile is opened once more. */
export function archived(ticket: Ticket): Decision {
  if (ticket.status === 'closing') return { ticket: { ...ticket, status: 'closed' }, effects: [] };
  if (ticket.status === 'closed') return { ticket, effects: [] };
  return { ticket, effects: [{ effect: openedPost(ticket, null) }] };
}

/** Opens the post of an open ticket. */
export function openedPost(ticket: Ticket, answerTo: AnswerTo | null): Effect {
  return { type: 'reopenPost', serverId: ticket.serverId, tags: tagsOf(ticket), answerTo };
}

/** The post is gone: there is nothing left to answer in, nor to open again. */
export function withoutPost(ticket: Ticket, now: number): Ticket {
  return { ...ended(ticket, now), postId: null };
}

/** It is over, however its post looks. */
export function ended(ticket: Ticket, now: number): Ticket {
  return { ...ticket, status: 'closed', closedAt: ticket.closedAt ?? now };
}
