import { plainLine } from '../ticket/plain-line.ts';

/** So much of a text stands before the word that was looked for, and so much is shown at most. */
const before = 25;
const shown = 75;

/** The part of a text around the first word that somebody looked for, as one line. */
export function excerptOf(text: string, query: string): string {
  const line = Array.from(text.replaceAll(/\s+/g, ' ').trim());
  const [word = ''] = bare(query).match(/[\p{L}\p{N}]+/u) ?? [];
  // One for each letter, so that what is found stands at the same place there.
  const found = line
    .map((letter) => (bare(letter) || ' ').slice(0, 1))
    .join('')
    .indexOf(word);
  const from = found > shown - before ? found - before : 0;
  const excerpt = line.slice(from, from + shown).join('');
  return `${from > 0 ? '…' : ''}${plainLine(excerpt)}${from + shown < line.length ? '…' : ''}`;
}

/** Lower case, without accents: so a search compares. */
function bare(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
