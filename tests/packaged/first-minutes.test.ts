import { afterEach, expect, test } from 'vitest';
import { posts } from '../../src/sandbox/scenario.ts';
import { linkIn, newBot } from '../support/new-bot.ts';
import type { NewBot } from '../support/new-bot.ts';
import { packagedFile } from '../support/program.ts';
import { endProcesses, startProcess } from '../support/start-process.ts';
import type { StartedProcess } from '../support/start-process.ts';

let bot: NewBot | null = null;
afterEach(async () => {
  await endProcesses();
  await bot?.stop();
  bot = null;
});

function start({ folder, application }: NewBot, argv: readonly string[]): StartedProcess {
  const env = { DISCORD_TOKEN: application.token, TMPDIR: folder };
  return startProcess({ argv, cwd: folder, program: packagedFile, env });
}

test(
  'from nothing to a bot that takes tickets in four commands, by the single executable',
  { timeout: 120_000 },
  async () => {
    const stage = (bot = await newBot());
    const { sandbox, server, support, member } = stage;
    const options = ['--enable-intent', '--server', server.id, '--staff-role', support.id, '--create-forum'];
    const init = start(stage, ['init', ...options, '--wait', '1m', '--api-url', sandbox.apiUrl]);
    await init.says('https://discord.com/oauth2/authorize');
    stage.invite(linkIn(init.output()));
    expect(await init.end(30_000)).toMatchObject({ code: 0, stderr: '' });
    expect(init.output()).toMatch(/\nNext: supportmail setup\n$/);
    expect(await start(stage, ['config', 'check']).end(10_000)).toMatchObject({ code: 0 });

    const setup = await start(stage, ['setup']).end(20_000);
    expect({ code: setup.code, stderr: setup.stderr }).toEqual({ code: 0, stderr: '' });
    expect(setup.stdout).toMatch(/\nNext: supportmail doctor, then supportmail start\n$/);
    const doctor = await start(stage, ['doctor']).end(20_000);
    // Below a finding, hints are indented.
    const findings = doctor.stdout.split('\n').filter((line) => /^\S/.test(line));
    expect(findings.length).toBeGreaterThan(15);
    expect({ code: doctor.code, wrong: findings.filter((line) => !line.startsWith('✔ ')) }).toEqual({
      code: 0,
      wrong: [],
    });

    const running = start(stage, ['start']);
    await running.says('Ready:');
    const forum = [...sandbox.world.channels.values()].find(({ type }) => type === 15);
    member.dm('Hello');
    await expect.poll(() => posts(sandbox, forum?.id ?? '').length, { timeout: 20_000 }).toBe(1);
    running.signal('SIGTERM');
    expect((await running.end(10_000)).code).toBe(0);
  },
);
