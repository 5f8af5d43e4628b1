import { asItIs } from './kind.ts';
import type { Kind } from './kind.ts';

/** Everything that Discord's markdown can do, and what it makes of IDs. */
export const markdown: readonly Kind[] = [
  asItIs('bold, italic, underlined, struck out', '**a** *b* _c_ __d__ ~~e~~ ***f***'),
  asItIs('a spoiler', '||the butler||'),
  asItIs('headings', '# One\n## Two\n### Three'),
  asItIs('lists', '- a\n  - b\n1. c\n2. d'),
  asItIs('a quote', '> a\n> b\nc'),
  asItIs('a quote of all that follows', '>>> a\nb'),
  asItIs('inline code', 'Use `npm ci` or ``a`b``'),
  asItIs('a code block', '```js\nlet a = 1;\n```'),
  asItIs('a code block within a line', 'Here ```x``` it is'),
  asItIs('a code block that nothing closes', '```js\nlet a = 1;'),
  asItIs('escaped marks', String.raw`\*not bold\* \_ \> \||`),
  ['small text', ({ write }) => write('-# tiny'), String.raw`\-# tiny`],
  ['small text in a quote', ({ write }) => write('> -# tiny'), String.raw`> \-# tiny`],
  [
    'small text of somebody else',
    ({ write }) => write('a\n-# Robin · Lantern Games\nb'),
    'a\n\\-# Robin · Lantern Games\nb',
  ],
  asItIs('a masked link', '[the prices](https://example.com/a_(b))'),
  asItIs('times', '<t:1750000000> <t:1750000000:R> <t:1750000000:F>'),
  [
    'mention of a person',
    ({ stage, write }) => write(`<@${stage.world.staff[1].id}>`),
    ({ stage }) => `<@${stage.world.staff[1].id}>`,
  ],
  [
    'mention of a role',
    ({ stage, write }) => write(`Ask <@&${stage.world.supportRole.id}>`),
    ({ stage }) => `Ask <@&${stage.world.supportRole.id}>`,
  ],
  [
    'mention of a channel',
    ({ stage, write }) => write(`See <#${stage.world.lounge.id}>`),
    ({ stage }) => `See <#${stage.world.lounge.id}>`,
  ],
  asItIs('mention of a command', '</config snippets add:123456789012345678>'),
  asItIs('mention of what a server offers', '<id:customize> <id:browse> <id:guide> <id:linked-roles>'),
  asItIs('everybody', '@everyone'),
  asItIs('everybody who is here', 'Look, @here'),
  [
    'custom emoji of the server',
    ({ stage, write }) =>
      write(
        emojiOf(stage.world.server.addEmoji({ name: 'wave' })) +
          emojiOf(stage.world.server.addEmoji({ name: 'jump', animated: true })),
      ),
    /^<:wave:\d+><a:jump:\d+>$/,
  ],
  [
    'custom emoji of a server that the bot is not in',
    ({ write }) => write('Look <:glow:123456789012345678> <a:spin:223456789012345678>'),
    'Look :glow: :spin:',
  ],
];

function emojiOf({ id, name, animated }: { id: string; name: string; animated: boolean }): string {
  return `<${animated ? 'a' : ''}:${name}:${id}>`;
}
