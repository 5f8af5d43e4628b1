import * as fc from 'fast-check';

/** Pieces that people write, and such as only a test would. */
const pieces = {
  words: ['word ', 'Straße', 'ä', 'x '.repeat(40), 'lorem ipsum dolor sit amet, '.repeat(6), 'no_space/'.repeat(30)],
  scripts: ['日本語', 'שלום עולם ', 'مرحبا ', 'क्षि', '한국어', '\u202eabc\u202c', 'z\u0335\u0321\u0322'.repeat(5)],
  characters: ['😀', '👩‍👩‍👧‍👦', '👍🏽', '🇩🇪', '1️⃣', 'e\u0301', '😀'.repeat(90), '👩‍👩‍👧‍👦'.repeat(20)],
  spaces: [' ', '\n', '\n\n', '\r\n', '\r', '\t', '\u00a0', '\u3000', '\u200b', '\u2060', '\n'.repeat(1100)],
  tokens: [
    ['<a:wave:123456789012345678>', '<:hi:123456789012345678>', '<@223456789012345678>', '<@&323456789012345678>'],
    ['<#423456789012345678>', '<t:1750000000:R>', '</close:523456789012345678>', '<id:customize>', '@everyone'],
    [
      'https://example.org/a?b=c&d=%20e#f ',
      `https://example.org/${'path/'.repeat(300)} `,
      '<https://example.org/x>',
      '[a link](https://example.org/y)',
    ],
    [String.raw`\*`, String.raw`\_`, String.raw`\\`, '\\`'],
  ].flat(),
  marks: [
    ['**bold**', '*', '__', '~~', '||secret||', '||', '> ', '>>> ', '# ', '- ', '1. ', '`code`', '`', '``'],
    ['-# ', '\n-# small', '\n-# Mia · 1/2\n', '-#', '\n> -# x'],
  ].flat(),
  fences: ['```', '\n```\n', '```js\n', '\n```', '```\ncode\n```', '```ts\nlet a = 1;\n```', '````', '```', '~~~'],
};

const piece = fc.oneof(
  ...Object.entries(pieces).map(([kind, of]) => ({
    weight: kind === 'words' || kind === 'tokens' ? 3 : 1,
    arbitrary: fc.tuple(fc.constantFrom(...of), fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, fc.nat(120))),
  })),
);

/** Anything that a person can send, up to the 4,000 characters of Nitro. */
export const anyText = fc
  .oneof(
    { weight: 9, arbitrary: fc.array(piece, { minLength: 1, maxLength: 60, size: 'max' }) },
    { weight: 1, arbitrary: fc.tuple(piece.map(([of]) => [of, 4000] as [string, number])) },
    {
      weight: 1,
      arbitrary: fc
        .string({ unit: 'grapheme', maxLength: 3000, size: 'max' })
        .map((all) => [[all, 1] as [string, number]]),
    },
  )
  .map((some) =>
    upTo4000(some.map(([of, times]) => of.repeat(Math.min(times, Math.ceil(4000 / of.length) || 0))).join('')),
  );

function upTo4000(text: string): string {
  const cut = text.slice(0, 4000);
  return cut.isWellFormed() ? cut : cut.slice(0, -1);
}
