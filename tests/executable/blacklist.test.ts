import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { reactionsOn, readDms, setStage } from '../support/stage.ts';
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

const blacklist = (...argv: readonly string[]): Promise<End> => runBeside(stage, 'blacklist', ...argv);

test('whom the operator blacklists while the bot runs is refused with reason and time, and taken again when it ends', async () => {
  const [mia] = stage.world.members;
  await startBot(stage).says('Ready:');
  const added = await blacklist('add', mia.id, '--expires', '7d', '--reason', 'Insults');
  expect(added).toMatchObject({ code: 0, stderr: '' });
  const refused = mia.dm('Hello');
  await stage.until(() => reactionsOn(refused).join('') === '❌' && readDms(mia).length === 2);
  expect(readDms(mia)[1]).toMatch(
    /^🚫 \*\*Lantern Games\*\* takes no new messages from you\. Your message was not sent\.\n> Insults\nYou can write again from <t:\d+:F> on \(<t:\d+:R>\)\.$/,
  );
  expect(JSON.parse((await blacklist('list', '--json')).stdout)).toMatchObject([{ id: mia.id, reason: 'Insults' }]);

  // Only the entry's own time has to pass: what is to be seen afterwards is there whenever it is looked at.
  expect((await blacklist('add', mia.id, '--expires', '1s')).code).toBe(0);
  await sleep(1_000);
  expect((await blacklist('check', mia.id)).code).toBe(3);
  mia.dm('Hello again');
  await stage.until(() => stage.posts().length === 1);
});
