import { rmSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { startDemo } from '../support/demo-process.ts';
import { openPageClient } from '../support/page-client.ts';
import { packagedFile } from '../support/program.ts';
import { setStage } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';
import { endProcesses, startProcess } from '../support/start-process.ts';
import type { StartedProcess } from '../support/start-process.ts';
import { withoutBot } from '../support/without-bot.ts';

let stage: Stage | null = null;
afterEach(async () => {
  await endProcesses();
  await stage?.stop();
  stage = null;
});

function start({ world, folder, configPath }: Stage, argv: readonly string[], program = packagedFile): StartedProcess {
  const env = { DISCORD_TOKEN: world.application.token, SUPPORTMAIL_CONFIG: configPath, TMPDIR: folder };
  return startProcess({ argv, cwd: folder, program, env });
}

test(
  'the single executable relays both ways, goes on after `kill -9`, and ends when it is told to',
  { timeout: 60_000 },
  async () => {
    stage = await setStage();
    const [mia] = stage.world.members;
    const first = start(stage, ['start']);
    await first.says('Ready:');
    mia.dm('Hello');
    await stage.until(() => stage?.posts().length === 1);
    first.signal('SIGKILL');
    await first.end(2_000);
    mia.dm('Are you there?');
    const second = start(stage, ['start']);
    await second.says('Ready:');
    await stage.until(() => stage?.posts()[0]?.messages.some(({ content }) => content.includes('Are you there?')));
    expect(stage.posts()).toHaveLength(1);
    second.signal('SIGTERM');
    expect((await second.end(10_000)).code).toBe(0);
  },
);

test.each([[['--version']], [['--help']], [['config', 'check']], [['licenses']]])(
  '%j loads no Discord library from it',
  { timeout: 60_000 },
  async (argv) => {
    stage = await setStage();
    const { program, folder } = withoutBot(packagedFile);
    try {
      const { code, stderr } = await start(stage, argv, program).end(10_000);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      // So that the check above means something.
      expect((await start(stage, ['start'], program).end(10_000)).stderr).toContain('there is no bot here');
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);

test('it shows the demo, and starts itself as the demo’s bot', { timeout: 60_000 }, async () => {
  const demo = await startDemo({ PATH: '' }, [], packagedFile);
  const page = await openPageClient(demo.url);
  const member = page.frame.people.find((person) => !person.staff)?.id ?? '';
  await page.act({ type: 'write', personId: member, place: { type: 'dm' }, text: 'Hello there', replyTo: null });
  await page.until(({ frame }) => frame.posts.length === 1);
  page.close();
  expect(await demo.stop()).toBe(0);
});
