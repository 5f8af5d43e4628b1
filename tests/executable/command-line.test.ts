import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Post } from '../../src/sandbox/scenario/types.ts';
import { readAnswer } from '../support/open-ticket.ts';
import { setStage } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';
import { endProcesses, startBot, startProcess } from '../support/start-process.ts';
import type { End } from '../support/start-process.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage({ patienceMs: 30_000 });
});
afterEach(async () => {
  await endProcesses();
  await stage.stop();
});

const supportmail = (...argv: readonly string[]): Promise<End> =>
  startProcess({ argv: [...argv, '--config', stage.configPath], cwd: stage.folder }).end(60_000);

test('lists go out and in again while a busy bot runs, which answers each interaction in Discord’s three seconds', async () => {
  const { members, staff, lounge } = stage.world;
  const [robin] = staff;
  const [mia] = members;
  await startBot(stage).says('Ready:');
  const entries = Array.from({ length: 10_000 }, (_, index) => ({
    type: 'user',
    id: String(10n ** 17n + BigInt(index)),
  }));
  writeFileSync(join(stage.folder, 'list.json'), JSON.stringify(entries));
  const texts = Array.from({ length: 100 }, (_, index) => ({ name: `text ${index}`, content: `Text ${index}` }));
  writeFileSync(join(stage.folder, 'texts.json'), JSON.stringify(texts));

  const state = { isOver: false };
  let written = 0;
  let answered = 0;
  const asking = (async () => {
    while (!state.isOver) {
      // The sandbox, as Discord does, fails what is not answered within three seconds.
      const checked = await robin.command(
        'blacklist',
        { target: mia.id },
        { channelId: lounge.id, subcommand: 'check' },
      );
      expect(readAnswer(checked)).toContain('Not on the blacklist');
      await robin.autocomplete('snippet', 'name', 'text', { channelId: lounge.id });
      answered += 1;
      // Ten a second are a busy server; as many as go would be a load of the simulated Discord's own.
      await sleep(100);
    }
  })();
  for (const argv of [
    ['blacklist', 'import', 'list.json'],
    ['snippets', 'import', 'texts.json'],
    ['blacklist', 'export', '--out', 'list.csv'],
    ['snippets', 'export', '--out', 'texts.json'],
    ['blacklist', 'clear', '--yes'],
    ['blacklist', 'import', 'list.csv'],
    ['snippets', 'import', 'texts.json', '--replace'],
    ['blacklist', 'export', '--out', 'again.csv'],
    ['tickets', 'stats'],
    ['db', 'backup', 'backup.db'],
    ['db', 'check'],
  ]) {
    written += 1;
    for (const member of members) member.dm(`Message ${written}`);
    expect(await supportmail(...argv)).toMatchObject({ code: 0, stderr: '' });
  }
  state.isOver = true;
  await asking;
  expect(answered).toBeGreaterThan(10);
  const [before, after] = ['list.csv', 'again.csv'].map((name) => readFileSync(join(stage.folder, name), 'utf8'));
  expect(after).toBe(before);
  expect(after?.trimEnd().split('\n')).toHaveLength(10_001);
  expect(JSON.parse((await supportmail('snippets', 'list', '--json')).stdout)).toHaveLength(100);
  const isRelayed = (post: Post): boolean =>
    post.messages.some(({ content }) => content.endsWith(`Message ${written}`));
  await stage.until(() => stage.posts().length === members.length && stage.posts().every(isRelayed));
}, 110_000);
