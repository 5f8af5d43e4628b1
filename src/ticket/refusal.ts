import type { Inbox, Routing } from './inbox.ts';
import type { RefusedStatement } from './prompt-statement.ts';
import { failureMark, promptInto, statementTo } from './saying.ts';
import type { Voice } from './saying.ts';
import type { MessageId } from './ticket.ts';

/** A user who keeps writing to a bot that can't take it is told so at most this often. */
const refusalEveryMs = 60_000;

interface Refused {
  readonly rules: Voice;
  readonly now: number;
  readonly messages: readonly MessageId[];
}

/** Each message is marked as not sent; the sentence that says why isn't repeated all the time. */
export function refuseNow(
  { prompt, refusedAt }: Pick<Inbox, 'prompt' | 'refusedAt'>,
  statement: RefusedStatement,
  { rules, now, messages }: Refused,
): Extract<Routing, { to: 'refusal' }> {
  const marks = messages.map((messageId) => failureMark('user', messageId));
  const asked = prompt?.messageId ?? null;
  // What the user was asked becomes the answer.
  if (asked !== null) {
    const effects = [promptInto(asked, statement, rules), ...marks];
    return { to: 'refusal', isToldAgain: true, effects };
  }
  const isToldAgain = refusedAt === null || now - refusedAt >= refusalEveryMs;
  const sentence = statementTo('user', statement, rules, messages.at(-1));
  return { to: 'refusal', isToldAgain, effects: isToldAgain ? [sentence, ...marks] : marks };
}
