import { afterEach, beforeEach, expect, test } from 'vitest';
import { readDms, setStage } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';
import { endProcesses, runBeside, startBot } from '../support/start-process.ts';
import type { End } from '../support/start-process.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage({ patienceMs: 20_000 });
});
afterEach(async () => {
  await endProcesses();
  await stage.stop();
});

const tickets = (...argv: readonly string[]): Promise<End> => runBeside(stage, 'tickets', ...argv);

test('what the operator closes is closed by the running bot, or by the next one', async () => {
  const [mia, jonas] = stage.world.members;
  const bot = startBot(stage);
  await bot.says('Ready:');
  mia.dm('Hello');
  await stage.until(() => stage.posts().length === 1);
  jonas.dm('Hi');
  await stage.until(() => stage.posts().length === 2 && readDms(jonas).length === 2);
  const isClosed = (title: string): boolean =>
    stage.posts().some((post) => post.title.startsWith(title) && post.archived && post.locked);

  const closed = await tickets('close', '1', '--comment', 'Solved');
  expect(closed).toMatchObject({ code: 0, stdout: '✔ Ticket 1 is being closed by the running bot.\n', stderr: '' });
  await stage.until(() => isClosed('#1 ') && readDms(mia).some((text) => text.includes('> Solved')));

  bot.signal('SIGTERM');
  await bot.end(20_000);
  expect((await tickets('close', '1')).stderr).toContain('Ticket 1 is closed already.');
  const later = await tickets('close', '2');
  expect(later.stdout).toBe('✔ Ticket 2 is closed at the bot’s next start: it doesn’t run now.\n');
  startBot(stage);
  await stage.until(() => isClosed('#2 '));
});
