import { spawnSync } from 'node:child_process';
import { commandLine } from '../support/program.ts';
import { setStage } from '../support/stage.ts';
import { startProcess } from '../support/start-process.ts';
import { memory, timed } from './figures.ts';
import type { Figure } from './figures.ts';

interface Wishes {
  readonly program: string;
  readonly rounds: number;
}

/** How long commands take, and a start, one after the other in each round, so that a busy moment hits all alike. */
export async function measureStarts({ program, rounds }: Wishes): Promise<readonly Figure[]> {
  const stage = await setStage();
  const env = { PATH: process.env['PATH'], DISCORD_TOKEN: stage.world.application.token };
  const run = (command: string, argv: readonly string[]): number => {
    const at = performance.now();
    const { status } = spawnSync(command, argv, { cwd: stage.folder, env });
    if (status !== 0) throw new Error(`${argv.join(' ')} ended with ${status}.`);
    return performance.now() - at;
  };
  const supportmail = (...argv: readonly string[]): number => {
    const [command, ...first] = commandLine(program);
    return run(command, [...first, ...argv]);
  };
  const times = { node: [], version: [], check: [], list: [], start: [] } as Record<string, number[]>;
  const figures: Figure[] = [];
  try {
    for (let round = 0; round <= rounds; round += 1) {
      const at = performance.now();
      const bot = startProcess({ argv: ['start', '--config', stage.configPath], cwd: stage.folder, program, env });
      await bot.says('Ready:');
      const start = performance.now() - at;
      if (round === rounds) figures.push(memory('memory when ready, nothing stored', bot.pid));
      bot.signal('SIGTERM');
      await bot.end(20_000);
      const one = {
        node: run(process.execPath, ['-e', '0']),
        version: supportmail('--version'),
        check: supportmail('config', 'check', '--config', stage.configPath),
        list: supportmail('tickets', 'list', '--config', stage.configPath),
        start,
      };
      // The first one warms what the system keeps of files.
      if (round > 0) for (const [name, time] of Object.entries(one)) times[name]?.push(time);
    }
  } finally {
    await stage.stop();
  }
  const of = (name: string): readonly number[] => times[name] ?? [];
  return [
    timed('Node alone, for comparison', of('node')),
    timed('--version', of('version')),
    timed('config check', of('check')),
    timed('tickets list (opens the database)', of('list')),
    timed('start, until ready', of('start')),
    ...figures,
  ];
}
