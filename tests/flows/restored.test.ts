import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Person, Post } from '../../src/sandbox/scenario/types.ts';
import Database from 'better-sqlite3';
import { createPerson, posts } from '../../src/sandbox/scenario.ts';
import { outboxSize } from '../support/outbox-size.ts';
import { reactionsOn, readDms, setStage, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';
import { endProcesses, logged, startBot } from '../support/start-process.ts';
import type { StartedProcess } from '../support/start-process.ts';

// A bot that outlived a failed test would try to reach its sandbox for ever.
afterAll(endProcesses);

const inFolder = ({ folder }: Stage, name: string): string => join(folder, name);

/** Copies the database while the bot runs, as `db backup` does. */
function backUp(stage: Stage): void {
  const database = new Database(inFolder(stage, 'supportmail.db'), { readonly: true });
  database.prepare('VACUUM INTO ?').run(inFolder(stage, 'backup.db'));
  database.close();
}

function restore(stage: Stage): void {
  for (const end of ['', '-wal', '-shm']) {
    const file = inFolder(stage, `supportmail.db${end}`);
    if (existsSync(file)) rmSync(file);
  }
  copyFileSync(inFolder(stage, 'backup.db'), inFolder(stage, 'supportmail.db'));
}

async function start(stage: Stage): Promise<StartedProcess> {
  const bot = startBot(stage);
  await bot.says('Ready:');
  return bot;
}

async function kill(bot: StartedProcess): Promise<void> {
  bot.signal('SIGKILL');
  await bot.end(10_000);
}

/** The forum's posts of one user, with their messages, in the order made. */
function postsOf({ sandbox, world }: Stage, { user }: Person): Post[] {
  return posts(sandbox, world.forum.id).filter(({ title }) =>
    title.endsWith(` · ${user.displayName ?? user.username}`),
  );
}

const readPost = (post: Post | undefined): string[] => (post?.messages ?? []).slice(1).map(shown);

test(
  'a backup from before a hundred messages is restored: nothing comes twice, tickets go on, numbers too',
  { timeout: 120_000 },
  async () => {
    const stage = await setStage({ patienceMs: 60_000, tickets: ['grace: 0s'] });
    const { members, staff } = stage.world;
    const [mia, jonas, yuki] = members;
    const [robin] = staff;
    const nora = createPerson(stage.sandbox, { username: 'nora', displayName: 'Nora' });
    stage.world.server.addMember(nora);
    let bot = await start(stage);
    mia.dm('Hello from Mia');
    jonas.dm('Hello from Jonas');
    await stage.until(() => readDms(mia).length === 2 && readDms(jonas).length === 2);
    backUp(stage);

    // A ticket that was open goes on; another one is closed; one is opened, and one is opened and closed.
    const miasPost = postsOf(stage, mia)[0]?.id ?? '';
    for (let count = 0; count < 10; count += 1) {
      for (const text of ['Again', `Line ${count}`]) {
        mia.dm(text);
        robin.write(miasPost, text);
      }
    }
    const edited = mia.dm('Beforr');
    yuki.dm('Hello from Yuki');
    nora.dm('Hello from Nora');
    await stage.until(() => readDms(yuki).length === 2 && readDms(nora).length === 2);
    for (const person of [yuki, nora]) {
      const post = postsOf(stage, person)[0]?.id ?? '';
      for (let count = 0; count < 10; count += 1) {
        person.dm(`Question ${count}`);
        robin.write(post, `Answer ${count}`);
      }
    }
    const answers = (person: Person) => readDms(person).filter((text) => text.startsWith('-# Robin')).length;
    await stage.until(() => answers(mia) === 20 && answers(yuki) === 10 && answers(nora) === 10);
    await stage.until(() => readPost(postsOf(stage, mia)[0]).includes('-# Mia\nBeforr'));
    mia.edit(edited, 'Before');
    await stage.until(() => readPost(postsOf(stage, mia)[0]).includes('-# Mia · edited\nBefore'));
    for (const person of [jonas, nora]) {
      const post = postsOf(stage, person)[0]?.id ?? '';
      await robin.command('close', {}, { channelId: post });
      await stage.until(() => postsOf(stage, person)[0]?.archived);
    }
    await stage.until(() => outboxSize(stage) === 0);
    const before = new Map(
      [mia, jonas, yuki, nora].map((person) => [
        person,
        { dms: readDms(person), posts: postsOf(stage, person).map(readPost) },
      ]),
    );
    await kill(bot);
    restore(stage);

    yuki.dm('While it was down');
    nora.dm('Another matter');
    bot = await start(stage);
    // Of a DM that the database doesn't know, nothing tells until its user writes again.
    nora.dm('Hello?');
    await stage.until(
      () => readPost(postsOf(stage, yuki)[0]).includes('-# Yuki\nWhile it was down'),
      () => logged(bot),
    );
    await stage.until(
      () => readPost(postsOf(stage, nora)[1]).length === 2,
      () => logged(bot),
    );
    mia.dm('And now');
    await stage.until(() => readPost(postsOf(stage, mia)[0]).at(-1) === '-# Mia\nAnd now');
    robin.write(miasPost, 'Now, too');
    jonas.dm('A new one');
    await stage.until(() => readDms(mia).at(-1)?.endsWith('Now, too') === true);
    await stage.until(
      () => postsOf(stage, jonas).length === 2 && readDms(jonas).at(-1)?.startsWith('✉️') === true,
      () => logged(bot),
    );
    await stage.until(() => outboxSize(stage) === 0);
    const after = (person: Person) => ({ dms: readDms(person), posts: postsOf(stage, person).map(readPost) });
    const was = (person: Person) => before.get(person) ?? { dms: [], posts: [] };

    expect(after(mia)).toEqual({
      dms: [...was(mia).dms, 'And now', '-# Robin · Lantern Games\nNow, too'],
      posts: [[...(was(mia).posts[0] ?? []), '-# Mia\nAnd now', 'Now, too']],
    });
    expect(after(yuki)).toEqual({
      dms: [...was(yuki).dms, 'While it was down'],
      posts: [[...(was(yuki).posts[0] ?? []), '-# Yuki\nWhile it was down']],
    });
    expect(after(nora).posts).toEqual([was(nora).posts[0], ['-# Nora\nAnother matter', '-# Nora\nHello?']]);
    expect(after(jonas).posts).toEqual([was(jonas).posts[0], ['-# Jonas\nA new one']]);
    const numbers = posts(stage.sandbox, stage.world.forum.id).map(({ title }) => Number(/^#(\d+)/.exec(title)?.[1]));
    expect(numbers.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(logged(bot).filter((line) => line.includes('did not know them'))).toHaveLength(1);
    await kill(bot);
    await stage.stop();
  },
);

test('what staff were told is not relayed stays so, though the ticket is open again and the backup knows nothing of its closing', async () => {
  const stage = await setStage({ patienceMs: 30_000 });
  const [mia] = stage.world.members;
  const [robin] = stage.world.staff;
  let bot = await start(stage);
  mia.dm('Hello');
  await stage.until(() => readDms(mia).length === 2 && outboxSize(stage) === 0);
  backUp(stage);

  const post = postsOf(stage, mia)[0]?.id ?? '';
  await robin.command('close', {}, { channelId: post });
  await stage.until(() => postsOf(stage, mia)[0]?.archived);
  const late = robin.write(post, 'One more thing');
  await stage.until(() => reactionsOn(late).includes('❌') && outboxSize(stage) === 0);
  await robin.command('reopen', { ticket: 1 }, { channelId: stage.world.lounge.id });
  await stage.until(() => readDms(mia).length === 3 && outboxSize(stage) === 0);
  await kill(bot);
  restore(stage);

  bot = await start(stage);
  robin.write(post, 'And this');
  await stage.until(
    () => readDms(mia).at(-1)?.endsWith('And this'),
    () => logged(bot),
  );
  expect(readDms(mia).join('\n')).not.toContain('One more thing');
  await kill(bot);
  await stage.stop();
});
