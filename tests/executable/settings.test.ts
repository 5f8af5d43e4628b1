import { afterEach, beforeEach, expect, test } from 'vitest';
import { readAnswer } from '../support/open-ticket.ts';
import { readDms, setStage } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';
import { endProcesses, runBeside, startBot } from '../support/start-process.ts';
import type { End, StartedProcess } from '../support/start-process.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage({ patienceMs: 20_000 });
});
afterEach(async () => {
  await endProcesses();
  await stage.stop();
});

const config = (...argv: readonly string[]): Promise<End> => runBeside(stage, 'config', ...argv);

async function start(): Promise<StartedProcess> {
  const bot = startBot(stage);
  await bot.says('Ready:');
  return bot;
}

/** How what staff write now begins where the user reads it. */
async function nameBefore(text: string): Promise<string | undefined> {
  const [mia] = stage.world.members;
  stage.world.staff[0].write(stage.posts()[0]?.id ?? '', text);
  const read = await stage.until(() => readDms(mia).find((message) => message.endsWith(`\n${text}`)));
  return read.split('\n')[0];
}

test(
  '`/config set anonymous_replies always` acts at once, is shown with source and author on both sides, survives a restart, and is taken back',
  { timeout: 60_000 },
  async () => {
    const { manager, lounge, members } = stage.world;
    const inLounge = (subcommand: string, options = {}) =>
      manager.command('config', options, { channelId: lounge.id, subcommand });
    const bot = await start();
    members[0].dm('Hello');
    await stage.until(() => readDms(members[0]).length === 2);
    expect(await nameBefore('With my name')).toBe('-# Robin · Lantern Games');

    await inLounge('set', { key: 'anonymous_replies', value: 'always' });
    expect(await nameBefore('Without')).toBe('-# Staff · Lantern Games');
    const shownInDiscord = readAnswer(await inLounge('show'));
    expect(shownInDiscord).toMatch(
      new RegExp(`- \`anonymous_replies\`: \\*\\*always\\*\\* · set by <@${manager.id}>, <t:\\d+:R>`),
    );
    const shown = new RegExp(`tickets\\.anonymous_replies +override +always +\\(set by user ${manager.id}, `);
    expect(await config('show')).toMatchObject({ code: 0, stdout: expect.stringMatching(shown) as string });

    bot.signal('SIGTERM');
    expect((await bot.end(20_000)).code).toBe(0);
    await start();
    expect(await nameBefore('Still without')).toBe('-# Staff · Lantern Games');
    expect((await config('show')).stdout).toMatch(shown);
    expect(await config('reset', 'anonymous_replies')).toMatchObject({ code: 0, stderr: '' });
    expect(await nameBefore('With it again')).toBe('-# Robin · Lantern Games');
    expect((await config('show')).stdout).toMatch(/tickets\.anonymous_replies +default +optional/);
    expect(readAnswer(await inLounge('show'))).toContain('- `anonymous_replies`: **optional** · default');

    // And the same by the command in Discord.
    await inLounge('set', { key: 'anonymous_replies', value: 'always' });
    expect(await nameBefore('Once more without')).toBe('-# Staff · Lantern Games');
    await inLounge('reset', { key: 'anonymous_replies' });
    expect(await nameBefore('And with it')).toBe('-# Robin · Lantern Games');
  },
);
