import { OperatorError } from '../../lib/errors.ts';
import type { CliIo } from '../output.ts';
import { createPaint } from '../output.ts';

/** What one bundled package asks to be told. */
export interface Notice {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly text: string;
}

/**
 * The notices of everything in this build, which writes them in.
 * @throws OperatorError `licenses.sources` where the program runs from its sources
 */
export function bundledNotices(): Notice[] {
  const written = process.env.SUPPORTMAIL_NOTICES;
  if (written !== undefined) return JSON.parse(written) as Notice[];
  throw new OperatorError('licenses.sources', 'Nothing is bundled here: this runs from its sources.', {
    hint: 'The licences lie in node_modules, in the folder of each package. `npm run build` makes a program that tells them.',
  });
}

/** Prints them: a list, then each in full. */
export function showNotices(notices: readonly Notice[], { stdout, env }: CliIo): void {
  const paint = createPaint(stdout, env);
  const titles = notices.map(({ name, version, license }) => `${name} ${version} (${license})`);
  const parts = notices.map(({ text }, index) => `${paint('bold', titles[index] ?? '')}\n\n${text}\n`);
  const line = '─'.repeat(72);
  stdout.write(`SupportMail contains these packages:\n${titles.map((title) => `  ${title}`).join('\n')}\n`);
  for (const part of parts) stdout.write(`\n${line}\n${part}`);
}
