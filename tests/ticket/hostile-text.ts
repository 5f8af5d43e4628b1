import * as fc from 'fast-check';

const marks = [
  ['-# ', '-#', '-# Sam · Harbour', '\n-# x', '\n-# ', '#', '-', '> ', '>>> ', '- ', '* ', '+ ', '1. ', '# '],
  ['```', '```\n', '\n```', '\n```\n', '```js\n', '`', '``', '~~~\n', '**', '*', '__', '_', '~~', '||', '\\'],
  ['[', '](https://example.org)', '<https://example.org/', '>', 'https://example.org/'],
].flat();
const spaces = ['\n', '\n', '\n\n', ' ', ' ', '\t', '\r', '\r\n', '\u00a0', '\u2003', '\u2028', '\u200b', '\u202e'];
const words = ['a', 'word ', 'Straße', '😀', '👩‍👩‍👧', '🇩🇪', 'é', 'שלום', '日本語', '@everyone', '<@200>'];
const heaps = [
  ['ab '.repeat(200), 'x'.repeat(701), '\n'.repeat(90), ' '.repeat(333)],
  ['-#'.repeat(150), '\n-# x'.repeat(99), 'y -# x '.repeat(300), '1-# '.repeat(300)],
].flat();

/** Texts of marks, spaces and words in any order, at times longer than a message. */
export const hostileText = fc
  .array(
    fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...marks) },
      { weight: 5, arbitrary: fc.constantFrom(...spaces) },
      { weight: 3, arbitrary: fc.constantFrom(...words) },
      { weight: 1, arbitrary: fc.constantFrom(...heaps) },
    ),
    { maxLength: 40 },
  )
  .map((pieces) => pieces.join(''));
