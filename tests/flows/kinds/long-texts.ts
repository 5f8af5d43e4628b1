import type { Kind } from './kind.ts';

const words = (count: number): string => Array.from({ length: count }, (_, index) => `word${index}`).join(' ');
const code = Array.from({ length: 120 }, (_, index) => `  const number${index} = ${index};`).join('\n');

/** Texts that are longer than what a bot may send at once. */
export const longTexts: readonly Kind[] = [
  ['2,000 characters', ({ write }) => write('x'.repeat(2000)), [/^x{1900,}$/, /^x+$/]],
  ['2,000 words', ({ write }) => write(words(450)), [/^word0 .* word\d+$/, /^word\d+ .*word449$/]],
  [
    '4,000 characters without a space',
    ({ write }) => write('日'.repeat(4000)),
    [/^日{1900,}$/, /^日{1900,}$/, /^日+$/],
  ],
  ['2,000 emoji', ({ write }) => write('😀'.repeat(2000)), [/^(😀)+$/u, /^(😀)+$/u, /^(😀)+$/u]],
  [
    'code that goes on in the next message',
    ({ write }) => write(`Here:\n\`\`\`ts\n${code}\n\`\`\`\nThat is all.`),
    [/^Here:\n```ts\n[^`]+\n```$/, /^```ts\n[^`]+\n```\nThat is all\.$/],
  ],
  [
    'a row of custom emoji',
    ({ stage, write }) => {
      const { id } = stage.world.server.addEmoji({ name: 'party' });
      return write(`<:party:${id}>`.repeat(120));
    },
    [/^(<:party:\d+>)+$/, /^(<:party:\d+>)+$/],
  ],
  [
    'a link at the border',
    ({ write }) => write(`${'x'.repeat(1930)} https://example.com/${'a'.repeat(80)}`),
    [/^x{1930}$/, /^https:\/\/example\.com\/a{80}$/],
  ],
  ['1,000 line breaks within', ({ write }) => write(`a${'\n'.repeat(3000)}b`), [/^a\n*$/, /^\n*b$/]],
];
