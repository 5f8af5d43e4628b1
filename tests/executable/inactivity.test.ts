import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openDatabase } from '../../src/storage/database.ts';
import { readDms, setStage, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';
import { isPackaged } from '../support/program.ts';
import { endProcesses, startBot } from '../support/start-process.ts';

let stage: Stage;
afterEach(async () => {
  await endProcesses();
  await stage.stop();
});

// The clock of the single executable can’t be made to run faster.
test.skipIf(isPackaged)(
  'a user who doesn’t answer is reminded, and their ticket closed, by a bot that was killed in between',
  async () => {
    stage = await setStage({ tickets: ['inactivity: { remind_after: 10s, close_after: 50s }'], patienceMs: 15_000 });
    const bot = startBot(stage, { timesFaster: 20 });
    await bot.says('Ready:');
    const [mia] = stage.world.members;
    mia.dm('Hello');
    await stage.until(() => readDms(mia).length === 2);
    const post = stage.posts()[0]?.id ?? '';
    stage.world.staff[0].write(post, 'Have you tried turning it off?');
    await stage.until(() => readDms(mia).length === 3);
    // The timer is there, and so is what it counts from.
    const database = openDatabase(join(stage.folder, 'supportmail.db'));
    const timers = database.prepare("SELECT count(*) FROM timers WHERE key = 'silence/1'").pluck();
    await stage.until(() => timers.get() === 1);
    database.close();
    bot.signal('SIGKILL');
    await bot.end(5_000);
    await startBot(stage, { timesFaster: 20 }).says('Ready:');
    await stage.until(() => readDms(mia).length === 4);
    expect(readDms(mia)[3]).toMatch(
      /^⏳ \*\*Lantern Games\*\* is waiting for your answer\. Just write it here\.\nWithout an answer, this conversation will be closed <t:\d+:F> \(<t:\d+:R>\)\.$/,
    );
    await stage.until(() => stage.posts()[0]?.archived === true);
    expect(stage.posts()[0]?.messages.map(shown).at(-1)).toMatch(
      /^🔒 Closed: the user has not answered since <t:\d+:F> \(<t:\d+:R>\)\.$/,
    );
    expect(readDms(mia).slice(4)).toEqual([
      expect.stringMatching(
        /^🔒 Your conversation with \*\*Lantern Games\*\* was closed, because you have not answered/,
      ),
    ]);
    expect(stage.posts()[0]?.tags).toEqual(['Closed']);
  },
);
