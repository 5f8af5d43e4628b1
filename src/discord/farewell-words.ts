import { say } from '../texts/texts.ts';
import type { Language } from '../texts/texts.ts';
import type { Farewell } from '../ticket/feedback.ts';
import { plainLine } from '../ticket/plain-line.ts';
import type { Statement } from '../ticket/statement.ts';
import { paragraphs, quoted, times } from './wording.ts';

/** Reminds the user that their answer is awaited. */
export function reminderWords(
  { server, closesAt }: Extract<Statement, { type: 'answerAwaited' }>,
  language: Language,
): readonly string[] {
  const reminder = say(language, 'inactivity.reminder', { server: plainLine(server) });
  return closesAt === null ? [reminder] : [reminder, say(language, 'inactivity.closesAt', times(closesAt))];
}

/** Tells the user that their ticket is closed, and why where nobody closed it. */
export function farewellWords(
  { server, comment, closeMessage, silentSince }: Omit<Farewell, 'isSaidAnyway'>,
  language: Language,
): readonly string[] {
  const values = { server: plainLine(server) };
  const said =
    silentSince === undefined
      ? say(language, 'ticket.closedForUser', values)
      : say(language, 'inactivity.closedForUser', { ...values, ...times(silentSince) });
  return paragraphs(said, quoted(comment), closeMessage);
}
