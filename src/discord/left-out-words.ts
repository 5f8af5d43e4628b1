import { say } from '../texts/texts.ts';
import type { Language, TextKey } from '../texts/texts.ts';
import type { LeftOutReason } from '../ticket/attached.ts';
import { plainLine } from '../ticket/plain-line.ts';
import type { Statement } from '../ticket/statement.ts';

const reasons = {
  notMedia: 'files.notMedia',
  noFiles: 'files.noFiles',
  wouldTell: 'files.wouldTell',
  gone: 'files.gone',
  notDiscord: 'files.notDiscord',
  longer: 'files.longer',
  unreachable: 'files.unreachable',
} as const satisfies Record<LeftOutReason, TextKey>;

/** Which files were not passed on, and why. */
export function leftOutWords(
  { isForAuthor, files }: Extract<Statement, { type: 'filesLeftOut' }>,
  language: Language,
): string {
  const list = files.map(({ name, why }) => `- **${plainLine(name)}**: ${say(language, reasons[why])}`);
  const heading = say(language, isForAuthor ? 'files.notSent' : 'files.missing', { count: files.length });
  return [heading, ...list].join('\n');
}
