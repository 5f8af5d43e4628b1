import { createStandardSticker } from '../../../src/sandbox/scenario.ts';
import type { StickerFormat } from '../../../src/sandbox/scenario/types.ts';
import type { Sticker } from '../../../src/sandbox/world/message-parts.ts';
import { asItIs, nothingToShow } from './kind.ts';
import type { Kind, Scene } from './kind.ts';

const standard = ({ stage }: Scene, name: string, format: StickerFormat): Sticker =>
  createStandardSticker(stage.sandbox, { name, format });

/** Stickers, polls, invitations, links. */
export const things: readonly Kind[] = [
  [
    'a PNG sticker',
    (scene) => scene.write('', { stickers: [standard(scene, 'Wave', 'png')] }),
    /^🖼️ Wave https:\/\/cdn\.discordapp\.com\/stickers\/\d+\.png$/,
  ],
  [
    'an APNG sticker',
    (scene) => scene.write('', { stickers: [standard(scene, 'Nod', 'apng')] }),
    /^🖼️ Nod https:\/\/cdn\.discordapp\.com\/stickers\/\d+\.png$/,
  ],
  [
    'a GIF sticker',
    (scene) => scene.write('', { stickers: [standard(scene, 'Jump', 'gif')] }),
    /^🖼️ Jump https:\/\/media\.discordapp\.net\/stickers\/\d+\.gif$/,
  ],
  ['a Lottie sticker', (scene) => scene.write('', { stickers: [standard(scene, 'Dance', 'lottie')] }), '🖼️ Dance'],
  [
    'a sticker of the server, with a name that means something',
    ({ stage, write, side }) => {
      const sticker = stage.world.server.addSticker({ name: `-# **Ship** ${side}`, format: 'png' });
      return write('', { stickers: [sticker] });
    },
    /^🖼️ \\-# \\\*\\\*Ship\\\*\\\* \w+ https:\/\/cdn\.discordapp\.com\/stickers\/\d+\.png$/,
  ],
  [
    'three stickers',
    (scene) => scene.write('', { stickers: (['A', 'B', 'C'] as const).map((name) => standard(scene, name, 'lottie')) }),
    '🖼️ A\n🖼️ B\n🖼️ C',
  ],
  [
    'a sticker with a text',
    (scene) => scene.write('Bye', { stickers: [standard(scene, 'Dance', 'lottie')] }),
    'Bye\n🖼️ Dance',
  ],
  ['a poll', ({ write }) => write('', { poll: { question: 'Tea?', answers: ['Yes', 'No'] } }), '📊 Tea?\n• Yes\n• No'],
  [
    'a poll with several answers each, and emoji',
    ({ write }) => {
      const tea = { text: 'Tea', emoji: { id: null, name: '🍵' } };
      const cake = { text: 'Cake', emoji: { id: '123456789012345678', name: 'cake' } };
      return write('', { poll: { question: 'What?', answers: [tea, cake, 'Nothing'], allowsSeveral: true } });
    },
    '📊 What?\n• 🍵 Tea\n• :cake: Cake\n• Nothing',
  ],
  [
    'an invitation to an activity',
    ({ write }) => write('', { activity: { applicationId: '123456789012345678', name: 'Chess' } }),
    '🎮 Chess',
  ],
  [
    'an invitation to an activity without a name',
    ({ write }) => write('', { activity: { applicationId: '123456789012345678', name: '' } }),
    nothingToShow,
  ],
  asItIs('a link alone', 'https://example.com/a?b=c&d=%20#e'),
  asItIs('a link without a preview', '<https://example.com/a>'),
  asItIs('an invitation to a server', 'https://discord.gg/abcdef'),
  asItIs(
    'a link to a message',
    'https://discord.com/channels/123456789012345678/223456789012345678/323456789012345678',
  ),
  asItIs('a picture by its address', 'https://tenor.com/view/cat-gif-12345'),
];
