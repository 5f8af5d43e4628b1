import { expect, test } from 'vitest';
import { excerptOf } from '../../src/discord/excerpt.ts';

const long = `${'before '.repeat(20)}the Café lost it ${'behind '.repeat(20)}`;

test.each<[string, string, string, string]>([
  ['is the text, where that is short', 'Hello', 'hello', 'Hello'],
  ['is the beginning of a longer one', `Hello ${'x'.repeat(100)}`, 'hello', `Hello ${'x'.repeat(69)}…`],
  [
    'is cut around the word, whatever its case and accents',
    long,
    'CAFE lost',
    expect.stringMatching(/^….*Café lost it behind.*…$/),
  ],
  ['is one line that means nothing to Discord', '**bold**\n> <@1>', 'bold', String.raw`\*\*bold\*\* \> \<@1\>`],
  ['is the beginning where the word isn’t there as it was typed', long, 'elsewhere', expect.stringMatching(/^before /)],
  ['is nothing of nothing', '', 'word', ''],
])('an excerpt %s', (_, text, query, expected) => {
  expect(excerptOf(text, query)).toEqual(expected);
});
