import { deleted, edited } from './changing.ts';
import { archivedAgain } from './closing.ts';
import type { Decision } from './decision.ts';
import type { ReplyChangeAsked, ReplyTarget } from './events.ts';
import type { Rules } from './rules.ts';
import { toInvoker } from './saying.ts';
import type { Statement } from './statement.ts';
import type { Ticket } from './ticket.ts';
import { isVisible } from './visible.ts';

type Reply = Extract<ReplyTarget, { what: 'reply' }>;

/**
 * *Edit reply* and *Delete reply*: what staff sent by a command changes for the user and in the post. Its text is its author's; away
 * with it may everybody of the staff, as with any message. `record`: it is to be kept that it was done.
 */
export function changeReply(ticket: Ticket, event: ReplyChangeAsked, rules: Rules): Decision {
  const { target, wish } = event;
  if (target.what !== 'reply') return refused(ticket, refusals[target.what]);
  if (wish.type === 'delete') return deleteReply(ticket, target, rules);
  if (ticket.status !== 'open') return refused(ticket, { type: 'closedForEdits', ticketId: ticket.id });
  if (target.authorId !== event.by.id) return refused(ticket, { type: 'notYourReply' });
  return wish.type === 'edit'
    ? editReply(ticket, target, wish.text, rules)
    : { ticket, effects: [], answer: { to: 'form', form: formFor(event, target) } };
}

const refusals: Record<Exclude<ReplyTarget['what'], 'reply'>, Statement> = {
  written: { type: 'writtenHere' },
  deleted: { type: 'isGone' },
  other: { type: 'notAReply' },
};

function formFor({ messageId }: ReplyChangeAsked, { facts }: Reply) {
  return { type: 'editReply', messageId, text: facts.before.text } as const;
}

function editReply(ticket: Ticket, { facts }: Reply, text: string, rules: Rules): Decision {
  if (!isVisible(text)) return toInvoker(ticket, { type: 'nothingToSend' });
  const change = edited(ticket, { type: 'messageEdited', ...facts, after: { ...facts.before, text } }, rules);
  return { ...change, record: 'relayed', answer: { to: 'invoker', statement: { type: 'editOnItsWay' } } };
}

function deleteReply(ticket: Ticket, { facts }: Reply, rules: Rules): Decision {
  const { effects, ...change } = deleted(ticket, { type: 'messageDeleted', ...facts }, rules);
  return {
    ...change,
    effects: [...effects, ...archivedAgain(ticket)],
    record: 'relayed',
    answer: { to: 'invoker', statement: { type: 'deletionOnItsWay' } },
  };
}

/** Whoever uses a menu in a closed post may have opened it. */
function refused(ticket: Ticket, statement: Statement): Decision {
  return { ticket, effects: archivedAgain(ticket), answer: { to: 'invoker', statement } };
}
