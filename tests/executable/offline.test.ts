import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { builtFile } from '../support/demo-process.ts';
import { setStage } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';
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
    const { program, folder } = withoutBot();
    const env = { DISCORD_TOKEN: stage.world.application.token, SUPPORTMAIL_CONFIG: stage.configPath };
    const ran = await startProcess({ argv, cwd: stage.folder, program, env }).end(10_000);
    const started = await startProcess({ argv: ['start'], cwd: stage.folder, program, env }).end(10_000);
    rmSync(folder, { recursive: true });
    expect({ code: ran.code, stderr: ran.stderr }).toEqual({ code: 0, stderr: '' });
    // So that the check above means something.
    expect(started.stderr).toContain('there is no bot here');
  },
);

/** A copy of the program that can't run the bot. Below dist/, from where Node finds the packages that aren't bundled. */
function withoutBot(): { program: string; folder: string } {
  const folder = mkdtempSync(join(dirname(builtFile), 'without-bot-'));
  const program = join(folder, 'supportmail.cjs');
  cpSync(builtFile, program);
  cpSync(join(dirname(builtFile), 'chunks'), join(folder, 'chunks'), { recursive: true });
  const chunk = join(folder, 'chunks', 'app.cjs');
  if (!readFileSync(chunk, 'utf8').includes('DiscordAPIError')) throw new Error(`${chunk} isn't the bot any more`);
  writeFileSync(chunk, "throw new Error('there is no bot here');");
  return { program, folder };
}
