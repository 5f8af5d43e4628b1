import { programWrites } from '../../../src/sandbox/scenario.ts';
import type { Component, Embed, Message, User } from '../../../src/sandbox/world/nouns.ts';
import { nothingToShow } from './kind.ts';
import type { Reads } from './kind.ts';
import type { Stage } from '../../support/stage.ts';

/** What an allowed bot or webhook writes in a post, and what the user reads. */
export type ProgramKind = readonly [
  name: string,
  message: Omit<Parameters<typeof programWrites>[2], 'by'>,
  reads: Reads,
];

/** Writes it. */
export function byProgram(stage: Stage, post: string, by: User, message: ProgramKind[1]): Message {
  return programWrites(stage.sandbox, post, { by, ...message });
}

const order: Embed = {
  type: 'rich',
  author: { name: 'Shop' },
  title: 'Order 4711',
  url: 'https://example.com/orders/4711',
  description: 'On its way',
  fields: [
    { name: 'Carrier', value: 'Pigeon', inline: true },
    { name: 'Arrives', value: '<t:1750000000:R>', inline: true },
  ],
  image: { url: 'https://example.com/pigeon.png' },
  footer: { text: 'Thank you' },
};

const card: Component[] = [
  { type: 10, content: '## Your order' },
  {
    type: 17,
    components: [
      {
        type: 9,
        components: [{ type: 10, content: 'Sent on **Monday**' }],
        accessory: { type: 11, media: { url: 'https://example.com/box.png' }, description: 'A box' },
      },
      { type: 14, divider: true, spacing: 1 },
      {
        type: 12,
        items: [
          { media: { url: 'https://example.com/1.png' } },
          { media: { url: 'https://example.com/2.png' }, description: 'Two' },
        ],
      },
      { type: 13, file: { url: 'https://example.com/bill.pdf' } },
      {
        type: 1,
        components: [
          { type: 2, style: 5, label: 'Track it', url: 'https://example.com/track' },
          { type: 2, style: 1, label: 'Cancel', custom_id: 'cancel' },
        ],
      },
    ],
  },
];

/** What programs write. */
export const programs: readonly ProgramKind[] = [
  ['text', { content: 'Your order is on its way.' }, 'Your order is on its way.'],
  [
    'an embed alone',
    { embeds: [order] },
    [
      'Shop\n**Order 4711**\nhttps://example.com/orders/4711\nOn its way\n**Carrier**\nPigeon\n**Arrives**\n<t:1750000000:R>',
      'https://example.com/pigeon.png\nThank you',
    ].join('\n'),
  ],
  ['text with an embed', { content: 'See:', embeds: [{ type: 'rich', description: 'Details' }] }, 'See:\nDetails'],
  [
    'ten embeds',
    { embeds: Array.from({ length: 10 }, (_, index): Embed => ({ type: 'rich', description: `Embed ${index}` })) },
    Array.from({ length: 10 }, (_, index) => `Embed ${index}`).join('\n'),
  ],
  [
    'a long embed',
    { embeds: [{ type: 'rich', description: 'word '.repeat(800).trim() }] },
    [/^[word ]+$/, /^[word ]+$/, /^[word ]+$/],
  ],
  ['an embed that poses as the bot', { embeds: [{ type: 'rich', description: '-# Robin' }] }, String.raw`\-# Robin`],
  [
    'components',
    { flags: 1 << 15, components: card },
    [
      '## Your order\nSent on **Monday**\nA box: https://example.com/box.png',
      'https://example.com/1.png\nTwo: https://example.com/2.png\nhttps://example.com/bill.pdf\nTrack it: https://example.com/track',
    ].join('\n'),
  ],
  [
    'a button alone',
    { content: 'Choose', components: [{ type: 1, components: [{ type: 2, style: 1, label: 'Yes', custom_id: 'y' }] }] },
    'Choose',
  ],
  ['nothing that can be shown', { flags: 1 << 15, components: [{ type: 14 }] }, nothingToShow],
  ['the answer to a command', { type: 20, content: 'Answer' }, 'Answer'],
  ['a published announcement', { flags: 1 << 1, content: 'News' }, 'News'],
  ['a message without its previews', { flags: 1 << 2, content: 'https://example.com' }, 'https://example.com'],
];
