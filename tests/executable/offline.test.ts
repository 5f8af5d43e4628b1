import { rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testedFile } from '../support/program.ts';
import { setStage } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';
import { withoutBot } from '../support/without-bot.ts';
import { endProcesses, startProcess } from '../support/start-process.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(async () => {
  await endProcesses();
  await stage.stop();
});

test.each([[['--version']], [['--help']], [['start', '--help']], [['config', 'check']], [['config', 'show']]])(
  '%j loads no Discord library',
  async (argv) => {
    const { program, folder } = withoutBot(testedFile);
    const env = { DISCORD_TOKEN: stage.world.application.token, SUPPORTMAIL_CONFIG: stage.configPath };
    const ran = await startProcess({ argv, cwd: stage.folder, program, env }).end(10_000);
    const started = await startProcess({ argv: ['start'], cwd: stage.folder, program, env }).end(10_000);
    rmSync(folder, { recursive: true });
    expect({ code: ran.code, stderr: ran.stderr }).toEqual({ code: 0, stderr: '' });
    // So that the check above means something.
    expect(started.stderr).toContain('there is no bot here');
  },
);
