import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createStandardSticker, systemMessage } from '../../src/sandbox/scenario.ts';
import type { Person, WriteOptions } from '../../src/sandbox/scenario/types.ts';
import type { Message } from '../../src/sandbox/world/nouns.ts';
import { reactionsOn, setStage, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

/** A kind of message: how it is written, and what the other side reads below the name. */
type Kind = [name: string, write: (stage: Stage) => [text: string, options?: WriteOptions], reads: string | RegExp];

const png = new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10]);

const kinds: readonly Kind[] = [
  ['plain text', () => ['Hello'], 'Hello'],
  ['several lines', () => ['One\n\nTwo'], 'One\n\nTwo'],
  ['markdown', () => ['**bold** `code` ||spoiler||'], '**bold** `code` ||spoiler||'],
  ['a code block', () => ['```js\nlet a = 1;\n```'], '```js\nlet a = 1;\n```'],
  ['a link', () => ['https://example.com/a?b=c'], 'https://example.com/a?b=c'],
  ['an emoji', () => ['👩‍👩‍👧 🇩🇪'], '👩‍👩‍👧 🇩🇪'],
  ['right to left', () => ['مرحبا'], 'مرحبا'],
  ['everybody', () => ['@everyone'], '@everyone'],
  ['small text', () => ['-# tiny'], String.raw`\-# tiny`],
  [
    'a file',
    () => ['See this', { files: [{ name: 'bill.pdf', bytes: png }] }],
    /^See this\n📎 bill\.pdf \(1 kB\): http.*bill\.pdf/,
  ],
  ['a file alone', () => ['', { files: [{ name: 'map.png', bytes: png }] }], /^📎 map\.png \(1 kB\): http/],
  ['a voice message', () => ['', { voice: { seconds: 3 } }], /^📎 voice.*\.ogg .*: http/],
  [
    'a PNG sticker',
    (stage) => ['', { stickers: [createStandardSticker(stage.sandbox, { name: 'Wave', format: 'png' })] }],
    /^🖼️ Wave https:\/\/cdn\.discordapp\.com\/stickers\/\d+\.png$/,
  ],
  [
    'a GIF sticker',
    (stage) => ['', { stickers: [createStandardSticker(stage.sandbox, { name: 'Jump', format: 'gif' })] }],
    /^🖼️ Jump https:\/\/media\.discordapp\.net\/stickers\/\d+\.gif$/,
  ],
  [
    'a Lottie sticker',
    (stage) => ['', { stickers: [createStandardSticker(stage.sandbox, { name: 'Dance', format: 'lottie' })] }],
    '🖼️ Dance',
  ],
  ['a poll', () => ['', { poll: { question: 'Tea?', answers: ['Yes', 'No'] } }], '📊 Tea?\n• Yes\n• No'],
  [
    'an activity',
    () => ['', { activity: { applicationId: '123456789012345678', name: 'Chess' } }],
    '(a message that can only be seen in Discord itself)',
  ],
];

describe('a message of any kind can be read on the other side', () => {
  let stage: Stage;
  let mia: Person;
  let robin: Person;
  let post: string;
  beforeAll(async () => {
    stage = await setStage();
    await stage.startBot();
    [mia] = stage.world.members;
    [robin] = stage.world.staff;
    mia.dm('Hello');
    await stage.until(() => mia.dmMessages().length === 2);
    post = stage.posts()[0]?.id ?? '';
  });
  afterAll(() => stage.stop());

  const newest = (messages: readonly Message[] = []): string => shown(messages.at(-1) ?? ({} as Message));
  const below = (text: string): string => text.slice(text.indexOf('\n') + 1);

  test.each(kinds)('%s, from user and from staff', async (_, write, reads) => {
    const fromUser = mia.dm(...write(stage));
    await stage.until(() => reactionsOn(fromUser).length === 1);
    expect(below(newest(stage.posts()[0]?.messages))).toEqual(
      typeof reads === 'string' ? reads : expect.stringMatching(reads),
    );

    const fromStaff = robin.write(post, ...write(stage));
    await stage.until(() => reactionsOn(fromStaff).length === 1);
    expect(below(newest(mia.dmMessages()))).toEqual(typeof reads === 'string' ? reads : expect.stringMatching(reads));
  });

  test('a forward shows what was forwarded', async () => {
    const original = mia.dm('Order 4711\nfrom May');
    await stage.until(() => reactionsOn(original).length === 1);
    const forward = mia.dm('', { forward: original });
    await stage.until(() => reactionsOn(forward).length === 1);
    expect(below(newest(stage.posts()[0]?.messages))).toBe('↪️\n> Order 4711\n> from May');
  });

  test.each([1, 2, 4, 6, 21, 46, 99])('what Discord says itself (type %i) is nobody’s message', async (type) => {
    const before = mia.dmMessages().length;
    systemMessage(stage.sandbox, post, type);
    const after = robin.write(post, `After type ${type}`);
    await stage.until(() => reactionsOn(after).length === 1);
    expect(mia.dmMessages()).toHaveLength(before + 1);
  });
});
