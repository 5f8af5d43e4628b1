import type { Decision } from './decision.ts';
import type { Effect, Planned } from './effects.ts';
import type { StaffWrote, UserWrote } from './events.ts';
import { sortFiles } from './file-groups.ts';
import { forwardingOf, kept } from './forwarding.ts';
import { partsForPost, partsForUser } from './parts.ts';
import type { FromUser } from './parts.ts';
import { nameForUser } from './rules.ts';
import type { Rules } from './rules.ts';
import { failureMark, statementTo } from './saying.ts';
import type { Activity, Ticket, Writing } from './ticket.ts';
import { setTags } from './post-tags.ts';

/** Kept, so that what is changed later bears the same name. */
export function shownAs(name: string, own: string): Pick<Decision, 'shownAs'> {
  return name === own ? {} : { shownAs: name };
}

/** What a user wrote goes into the post; what must not is named to them. */
export function relayToPost(ticket: Ticket, event: UserWrote, rules: Rules): Decision {
  const { writing, user } = event;
  const copies = copiesForPost({ writing, name: user.name, receipt: rules.receipts }, rules);
  const refused = refusedFiles(writing, rules);
  if (copies.length === 0)
    return { ticket, effects: [...refused, failureMark('user', writing.messageId)].map(plan), record: 'refused' };
  return { ...turnTo(ticket, turnOfStaff(ticket, event), [...copies, ...refused].map(plan)), record: 'relayed' };
}

/** What staff wrote goes to the user, or stays in the post. */
export function relayToUser(ticket: Ticket, event: StaffWrote, rules: Rules): Decision {
  const forwarding = forwardingOf(event, rules);
  if (forwarding.to === 'nobody') return { ticket, effects: [], record: kept(forwarding) };
  const name = nameForUser(event.author.name, rules);
  const copies = partsForUser({ ...event.writing, text: forwarding.text }, name, rules);
  return {
    ...shownAs(name, event.author.name),
    ...turnTo(
      ticket,
      turnOfUser(ticket, event),
      copies.map((copy) => plan({ type: 'sendToUser', ...copy })),
    ),
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
export function copiesForPost(message: FromUser, rules: Rules): readonly Effect[] {
  return partsForPost(message, rules).map((copy) => ({ type: 'sendToPost', shownByAnswer: false, ...copy }));
}

/** Names the files of a user's message that are not passed on, whatever they are. */
export function refusedFiles({ messageId, files }: Writing, rules: Rules): readonly Effect[] {
  const { refused } = sortFiles(files, rules.userFiles, rules.forumFileLimit);
  if (refused.length === 0) return [];
  const named = refused.map(({ name }) => ({ name, why: 'noFiles' }) as const);
  return [statementTo('user', { type: 'filesLeftOut', isForAuthor: true, files: named }, rules, messageId)];
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
