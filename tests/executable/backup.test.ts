import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Person } from '../../src/sandbox/scenario/types.ts';
import { readDms, setStage, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';
import { endProcesses, startBot, startProcess } from '../support/start-process.ts';
import type { End, StartedProcess } from '../support/start-process.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage({ patienceMs: 30_000 });
});
afterEach(async () => {
  await endProcesses();
  await stage.stop();
});

const db = (...argv: readonly string[]): Promise<End> =>
  startProcess({ argv: ['db', ...argv, '--config', stage.configPath], cwd: stage.folder }).end(20_000);

async function start(): Promise<StartedProcess> {
  const bot = startBot(stage);
  await bot.says('Ready:');
  return bot;
}

/** As the README describes it, with the bot stopped. */
function restore(backup: string): void {
  const database = join(stage.folder, 'supportmail.db');
  renameSync(join(stage.folder, backup), database);
  for (const end of ['-wal', '-shm']) rmSync(`${database}${end}`, { force: true });
}

const postsOf = ({ user }: Person) => stage.posts().filter(({ title }) => title.endsWith(user.displayName ?? '–'));
const readPosts = (person: Person): string[][] =>
  postsOf(person).map(({ messages }) => messages.slice(1).map((message) => shown(message)));

test(
  'a backup that was made while the bot ran is put in the place of the database: tickets go on, numbers too, and nothing comes twice',
  { timeout: 120_000 },
  async () => {
    const [mia, jonas, yuki] = stage.world.members;
    const [robin] = stage.world.staff;
    const bot = await start();
    mia.dm('Before the backup');
    await stage.until(() => postsOf(mia).length === 1 && readDms(mia).length === 2);
    expect(await db('backup', 'backup.db')).toMatchObject({ code: 0, stderr: '' });

    mia.dm('After the backup');
    robin.write(postsOf(mia)[0]?.id ?? '', 'An answer after the backup');
    jonas.dm('A ticket after the backup');
    await stage.until(() => readPosts(jonas)[0]?.length === 1 && readDms(jonas).length === 2);
    await stage.until(() => readDms(mia).length === 4 && readPosts(mia)[0]?.length === 3);
    // Nobody says goodbye to a disk that fails.
    bot.signal('SIGKILL');
    await bot.end(10_000);
    const before = { mia: readPosts(mia), miasDms: readDms(mia), jonas: readPosts(jonas), jonasDms: readDms(jonas) };
    restore('backup.db');
    jonas.dm('While it was down');

    await start();
    yuki.dm('A ticket after the restoring');
    await stage.until(() => readPosts(yuki)[0]?.length === 1 && readDms(yuki).length === 2);
    robin.write(postsOf(mia)[0]?.id ?? '', 'Now');
    await stage.until(() => readDms(mia).at(-1)?.endsWith('Now') === true);
    jonas.dm('And now');
    await stage.until(() => readPosts(jonas)[0]?.at(-1)?.endsWith('And now') === true);
    const late = ['-# Jonas\nWhile it was down', '-# Jonas\nAnd now'];
    expect({ mia: readPosts(mia), miasDms: readDms(mia), jonas: readPosts(jonas), jonasDms: readDms(jonas) }).toEqual({
      mia: [[...(before.mia[0] ?? []), 'Now']],
      miasDms: [...before.miasDms, '-# Robin · Lantern Games\nNow'],
      jonas: [[...(before.jonas[0] ?? []), ...late]],
      jonasDms: [...before.jonasDms, 'While it was down', 'And now'],
    });
    const numbers = stage.posts().map(({ title }) => Number(/^#(\d+)/.exec(title)?.[1]));
    expect(numbers.toSorted((a, b) => a - b)).toEqual([1, 2, 3]);
    expect(await db('check')).toMatchObject({ code: 0, stdout: expect.stringContaining('3 tickets') as string });
  },
);

test('the file is written anew only where the bot doesn’t run', async () => {
  const bot = await start();
  expect(await db('prune', '--older-than', '1d', '--compact')).toMatchObject({ code: 1 });
  bot.signal('SIGTERM');
  expect((await bot.end(20_000)).code).toBe(0);
  expect(await db('prune', '--older-than', '1d', '--compact')).toMatchObject({ code: 0 });
});
