import { createStandardSticker } from '../../../src/sandbox/scenario.ts';
import type { Message } from '../../../src/sandbox/world/nouns.ts';
import { media, png } from '../../support/file-bytes.ts';
import type { Kind, Scene } from './kind.ts';

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
  ...media.map(([what, bytes, ending]): Kind => [
    `a file that is ${what}`,
    ({ write }) => write('Look', { files: [{ name: `thing.${ending}`, bytes }] }),
    `Look\n[thing.${ending}]`,
  ]),
  [
    'a file without an ending',
    ({ write }) => write('', { files: [{ name: 'picture', bytes: png }] }),
    /^\[picture(\.png)?\]$/,
  ],
  [
    'a file with a hostile name',
    ({ write }) => write('', { files: [{ name: '../-# **a**\u202e|| b.png', bytes: png }] }),
    /^\[[^\s/\u202e]+\.png\]$/,
  ],
  [
    'a covered file with a description',
    ({ write }) => write('', { files: [{ name: 'end.png', bytes: png, isSpoiler: true, description: 'The butler' }] }),
    '[SPOILER_end.png]',
  ],
  [
    'files with a text longer than a message',
    ({ write }) => write('word '.repeat(700), { files: [{ name: 'a.png', bytes: png }] }),
    [/^[word ]+$/, /^[word ]+\n\[a\.png\]$/],
  ],
  [
    'a file with what shows nothing',
    ({ write }) => write('\u200b', { files: [{ name: 'a.png', bytes: png }] }),
    '[a.png]',
  ],
  [
    'a file with a sticker',
    ({ stage, write }) => {
      const sticker = createStandardSticker(stage.sandbox, { name: 'Dance', format: 'lottie' });
      return write('', { files: [{ name: 'a.png', bytes: png }], stickers: [sticker] });
    },
    '🖼️ Dance\n[a.png]',
  ],
  ['a forward of a file', (scene) => scene.write('', { forward: elsewhere(scene, '') }), '↪️\n[map.png]'],
  [
    'a forward of a text with a file',
    (scene) => scene.write('', { forward: elsewhere(scene, 'The way') }),
    '↪️\n>>> The way\n[map.png]',
  ],
];

/** A picture that somebody sent in a channel of the server. */
function elsewhere({ stage }: Scene, text: string): Message {
  return stage.world.members[1].write(stage.world.lounge.id, text, { files: [{ name: 'map.png', bytes: png }] });
}
