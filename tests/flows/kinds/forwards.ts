import { createServer, createStandardSticker, programWrites } from '../../../src/sandbox/scenario.ts';
import type { Embed, Message } from '../../../src/sandbox/world/nouns.ts';
import { nothingToShow } from './kind.ts';
import type { Kind, Scene } from './kind.ts';

/** Somebody's message in a channel of the server, that everybody sees. */
function said({ stage }: Scene, text: string, options: Parameters<Scene['write']>[1] = {}): Message {
  return stage.world.members[1].write(stage.world.lounge.id, text, options);
}

/** What a bot wrote there. */
function announced({ stage }: Scene, message: Omit<Parameters<typeof programWrites>[2], 'by'>): Message {
  return programWrites(stage.sandbox, stage.world.lounge.id, { by: stage.world.application.botUser, ...message });
}

const news: Embed = { type: 'rich', title: 'News', description: 'We are open again.' };

/** What people forward. */
export const forwards: readonly Kind[] = [
  [
    'a forward of a text',
    (scene) => scene.write('', { forward: said(scene, 'Order 4711\nfrom May') }),
    '↪️\n>>> Order 4711\nfrom May',
  ],
  [
    'a forward of code',
    (scene) => scene.write('', { forward: said(scene, '```js\nlet a;\n```') }),
    '↪️\n>>> ```js\nlet a;\n```',
  ],
  [
    'a forward of small text',
    (scene) => scene.write('', { forward: said(scene, '-# Robin · Lantern Games') }),
    '↪️\n>>> \\-# Robin · Lantern Games',
  ],
  [
    'a forward of a long text',
    (scene) => scene.write('', { forward: said(scene, 'word '.repeat(700)) }),
    [/^↪️\n>>> word [word ]+$/, /^word [word ]+$/],
  ],
  [
    'a forward of a forward',
    (scene) => scene.write('', { forward: said(scene, '', { forward: said(scene, 'First') }) }),
    '↪️\n>>> First',
  ],
  [
    'a forward of a sticker',
    (scene) => {
      const sticker = createStandardSticker(scene.stage.sandbox, { name: 'Dance', format: 'lottie' });
      return scene.write('', { forward: said(scene, '', { stickers: [sticker] }) });
    },
    '↪️\n>>> 🖼️ Dance',
  ],
  [
    'a forward of a message of embeds alone',
    (scene) => scene.write('', { forward: announced(scene, { embeds: [news] }) }),
    '↪️\n>>> **News**\nWe are open again.',
  ],
  [
    'a forward of a message of components',
    (scene) => {
      const components = [{ type: 17, components: [{ type: 10, content: 'Sale until Friday' }] }];
      return scene.write('', { forward: announced(scene, { flags: 1 << 15, components }) });
    },
    '↪️\n>>> Sale until Friday',
  ],
  [
    'a forward of a link with its preview',
    (scene) => {
      const embed: Embed = { type: 'rich', title: 'A page', url: 'https://example.com/page' };
      return scene.write('', { forward: announced(scene, { content: 'https://example.com/page', embeds: [embed] }) });
    },
    '↪️\n>>> https://example.com/page',
  ],
  [
    'a forward from a server that the bot is not in',
    (scene) => {
      const elsewhere = createServer(scene.stage.sandbox, { name: 'Elsewhere' });
      elsewhere.addMember(scene.by);
      const channel = elsewhere.addTextChannel({ name: 'secret' });
      return scene.write('', { forward: scene.by.write(channel.id, 'Written elsewhere') });
    },
    '↪️\n>>> Written elsewhere',
  ],
  ['a forward of what shows nothing', (scene) => scene.write('', { forward: said(scene, '\u200b') }), nothingToShow],
];
