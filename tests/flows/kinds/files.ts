import { png } from '../../support/file-bytes.ts';
import type { Kind } from './kind.ts';

/** Files, with a text and without. */
export const files: readonly Kind[] = [
  [
    'a file with a text',
    ({ write }) => write('See this', { files: [{ name: 'bill.png', bytes: png }] }),
    'See this\n[bill.png]',
  ],
  ['a file alone', ({ write }) => write('', { files: [{ name: 'map.png', bytes: png }] }), '[map.png]'],
  [
    'ten files alone',
    ({ write }) => write('', { files: Array.from({ length: 10 }, (_, at) => ({ name: `${at}.png`, bytes: png })) }),
    Array.from({ length: 10 }, (_, at) => `[${at}.png]`).join('\n'),
  ],
  ['a voice message', ({ write }) => write('', { voice: { seconds: 3 } }), '[voice-message.ogg]'],
];
