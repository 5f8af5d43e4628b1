import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Message } from '../../src/sandbox/world/nouns.ts';
import { media } from '../support/file-bytes.ts';
import { folderOf } from '../support/file-folder.ts';
import { setStage, reactionsOn } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';
import { endProcesses, startBot } from '../support/start-process.ts';
import type { StartedProcess } from '../support/start-process.ts';

const mebibyte = 1024 * 1024;
/** https://man7.org/linux/man-pages/man5/proc_pid_status.5.html */
const canMeasure = existsSync('/proc/self/status');

/** A file that is a video as far as anybody looks. */
function video(size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  bytes.set(media.find(([what]) => what === 'MP4')?.[1] ?? []);
  return bytes;
}

describe.skipIf(!canMeasure)('files that are passed on don’t stay in memory', { timeout: 60_000 }, () => {
  let stage: Stage;
  let bot: StartedProcess;
  let post: string;
  beforeEach(async () => {
    stage = await setStage({ patienceMs: 30_000 });
    bot = startBot(stage);
    await bot.says('Ready:');
    stage.world.members[0].dm('Hello');
    await stage.until(() => stage.world.members[0].dmMessages().length === 2);
    post = stage.posts()[0]?.id ?? '';
    // What is loaded and compiled once isn't what is measured.
    for (let time = 0; time < 3; time += 1) await passes(send('warm.mp4', mebibyte));
  });
  afterEach(async () => {
    await endProcesses();
    await stage.stop();
  });

  const send = (name: string, size: number): Message =>
    stage.world.members[0].dm('', { files: [{ name, bytes: video(size) }] });
  const passes = (...messages: readonly Message[]) =>
    stage.until(() => messages.every((message) => reactionsOn(message).length === 1));
  const resident = (): number =>
    Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${bot.pid}/status`, 'utf8'))?.[1]) * 1024;

  /** The most memory that the bot held beyond what it had before. */
  async function additional(during: () => Promise<unknown>): Promise<number> {
    const before = resident();
    let most = before;
    const watch = setInterval(() => (most = Math.max(most, resident())), 5);
    await during().finally(() => clearInterval(watch));
    return most - before;
  }

  test('one of 9 MB, from a member and from staff', async () => {
    expect(await additional(() => passes(send('film.mp4', 9 * mebibyte)))).toBeLessThan(30 * mebibyte);
    const bytes = video(9 * mebibyte);
    const fromStaff = () => stage.world.staff[0].write(post, '', { files: [{ name: 'film.mp4', bytes }] });
    expect(await additional(() => passes(fromStaff()))).toBeLessThan(30 * mebibyte);
    const copies = [...(stage.posts()[0]?.messages ?? []), ...stage.world.members[0].dmMessages()];
    const films = copies.flatMap(({ attachments }) => attachments).filter(({ name }) => name === 'film.mp4');
    expect(films.map(({ bytes: sent }) => Buffer.from(sent ?? []).equals(bytes))).toEqual([true, true, true, true]);
  });

  test('many of 9 MB, four at once in each direction', async () => {
    const { members, staff } = stage.world;
    const bytes = video(9 * mebibyte);
    const files = Array.from({ length: 4 }, (_, at) => ({ name: `${at}.mp4`, bytes }));
    const both = () => passes(members[0].dm('', { files }), staff[0].write(post, '', { files }));
    const needed = await additional(async () => {
      for (let round = 0; round < 3; round += 1) await both();
    });
    // 216 MB passed through. What is thrown away is swept out by Node in its own time.
    expect(needed).toBeLessThan(120 * mebibyte);
  });

  test('nor on the disk, once the bot was killed and has started again', async () => {
    const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('supportmail-files-'));
    const folder = folderOf(stage);
    // What has passed is thrown away just after it was said to have passed.
    await stage.until(() => readdirSync(join(tmpdir(), folder)).length === 0);
    bot.signal('SIGKILL');
    await bot.end(10_000);
    expect(folders()).toContain(folder);
    bot = startBot(stage);
    await bot.says('Ready:');
    await stage.until(() => !folders().includes(folder));
  });
});
