import type { Statement } from './statement.ts';
import type { Effect } from './effects.ts';
import type { Rules } from './rules.ts';
import type { MessageId } from './ticket.ts';

type ToPost = Extract<Effect, { type: 'sendToPost' }>;
type ToUser = Extract<Effect, { type: 'sendToUser' }>;

export function statementTo(side: 'post', statement: Statement, rules: Rules, replyTo?: MessageId): ToPost;
export function statementTo(side: 'user', statement: Statement, rules: Rules, replyTo?: MessageId): ToUser;
/** The bot says something of its own on one side, in the language that the rules settle now. */
export function statementTo(
  side: 'post' | 'user',
  statement: Statement,
  rules: Rules,
  replyTo?: MessageId,
): ToPost | ToUser {
  const outgoing = {
    body: { type: 'statement', statement, language: rules.language },
    replyTo: replyTo ?? null,
    source: null,
  } as const;
  return side === 'post'
    ? { type: 'sendToPost', shownByAnswer: false, ...outgoing }
    : { type: 'sendToUser', ...outgoing };
}

/** The sign on a message that it was not delivered. */
export function failureMark(side: 'post' | 'user', messageId: MessageId): Effect {
  return { type: 'react', side, messageId, outcome: 'failed' };
}

/** A question in the user's DM becomes something else, without its buttons. */
export function promptInto(messageId: MessageId, statement: Statement, rules: Rules): Effect {
  return { type: 'editStatement', side: 'user', messageId, statement, language: rules.language };
}
