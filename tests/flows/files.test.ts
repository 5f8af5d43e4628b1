import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cdnRoutes } from '../../src/sandbox/cdn/routes.ts';
import type { PersonFile } from '../../src/sandbox/scenario/types.ts';
import type { Message } from '../../src/sandbox/world/nouns.ts';
import { exe, media, others, png } from '../support/file-bytes.ts';
import { folderOf } from '../support/file-folder.ts';
import { reactionsOn, readDms, setStage, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

const mebibyte = 1024 * 1024;
const sendRoute = '/channels/{channel_id}/messages';

let stage: Stage;
let post: string;

async function open(tickets: readonly string[] = []): Promise<void> {
  stage = await setStage({ tickets, patienceMs: 15_000 });
  await stage.startBot();
  stage.world.members[0].dm('Hello');
  await stage.until(() => stage.world.members[0].dmMessages().length === 2);
  post = stage.posts()[0]?.id ?? '';
  stage.sandbox.traffic.clear();
}
afterEach(() => stage.stop());

const isOurs = ({ authorId }: Message): boolean => authorId === stage.world.application.botUser.id;
/** What the bot wrote in the post behind its first two messages, and in the DM behind "message sent". */
const inPost = (): Message[] => (stage.posts()[0]?.messages ?? []).filter(isOurs).slice(2);
const inDm = (): Message[] => stage.world.members[0].dmMessages().filter(isOurs).slice(1);
const read = (message: Message): string =>
  [shown(message), ...message.attachments.map(({ name, size }) => `[${name} ${size}]`)].join('\n');
const marked = (message: Message, emoji = '✅') =>
  stage.until(
    () => reactionsOn(message).includes(emoji),
    () => ({ marks: reactionsOn(message), post: inPost().map(read), dm: inDm().map(read) }),
  );
const asText = (files: readonly PersonFile[]) => ({ files });
const leftovers = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('supportmail-files-'));

async function fromUser(text: string, files: readonly PersonFile[], emoji?: string): Promise<string[]> {
  const message = stage.world.members[0].dm(text, asText(files));
  await marked(message, emoji);
  return inPost().map(read);
}

async function fromStaff(text: string, files: readonly PersonFile[]): Promise<string[]> {
  const message = stage.world.staff[0].write(post, text, asText(files));
  await marked(message);
  return inDm().map(read);
}

