import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Message } from '../../src/sandbox/world/nouns.ts';
import { png } from '../support/file-bytes.ts';
import { reactionsOn, setStage, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

const mebibyte = 1024 * 1024;

describe('files in a message that changes', () => {
  let stage: Stage;
  let post: string;
  beforeEach(async () => {
    stage = await setStage();
    await stage.startBot();
    stage.world.members[0].dm('Hello');
    await stage.until(() => stage.world.members[0].dmMessages().length === 2);
    post = stage.posts()[0]?.id ?? '';
  });
  afterEach(() => stage.stop());

  const isOurs = ({ authorId }: Message): boolean => authorId === stage.world.application.botUser.id;
  const read = (message: Message): string =>
    [shown(message), ...message.attachments.map(({ name }) => `[${name}]`)].join('\n');
  const inPost = (): string[] => (stage.posts()[0]?.messages ?? []).filter(isOurs).slice(2).map(read);
  const inDm = (): string[] => stage.world.members[0].dmMessages().filter(isOurs).slice(1).map(read);
  const becomes = (see: () => string[], wanted: readonly string[]) =>
    stage.until(() => JSON.stringify(see()) === JSON.stringify(wanted), see);
  const pictures = (...names: readonly string[]) => ({ files: names.map((name) => ({ name, bytes: png })) });
  const fileIn = (message: Message, name: string) => {
    const file = message.attachments.find((one) => one.name === name);
    if (file === undefined) throw new Error(`There is no ${name}`);
    return file;
  };

  async function staffWrites(text: string, options: ReturnType<typeof pictures>): Promise<Message> {
    const message = stage.world.staff[0].write(post, text, options);
    await stage.until(() => reactionsOn(message).length === 1);
    return message;
  }

  test('stay when staff edit the text, and go when staff take them out', async () => {
    const [robin] = stage.world.staff;
    const message = await staffWrites('Two maps', pictures('a.png', 'b.png'));
    robin.edit(message, 'Two maps of it');
    await becomes(inDm, ['-# Robin · Lantern Games\nTwo maps of it\n[a.png]\n[b.png]']);
    robin.removeFile(message, fileIn(message, 'a.png'));
    await becomes(inDm, ['-# Robin · Lantern Games\nTwo maps of it\n[b.png]']);
    robin.edit(message, 'A map of it');
    await becomes(inDm, ['-# Robin · Lantern Games\nA map of it\n[b.png]']);
    robin.removeFile(message, fileIn(message, 'b.png'));
    await becomes(inDm, ['-# Robin · Lantern Games\nA map of it']);
  });

  test('stay where they are when a text grows and shrinks', async () => {
    const [robin] = stage.world.staff;
    const message = await staffWrites('A map', pictures('a.png'));
    const long = 'word '.repeat(500).trim();
    robin.edit(message, long);
    await stage.until(() => inDm().length === 2);
    expect(inDm().map((text) => text.endsWith('[a.png]'))).toEqual([true, false]);
    robin.edit(message, 'A map again');
    await becomes(inDm, ['-# Robin · Lantern Games\nA map again\n[a.png]']);
  });

  test('of several messages: those that are left alone go, and all when the message is deleted', async () => {
    const [robin] = stage.world.staff;
    const size = 9 * mebibyte;
    const files = ['a.bin', 'b.bin', 'c.bin'].map((name) => ({ name, size }));
    const message = robin.write(post, 'All', { files });
    await stage.until(() => reactionsOn(message).length === 1);
    expect(inDm()).toEqual([
      '-# Robin · Lantern Games · 1/2\nAll\n[a.bin]\n[b.bin]',
      '-# Robin · Lantern Games · 2/2\n[c.bin]',
    ]);
    robin.removeFile(message, fileIn(message, 'c.bin'));
    await becomes(inDm, ['-# Robin · Lantern Games\nAll\n[a.bin]\n[b.bin]']);
    robin.delete(message);
    await becomes(inDm, []);
  });

  test('of a member stay in the post, which says that it was edited', async () => {
    const [mia] = stage.world.members;
    const message = mia.dm('Two maps', pictures('a.png', 'b.png'));
    await stage.until(() => reactionsOn(message).length === 1);
    mia.removeFile(message, fileIn(message, 'a.png'));
    await becomes(inPost, ['-# Mia · edited\nTwo maps\n[a.png]\n[b.png]']);
    mia.edit(message, 'One map');
    await becomes(inPost, ['-# Mia · edited\nOne map\n[a.png]\n[b.png]']);
    mia.delete(message);
    await becomes(inPost, ['-# Mia · deleted by the user\nOne map\n[a.png]\n[b.png]']);
  });

  test('without a text can get one, and lose it again', async () => {
    const [robin] = stage.world.staff;
    const message = await staffWrites('', pictures('a.png'));
    expect(inDm()).toEqual(['-# Robin · Lantern Games\n[a.png]']);
    robin.edit(message, 'This one');
    await becomes(inDm, ['-# Robin · Lantern Games\nThis one\n[a.png]']);
    robin.edit(message, '');
    await becomes(inDm, ['-# Robin · Lantern Games\n[a.png]']);
  });

  test('that wait to be sent go without those that were taken out meanwhile', async () => {
    const [mia] = stage.world.members;
    const { faults } = stage.sandbox;
    const route = '/channels/{channel_id}/messages';
    faults.add({ method: 'POST', route, when: 'before', effect: { delayMs: 300 } });
    mia.dm('First');
    const message = mia.dm('Two maps', pictures('a.png', 'b.png'));
    await stage.until(() => stage.sandbox.traffic.exchanges.at(-1)?.route === route);
    mia.removeFile(message, fileIn(message, 'a.png'));
    await stage.until(() => reactionsOn(message).length === 1);
    expect(inPost()).toEqual(['-# Mia\nFirst', '-# Mia · edited\nTwo maps\n[b.png]']);
  });
});
