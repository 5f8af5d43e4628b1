import { mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/storage/database.ts';
import { setStage } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';
import { endProcesses, linesOf, logged, startBot } from '../support/start-process.ts';
import type { StartedProcess } from '../support/start-process.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(async () => {
  await endProcesses();
  await stage.stop();
});

describe('a configuration with mistakes', () => {
  test('ends with 2 and lists them all', async () => {
    const { code, stderr } = await startBot(stage, {
      config: (text) => `${text}\nlog: { level: loud }\nfurum: 1\n`,
    }).end(10_000);
    expect(code).toBe(2);
    expect(linesOf(stderr)[0]).toBe('There are 2 mistakes in the configuration:');
    expect(stderr).toContain('log.level');
    expect(stderr).toContain('furum');
    expect(stderr).not.toContain('    at ');
  });

  test('is one without a token', async () => {
    const { code, stderr } = await startBot(stage, { token: '' }).end(10_000);
    expect({ code, isTold: stderr.includes('discord.token') }).toEqual({ code: 2, isTold: true });
  });

  test('is one that is missing', async () => {
    rmSync(stage.configPath);
    const { code, stderr } = await startBot(stage).end(10_000);
    expect({ code, isTold: stderr.includes('config.yaml') }).toEqual({ code: 2, isTold: true });
    expect(stage.sandbox.traffic.exchanges).toEqual([]);
  });
});

describe('a database', () => {
  const path = (): string => join(stage.folder, 'supportmail.db');
  const refused = async (): Promise<{ code: number | null; lines: string[] }> => {
    const { code, stderr } = await startBot(stage).end(10_000);
    return { code, lines: linesOf(stderr) };
  };

  test('that is a folder is told, with exit code 1', async () => {
    mkdirSync(path());
    expect(await refused()).toEqual({
      code: 1,
      lines: [
        `The database ${path()} can't be opened: unable to open database file.`,
        'Check that `database` in the configuration names a SQLite file, in a folder that the bot may write to.',
      ],
    });
  });

  test("that isn't SQLite is told, and left as it is", async () => {
    writeFileSync(path(), 'Dear diary, today I opened a file.'.repeat(100));
    expect(await refused()).toEqual({
      code: 1,
      lines: [
        `The database ${path()} can't be opened: file is not a database.`,
        'Check that `database` in the configuration names a SQLite file, in a folder that the bot may write to.',
      ],
    });
    expect(readFileSync(path(), 'utf8')).toContain('Dear diary');
  });

  test('of a newer version is told, and left as it is', async () => {
    const database = openDatabase(path());
    database.pragma('user_version = 999');
    database.close();
    expect(await refused()).toEqual({
      code: 1,
      lines: [
        `The database ${path()} was written by a newer version of SupportMail.`,
        'Update SupportMail, or restore the backup that was made before the update.',
      ],
    });
    expect(stage.sandbox.traffic.exchanges).toEqual([]);
  });
});

describe('a second instance on the same database', () => {
  test('says so and ends with 1 within ten seconds; the first one goes on', async () => {
    const first = startBot(stage);
    await first.says('Ready:');
    const second = startBot(stage);
    const { code, stderr } = await second.end(10_000);
    expect({ code, lines: linesOf(stderr) }).toEqual({
      code: 1,
      lines: [
        `Another SupportMail runs on the database ${join(stage.folder, 'supportmail.db')}.`,
        'Stop that one first, or give this one a `database` of its own.',
      ],
    });
    stage.world.members[0].dm('Hello');
    await stage.until(() => stage.posts().length === 1);
    expect(stage.sandbox.gateway.ready).toBe(1);
  });

  test('is none after `kill -9`: the next start takes over at once', async () => {
    const first = startBot(stage);
    await first.says('Ready:');
    first.signal('SIGKILL');
    await first.end(1_000);
    const second = startBot(stage);
    await second.says('Ready:');
    // It would else wait for the lease to run out.
    expect(logged(second)).toEqual(['Ready: direct messages to the bot become tickets.']);
  });

  test('that waits for the first one to end still ends with 0 when it is told to', async () => {
    const first = startBot(stage);
    await first.says('Ready:');
    const second = startBot(stage);
    await stage.until(() => openFiles(second).some((file) => file.endsWith('/supportmail.db')));
    second.signal('SIGTERM');
    expect((await second.end(2_000)).code).toBe(0);
  });
});

/** Linux only: https://man7.org/linux/man-pages/man5/proc_pid_fd.5.html */
function openFiles({ pid }: StartedProcess): string[] {
  const folder = `/proc/${pid}/fd`;
  return readdirSync(folder).map((name) => {
    try {
      return readlinkSync(join(folder, name));
    } catch {
      return '';
    }
  });
}