describe('a file', () => {
  beforeEach(() => open());

  test('is uploaded anew on the other side, byte by byte, with its description', async () => {
    const file = { name: 'map.png', bytes: png, description: 'Where I stand' };
    expect(await fromUser('See this', [file])).toEqual([`-# Mia\nSee this\n[map.png ${png.length}]`]);
    expect(await fromStaff('Is it this?', [file])).toEqual([
      `-# Robin · Lantern Games\nIs it this?\n[map.png ${png.length}]`,
    ]);
    const copies = [...inPost(), ...inDm()].flatMap(({ attachments }) => attachments);
    expect(copies.map(({ bytes }) => Buffer.from(bytes ?? []).equals(png))).toEqual([true, true]);
    expect(copies.map(({ description }) => description)).toEqual(['Where I stand', 'Where I stand']);
  });

  test('may come without a text, and costs one request like any message', async () => {
    expect(await fromUser('', [{ name: 'map.png', bytes: png }])).toEqual([`-# Mia\n[map.png ${png.length}]`]);
    expect(stage.sandbox.traffic.exchanges.map(({ method, route }) => `${method} ${route}`)).toEqual([
      `POST ${sendRoute}`,
      'PUT /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me',
    ]);
    expect(stage.sandbox.traffic.downloads).toHaveLength(1);
  });

  test('is kept covered, and gets a name that is safe', async () => {
    const names = ['SPOILER_end.png', '../../etc/passwd.png', 'a\u202Egnp.exe', '.png', `${'x'.repeat(300)}.png`];
    await fromUser(
      '',
      names.map((name) => ({ name, bytes: png })),
    );
    expect(inPost()[0]?.attachments.map(({ name }) => name)).toEqual([
      'SPOILER_end.png',
      'unknown....etcpasswd.png',
      'agnp.png',
      'unknown.png',
      `${'x'.repeat(96)}.png`,
    ]);
  });

  test('that is too large is a link with its size; several go as far as a request has room', async () => {
    const large = { name: 'film.mp4', size: 12 * mebibyte };
    const [read] = await fromStaff('Look', [large, { name: 'map.png', bytes: png }]);
    expect(read).toMatch(
      /^-# Robin · Lantern Games\nLook\n📎 film\.mp4 \(12 MB\): http:\S+film\.mp4\?\S+\n\[map\.png \d+\]$/,
    );
    const several = Array.from({ length: 3 }, (_, index) => ({ name: `${index}.bin`, size: 9 * mebibyte }));
    const message = stage.world.staff[0].write(post, 'All of it', asText(several));
    await marked(message);
    expect(
      inDm()
        .slice(1)
        .map((copy) => copy.attachments.map(({ name }) => name)),
    ).toEqual([['0.bin', '1.bin'], ['2.bin']]);
    expect(inDm().slice(1).map(shown)).toEqual([
      '-# Robin · Lantern Games · 1/2\nAll of it',
      '-# Robin · Lantern Games · 2/2',
    ]);
  });

  test('under an expired link is fetched by a fresh one', async () => {
    stage.sandbox.world.cdn.lifetimeMs = -60_000;
    const message = stage.world.members[0].dm('Old', { files: [{ name: 'map.png', bytes: png }] });
    stage.sandbox.world.cdn.lifetimeMs = 60_000;
    await marked(message);
    expect(inPost().map(read)).toEqual([`-# Mia\nOld\n[map.png ${png.length}]`]);
    const requests = stage.sandbox.traffic.exchanges.map(({ method, route }) => `${method} ${route}`);
    expect(requests.slice(0, 2)).toEqual(['GET /channels/{channel_id}/messages/{message_id}', `POST ${sendRoute}`]);
  });

  test('that is there no more is told to both sides; the text goes', async () => {
    stage.sandbox.faults.add({ route: cdnRoutes.attachment, times: 99, when: 'before', effect: { status: 404 } });
    await fromUser('See this', [{ name: 'map.png', bytes: png }]);
    await stage.until(() => inDm().length === 1 && inPost().length === 2);
    expect(inPost().map(read)[0]).toBe('-# Mia\nSee this');
    expect(inDm().map(shown)).toEqual(['❌ A file was not sent:\n- **map.png**: it is no longer there']);
    expect(inPost().slice(1).map(shown)).toEqual([
      '⚠️ A file of this message is missing:\n- **map.png**: it is no longer there',
    ]);
    expect(inPost()[1]?.replyTo?.messageId).toBe(inPost()[0]?.id);
  });

  test('that Discord takes for too large all the same is a link', async () => {
    const effect = { status: 413, body: { message: 'Request entity too large', code: 40005 } };
    stage.sandbox.faults.add({ method: 'POST', route: sendRoute, when: 'before', effect });
    const [read] = await fromUser('See this', [{ name: 'map.png', bytes: png }]);
    expect(read).toMatch(/^-# Mia\nSee this\n📎 map\.png \(1 kB\): http:\S+$/);
  });

  test('leaves nothing behind on this machine', async () => {
    await fromUser('', [{ name: 'map.png', bytes: png }]);
    const folder = folderOf(stage);
    // Discord's echo may bring the receipt before the answer to the upload ends it.
    await stage.until(() => readdirSync(join(tmpdir(), folder)).length === 0);
    await stage.restartBot();
    expect(leftovers()).not.toContain(folder);
  });
});

describe('what users send', () => {
  beforeEach(() => open());

  test.each(media)('%s passes, under any name, with an ending that says what it is', async (_, bytes, ending) => {
    await fromUser('', [{ name: 'setup.exe', bytes }]);
    expect(inPost()[0]?.attachments.map(({ name }) => name)).toEqual([`setup.${ending}`]);
  });

  test.each(others)('%s doesn’t, whatever it is called and said to be', async (_, bytes) => {
    const file = { name: 'photo.png', bytes, contentType: 'image/png' };
    expect(await fromUser('See this', [file])).toEqual(['-# Mia\nSee this']);
    await stage.until(() => inDm().length === 1);
    expect(inDm().map(shown)).toEqual([
      '❌ A file was not sent:\n- **photo.png**: only images, videos and audio can be sent here',
    ]);
    expect(inPost()).toHaveLength(1);
  });

  test('and can’t be sent makes no message of its own', async () => {
    expect(await fromUser('', [{ name: 'photo.png', bytes: exe }], '❌')).toEqual([]);
    await stage.until(() => inDm().length === 1);
    expect(inPost()).toEqual([]);
  });

  test('as a recording always passes', async () => {
    const message = stage.world.members[0].dm('', { voice: { seconds: 3, bytes: exe } });
    await marked(message);
    expect(inPost().map(read)).toEqual([`-# Mia\n[voice-message.ogg ${exe.length}]`]);
  });

  test('that is large is a link only where it is an image, a video or audio', async () => {
    const bytes = new Uint8Array(11 * mebibyte);
    expect(await fromUser('Zeros', [{ name: 'film.mp4', bytes }])).toEqual(['-# Mia · 1/2\nZeros']);
    await stage.until(() => inDm().length === 1);
    bytes.set(media[4]?.[1] ?? []);
    const [, first, second] = await fromUser('A film', [{ name: 'film.mp4', bytes }]);
    expect(first).toBe('-# Mia · 1/2\nA film');
    expect(second).toMatch(/^-# Mia · 2\/2\n📎 film\.mp4 \(11 MB\): http:\S+$/);
  });
});

test('what staff send passes, whatever it is', async () => {
  await open();
  expect(await fromStaff('', [{ name: 'setup.exe', bytes: exe }])).toEqual([
    `-# Robin · Lantern Games\n[setup.exe ${exe.length}]`,
  ]);
});

test('with `user_files: all` everything passes', async () => {
  await open(['user_files: all']);
  expect(await fromUser('', [{ name: 'setup.exe', bytes: exe }])).toEqual([`-# Mia\n[setup.exe ${exe.length}]`]);
});

test('with `user_files: none` nothing passes but recordings', async () => {
  await open(['user_files: none']);
  expect(await fromUser('See this', [{ name: 'map.png', bytes: png }])).toEqual(['-# Mia\nSee this']);
  await stage.until(() => readDms(stage.world.members[0]).some((text) => text.includes("files can't be sent here")));
  expect(await fromUser('', [{ name: 'map.png', bytes: png }], '❌')).toHaveLength(1);
  expect(stage.sandbox.traffic.downloads).toEqual([]);
  await marked(stage.world.members[0].dm('', { voice: { seconds: 3 } }));
  expect(inPost().map(read)).toEqual(['-# Mia\nSee this', '-# Mia\n[voice-message.ogg 4]']);
});
