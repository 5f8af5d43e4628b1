import { inClosedPost } from './closing.ts';
import type { MessageAsked, MessageTyped } from './commands.ts';
import type { Decision } from './decision.ts';
import type { DeleteAsStaff, EditAsStaff, SendAsStaff } from './as-staff.ts';
import type { AnswerTo, Effect, Planned } from './effects.ts';
import type { DeliveryFailed } from './events.ts';
import { partsForUser } from './parts.ts';
import { shownAs, turnTo } from './relaying.ts';
import type { Rules } from './rules.ts';
import { statementTo, toInvoker } from './saying.ts';
import { asStaff } from './shown.ts';
import { authorFor, seenByUser } from './seen.ts';
import { quotable, splitText } from './split.ts';
import type { Statement, Undelivered } from './statement.ts';
import type { MessageId, Ticket, Writing } from './ticket.ts';
import { isVisible } from './visible.ts';

type ToUser = Extract<Effect, { type: 'sendToUser' }>;

/** What was typed, as something written: under the ID of the command that brought it. */
export function typedWriting({ id, text, typedAt }: MessageTyped): Writing {
  return { messageId: id as MessageId, text, files: [], replyTo: null, writtenAt: typedAt };
}

/** `/send`: the message goes to the user; whoever typed it, and the post, hear of it once it has arrived, or that it can't. */
export function sendTyped(ticket: Ticket, event: MessageTyped, rules: Rules): Decision {
  const { by, text, answerTo, isAnonymous } = event;
  const refusal = refusalFor(ticket, event, rules);
  if (refusal !== null) return toInvoker(ticket, refusal);
  if (!isVisible(text)) return toInvoker(ticket, { type: 'nothingToSend' });
  const author = authorFor(by, rules, isAnonymous === true);
  // There is no message of theirs that could bear a receipt.
  const parts = partsForUser(seenByUser(typedWriting(event), author, { receipts: false }), rules);
  const copies = parts.map((part): Planned => ({
    effect: { type: 'sendToUser', ...part, typed: { by, text, answerTo } },
  }));
  return {
    ...turnTo(ticket, 'awaitingResponse', copies),
    ...shownAs(author),
    record: 'relayed',
    answer: { to: 'later' },
  };
}

/** `/send` without a message: a form asks for it, unless it would be for nothing. */
export function askForMessage(ticket: Ticket, event: MessageAsked, rules: Rules): Decision {
  const refusal = refusalFor(ticket, event, rules);
  if (refusal !== null) return toInvoker(ticket, refusal);
  const { to, isAnonymous } = event;
  return { ticket, effects: [], answer: { to: 'form', form: { type: 'send', to, isAnonymous } } };
}

function refusalFor(ticket: Ticket, { isAnonymous }: MessageAsked | MessageTyped, rules: Rules): Statement | null {
  return ticket.status === 'open' ? refusedWish(isAnonymous, rules) : { type: 'alreadyClosed', ticketId: ticket.id };
}

/** Whether the name is shown is for staff to say only where the server leaves that to them. */
function refusedWish(isAnonymous: boolean | null, { anonymousReplies }: Rules): Statement | null {
  if (isAnonymous === true && anonymousReplies === 'never') return { type: 'mayNotBeAnonymous' };
  return isAnonymous === false && anonymousReplies === 'always' ? { type: 'mustBeAnonymous' } : null;
}

/** The user has it, as a whole: the post shows it as if it had been written there. */
export function typedDelivered(ticket: Ticket, { typed, source }: ToUser, rules: Rules): readonly Planned[] {
  if (typed === undefined || source === null || source.part < source.parts) return [];
  const answer = answered(typed.answerTo, { type: 'isSent' });
  if (ticket.status === 'closed') return [answer, ...inClosedPost(ticket, ...saidBy(typed, rules))];
  const copies = asStaff(ticket, { ...typed, messageId: source.messageId });
  return [answer, ...copies.map((effect) => ({ effect }))];
}

/** The post shows nothing of what the user doesn't get: only whoever typed it hears of that. */
export function typedFailed(typed: NonNullable<ToUser['typed']>, reason: Undelivered): readonly Planned[] {
  return [answered(typed.answerTo, { type: 'isNotSent', by: typed.by.id, reason })];
}

/** Whoever typed a message can't be answered any more: that it wasn't sent is told in the post. */
export function answerFailed(ticket: Ticket, statement: Statement, rules: Rules): readonly Planned[] {
  if (statement.type !== 'isNotSent') return [];
  const notice = statementTo('post', { ...statement, type: 'wasNotSent' }, rules);
  return ticket.status === 'open' ? [{ effect: notice }] : inClosedPost(ticket, notice);
}

/** The post can't show it as its author would have written it: then the bot says so. What was shown of it stays. */
export function asStaffFailed(ticket: Ticket, effect: SendAsStaff, event: DeliveryFailed, rules: Rules): Decision {
  if (event.reason === 'gone') return { ticket, effects: [] };
  const said = saidBy({ by: effect.by, text: effect.content }, rules);
  const effects = ticket.status === 'open' ? said.map((one) => ({ effect: one })) : inClosedPost(ticket, ...said);
  return { ticket, effects };
}

/** The user has the changed message, and the post can't show it so: then the bot says it. */
export function changeAsStaffFailed(ticket: Ticket, effect: EditAsStaff | DeleteAsStaff, rules: Rules): Decision {
  const said =
    effect.type === 'deleteAsStaff'
      ? [statementTo('post', { type: 'nowDeleted' }, rules, effect.copyOf)]
      : splitText(effect.content, quotable).map((text) =>
          statementTo('post', { type: 'nowSays', by: effect.by, text }, rules, effect.copyOf),
        );
  const effects = ticket.status === 'open' ? said.map((one) => ({ effect: one })) : inClosedPost(ticket, ...said);
  return { ticket, effects };
}

/** Quoted, in statements that are short enough. */
function saidBy({ by, text }: Pick<NonNullable<ToUser['typed']>, 'by' | 'text'>, rules: Rules): readonly Effect[] {
  return splitText(text, quotable).map((part) => statementTo('post', { type: 'sentBy', by: by.id, text: part }, rules));
}

function answered(answerTo: AnswerTo, statement: Statement): Planned {
  return { effect: { type: 'answerLater', answerTo, statement } };
}
