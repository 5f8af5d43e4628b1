import type { Decision } from './decision.ts';
import type { Effect, Planned } from './effects.ts';
import type { StaffWrote, UserWrote } from './events.ts';
import { sortFiles } from './file-groups.ts';
import { forwardingOf, kept } from './forwarding.ts';
import type { Terms } from './file-groups.ts';
import { partsForPost, partsForUser, termsForPost, termsForUser } from './parts.ts';
import type { Shown } from './parts.ts';
import type { Rules } from './rules.ts';
import { failureMark, statementTo } from './saying.ts';
import { authorFor, seenByStaff, seenByUser } from './seen.ts';
import type { Statement } from './statement.ts';
import type { Activity, Author, Ticket } from './ticket.ts';
import { setTags } from './post-tags.ts';

/** Kept, so that what is changed later bears the same name. */
export function shownAs({ name, isHidden }: Author): Pick<Decision, 'shownAs'> {
  return isHidden ? { shownAs: name } : {};
}

/** What a user wrote goes into the post; what must not is named to them. */
export function relayToPost(ticket: Ticket, event: UserWrote, rules: Rules): Decision {
  const { writing, user } = event;
  const shown = seenByStaff(ticket, { writing, name: user.name, receipt: rules.receipts });
  const copies = copiesForPost(shown, rules);
  const refused = refusedFiles(shown, rules);
  if (copies.length === 0)
    return { ticket, effects: [...refused, failureMark('user', writing.messageId)].map(plan), record: 'refused' };
  return { ...turnTo(ticket, turnOfStaff(ticket, event), [...copies, ...refused].map(plan)), record: 'relayed' };
}

/** What staff wrote goes to the user, or stays in the post. */
export function relayToUser(ticket: Ticket, event: StaffWrote, rules: Rules): Decision {
  const forwarding = forwardingOf(event, rules);
  if (forwarding.to === 'nobody') return { ticket, effects: [], record: kept(forwarding) };
  const author = authorFor(event.author, rules);
  const shown = seenByUser({ ...event.writing, text: forwarding.text }, author, rules);
  const copies = partsForUser(shown, rules).map((copy): Effect => ({ type: 'sendToUser', ...copy }));
  const refused = keptFromUser(shown, rules);
  if (copies.length === 0)
    return { ticket, effects: [...refused, failureMark('post', event.writing.messageId)].map(plan), record: 'note' };
  return {
    ...shownAs(author),
    ...turnTo(ticket, turnOfUser(ticket, event), [...copies, ...refused].map(plan)),
    record: 'relayed',
  };
}

/** Whose turn it is goes by who wrote last, not by what was read last. */
function turnOfStaff({ activity }: Ticket, { isOvertaken = false }: UserWrote): Activity {
  return isOvertaken || activity === 'unanswered' ? activity : 'userResponded';
}

function turnOfUser({ activity }: Ticket, { isOvertaken = false }: StaffWrote): Activity {
  if (!isOvertaken) return 'awaitingResponse';
  return activity === 'unanswered' ? 'userResponded' : activity;
}

/** The copies that a user's message becomes in the post, in order. */
export function copiesForPost(shown: Shown, rules: Rules): readonly Effect[] {
  return partsForPost(shown, rules).map((copy) => ({ type: 'sendToPost', shownByAnswer: false, ...copy }));
}

/** Names the files of a user's message that are not passed on, whatever they are. */
export function refusedFiles(shown: Pick<Shown, 'writing' | 'isHidden'>, rules: Rules): readonly Effect[] {
  const statement = notPassedOn(shown, termsForPost(shown, rules));
  return statement === null ? [] : [statementTo('user', statement, rules, shown.writing.messageId)];
}

/** The same for those of staff. */
export function keptFromUser(shown: Shown, rules: Rules): readonly Effect[] {
  const statement = notPassedOn(shown, termsForUser(shown));
  return statement === null ? [] : [statementTo('post', statement, rules, shown.writing.messageId)];
}

function notPassedOn({ writing }: Pick<Shown, 'writing'>, terms: Terms): Statement | null {
  const { refused } = sortFiles(writing.files, terms);
  if (refused.length === 0) return null;
  return { type: 'filesLeftOut', isForAuthor: true, files: refused.map(({ name, why }) => ({ name, why })) };
}

function plan(effect: Effect): Planned {
  return { effect };
}

/** It is somebody's turn now: where that is new, the tags follow. */
export function turnTo(
  ticket: Ticket,
  activity: Activity,
  effects: readonly Planned[],
): Pick<Decision, 'ticket' | 'effects'> {
  if (activity === ticket.activity) return { ticket, effects };
  const turned: Ticket = { ...ticket, activity };
  return { ticket: turned, effects: [...effects, setTags(turned)] };
}
