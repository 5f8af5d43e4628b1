import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import texts from '../../src/texts/en.json' with { type: 'json' };

/** Can only be met in the seconds that a closing takes: tests/desk tries it, with time at a standstill. */
const onlyAtTheDesk = new Set(['refusal.stillClosing']);

const folder = new URL('../flows/', import.meta.url);
const flows = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => plain(readFileSync(new URL(name, folder), 'utf8')))
  .join('\n');

/** As it stands in a text, in a string and in a pattern alike. */
function plain(text: string): string {
  return text.replaceAll(/[\\*`'’“”"]/g, '').replaceAll(/\s+/g, ' ');
}

/** What is filled in, and how. */
const filledIn = /^\w+$|^\w+, (?:number|plural)/;

/** What stands in a text whatever is filled in: up to three words that follow each other. */
function runsOf(text: string): string[] {
  const pieces = text.split(/[{}]/).filter((piece) => !filledIn.test(piece));
  return pieces.flatMap((piece) => {
    const words = plain(piece).trim().split(' ');
    const runs = words
      .slice(0, Math.max(1, words.length - 2))
      .map((_, index) => words.slice(index, index + 3).join(' '));
    return runs.filter((run) => run.length >= 8);
  });
}

test('every refusal there is a text for is met in a flow', () => {
  const refusals = Object.entries(texts).filter(([key]) => key.startsWith('refusal.') && !onlyAtTheDesk.has(key));
  expect(refusals.length).toBeGreaterThan(30);
  const missing = refusals.filter(([, text]) => !runsOf(text).some((run) => flows.includes(run)));
  expect(missing.map(([key]) => key)).toEqual([]);
});
