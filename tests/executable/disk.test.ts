import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { reactionsOn, readDms, setStage, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';
import { endProcesses, linesOf, logged, startBot } from '../support/start-process.ts';
import type { StartedProcess } from '../support/start-process.ts';

/** https://man7.org/linux/man-pages/man1/prlimit.1.html */
const prlimit = '/usr/bin/prlimit';

// A process whose files may not grow any more can't write, as on a disk that is full; only the error has another name.
describe.skipIf(!existsSync(prlimit))('a disk that takes nothing more', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await setStage();
  });
  afterEach(async () => {
    await endProcesses();
    await stage.stop();
  });

  const database = (): string => join(stage.folder, 'supportmail.db');
  /** What is written down goes into the log beside the database first: nothing more fits at its end. */
  function fill({ pid }: StartedProcess): void {
    const size = Math.max(statSync(database()).size, statSync(`${database()}-wal`).size);
    execFileSync(prlimit, ['--pid', String(pid), `--fsize=${size}`]);
  }

  test('ends the bot with what to do; nothing counts as handled, and the next start goes on from there', async () => {
    const [mia] = stage.world.members;
    const [robin] = stage.world.staff;
    const bot = startBot(stage);
    await bot.says('Ready:');
    mia.dm('Hello');
    await stage.until(() => readDms(mia).length === 2);
    const post = stage.posts()[0]?.id ?? '';

    fill(bot);
    const texts = ['One', 'Two', 'Three', 'Four'];
    const written = texts.flatMap((text) => [mia.dm(text), robin.write(post, `${text}!`)]);
    const { code, stderr } = await bot.end(15_000);
    expect({ code, lines: linesOf(stderr) }).toEqual({
      code: 1,
      lines: [
        'The database can’t be written or read any more: disk I/O error (SQLITE_IOERR_WRITE).',
        'Is its disk full, a quota used up, or the disk failing? Then start the bot again: nothing is lost, it goes on from there.',
      ],
    });
    expect(logged(bot).filter((line) => line.includes('mistake in supportmail'))).toEqual([]);

    const again = startBot(stage);
    await stage.until(() => written.every((message) => reactionsOn(message).length === 1));
    expect(readDms(mia).filter((text) => text.startsWith('-# Robin'))).toEqual(
      texts.map((text) => `-# Robin · Lantern Games\n${text}!`),
    );
    const relayed = stage
      .posts()[0]
      ?.messages.map(shown)
      .filter((text) => text.startsWith('-# Mia'));
    expect(relayed).toEqual(['Hello', ...texts].map((text) => `-# Mia\n${text}`));
    again.signal('SIGTERM');
    expect((await again.end(12_000)).code).toBe(0);
  });

  test('is told at the start', async () => {
    const bot = startBot(stage);
    await bot.says('Ready:');
    bot.signal('SIGTERM');
    await bot.end(12_000);
    const { code, stderr } = await startBot(stage, { fileLimit: 0 }).end(10_000);
    expect({ code, lines: linesOf(stderr).length }).toEqual({ code: 1, lines: 2 });
    expect(stderr).toMatch(/disk I\/O error/);
    expect(stderr).toContain('Is its disk full');
  });
});
