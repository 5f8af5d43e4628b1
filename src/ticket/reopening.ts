import { openedPost } from './closing.ts';
import type { Decision } from './decision.ts';
import type { Statement } from './statement.ts';
import type { Effect, LookUpMember, Planned } from './effects.ts';
import type { DraftJoined, ReopeningAsked } from './events.ts';
import { withoutQuestion } from './feedback-question.ts';
import { backAt } from './opening-hours.ts';
import { copiesForPost, refusedFiles, turnTo } from './relaying.ts';
import type { Rules } from './rules.ts';
import { promptInto, statementTo } from './saying.ts';
import { seenByStaff } from './seen.ts';
import type { Activity, Ticket } from './ticket.ts';

/** A closed ticket is opened again: its post first, and then everybody is told; what the user wrote since follows. */
export function reopen(ticket: Ticket, event: ReopeningAsked, rules: Rules, now: number): Decision {
  const refusal = refusalFor(ticket, event, rules);
  if (refusal !== null) return { ticket, effects: [], answer: { to: 'invoker', statement: refusal } };
  if (event.member === 'unknown' && !ticket.isAnonymous) {
    return { ticket, effects: [{ effect: lookUp(ticket, event) }], answer: { to: 'later' } };
  }
  const activity = activityAfter(event);
  const { feedback, effects: question } = withoutQuestion(ticket, rules);
  const opened: Ticket = { ...ticket, status: 'open', activity, closedAt: null, feedback };
  const post = openedPost(opened, event.wish.answerTo);
  return {
    ticket: opened,
    effects: [
      ...dmFor(ticket, event),
      { effect: post },
      ...told(ticket, event, rules, post),
      ...question,
      ...relayed(opened, event, rules, now),
    ],
    answer: { to: 'later' },
  };
}

function refusalFor(
  { id, status, postId, isAnonymous }: Ticket,
  { member, otherOpen }: ReopeningAsked,
  rules: Rules,
): Statement | null {
  if (status === 'open') return { type: 'isOpen', ticketId: id };
  if (status === 'closing') return { type: 'stillClosing', ticketId: id };
  if (postId === null) return { type: 'postIsGone', ticketId: id };
  // Staff can't learn by this whether somebody left, or has other tickets.
  if (isAnonymous) return null;
  if (otherOpen !== null) return { type: 'hasOpenTicket', ticketId: otherOpen };
  return member === null ? { type: 'userNotAMember', server: rules.serverName } : null;
}

function lookUp({ serverId, userId }: Ticket, { wish }: ReopeningAsked): LookUpMember {
  return { type: 'lookUpMember', serverId, userId, reopening: wish };
}

/** Whatever the user is told comes behind it. */
function dmFor({ userId }: Ticket, { isDmKnown }: ReopeningAsked): readonly Planned[] {
  return isDmKnown ? [] : [{ effect: { type: 'openDm', to: userId, outside: null } }];
}

function activityAfter({ activity, draft }: ReopeningAsked): Activity {
  return draft.writings.length > 0 && activity === 'awaitingResponse' ? 'userResponded' : activity;
}

/** In the post always; to the user where it was staff's wish; and the answer to the command, once the post is open. */
function told(ticket: Ticket, { wish }: ReopeningAsked, rules: Rules, post: Effect): readonly Planned[] {
  const { answerTo, by, reason, isReasonVisible } = wish;
  if (answerTo === null) return [{ effect: statementTo('post', { type: 'reopenedByUser' }, rules) }];
  const forUser = {
    type: 'reopenedForUser',
    server: rules.serverName,
    reason: isReasonVisible ? reason : null,
  } as const;
  const answer: Statement = { type: 'nowOpen', ticketId: ticket.id };
  return [
    { effect: statementTo('post', { type: 'reopened', by, reason }, rules), after: [post] },
    { effect: statementTo('user', forUser, rules), after: [post] },
    { effect: { type: 'answerLater', answerTo, statement: answer }, after: [post] },
  ];
}

/** What the user wrote goes to the ticket that is open by now. */
export function joinedByDraft(ticket: Ticket, event: DraftJoined, rules: Rules, now: number): Decision {
  const activity = ticket.activity === 'unanswered' ? 'unanswered' : 'userResponded';
  return turnTo(ticket, activity, relayed(ticket, event, rules, now));
}

/** The question about what the user wrote becomes "message sent" once the first of it has arrived. */
function relayed(
  ticket: Ticket,
  { draft, prompt }: ReopeningAsked | DraftJoined,
  rules: Rules,
  now: number,
): readonly Planned[] {
  const { name } = draft.user;
  const shown = draft.writings.map((writing) =>
    seenByStaff(ticket, { writing, name, receipt: rules.receipts && writing.isUpload !== true }),
  );
  const copies = shown.map((one) => copiesForPost(one, rules));
  const refused = shown.flatMap((one) => refusedFiles(one, rules));
  const sent = [...copies.flat(), ...refused].map((effect): Planned => ({ effect }));
  const arrived = copies.find((some) => some.length > 0)?.at(-1);
  if (prompt === null || arrived === undefined) return sent;
  const back = backAt(rules.hours, now);
  const statement = { type: 'messageSent', server: rules.serverName, creationMessage: null, backAt: back } as const;
  return [...sent, { effect: promptInto(prompt, statement, rules), after: [arrived] }];
}
