import { png } from './kind.ts';
import type { Kind } from './kind.ts';

/** Files, with a text and without. */
export const files: readonly Kind[] = [
  [
    'a file with a text',
    ({ write }) => write('See this', { files: [{ name: 'bill.pdf', bytes: png }] }),
    /^See this\n📎 bill\.pdf \(1 kB\): http.*bill\.pdf/,
  ],
  [
    'a file alone',
    ({ write }) => write('', { files: [{ name: 'map.png', bytes: png }] }),
    /^📎 map\.png \(1 kB\): http/,
  ],
  ['a voice message', ({ write }) => write('', { voice: { seconds: 3 } }), /^📎 voice.*\.ogg .*: http/],
];
