import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine, testedFile } from './program.ts';
import type { Stage } from './stage.ts';

/** How a process ended. */
export interface End {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The built program as a process of its own. */
export interface StartedProcess {
  readonly pid: number;
  /** Both outputs so far. */
  output(): string;
  /** Resolves when the output contains a text; rejects when the process ends without it. */
  says(text: string): Promise<void>;
  /** Resolves when the process has ended; after so long it is killed, and the end tells that. */
  end(withinMs: number): Promise<End>;
  signal(signal: NodeJS.Signals): void;
}

export interface StartOptions {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Default: the one under test. */
  readonly program?: string;
  /** How large its files may become, in bytes. */
  readonly fileLimit?: number;
  /** How many times faster its clock runs. */
  readonly timesFaster?: number;
}

const alive = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of alive) child.kill('SIGKILL');
});

/** Runs the program with nothing in its environment but what is given. */
export function startProcess(options: StartOptions): StartedProcess {
  const { argv, cwd, env = {}, program = testedFile, fileLimit, timesFaster } = options;
  const limit = fileLimit === undefined ? [] : ['prlimit', `--fsize=${fileLimit}`];
  const clock = timesFaster === undefined ? [] : ['--import', join(import.meta.dirname, 'fast-clock.ts')];
  const [command = '', ...args] = [...limit, ...commandLine(program, clock), ...argv];
  const child = spawn(command, args, {
    cwd,
    env: { PATH: process.env['PATH'], CLOCK_FACTOR: String(timesFaster ?? 1), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  alive.add(child);
  const written = { stdout: '', stderr: '' };
  const listeners = new Set<() => void>();
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].on('data', (chunk: Buffer) => {
      written[name] += chunk.toString();
      for (const listener of listeners) listener();
    });
  }
  const output = (): string => written.stdout + written.stderr;
  const ended = new Promise<End>((resolve) => {
    child.once('close', (code, signal) => {
      alive.delete(child);
      resolve({ code, signal, ...written });
    });
  });
  return {
    pid: child.pid ?? 0,
    output,
    says: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (output().includes(text)) resolve();
        };
        listeners.add(look);
        look();
        void ended.then(() => reject(new Error(`The process ended without saying "${text}":\n${output()}`)));
      }),
    end: async (withinMs) => {
      const timer = setTimeout(() => child.kill('SIGKILL'), withinMs);
      const end = await ended;
      clearTimeout(timer);
      return end;
    },
    signal: (signal) => void child.kill(signal),
  };
}

/** What a test changes of a usual start. */
export interface StartChanges {
  /** Default: the right one; an empty one is left out. */
  readonly token?: string;
  readonly config?: (text: string) => string;
  /** For Node itself, such as how much memory it may take before it looks for what is no longer needed. */
  readonly nodeOptions?: string;
  readonly fileLimit?: number;
  readonly timesFaster?: number;
}

/** Starts the bot of a stage as its operator would, with the token in its environment. */
export function startBot({ world, configPath, folder }: Stage, changes: StartChanges = {}): StartedProcess {
  const { token = world.application.token, nodeOptions, config, ...limits } = changes;
  if (config !== undefined) writeFileSync(configPath, config(readFileSync(configPath, 'utf8')));
  const env = {
    ...(token === '' ? {} : { DISCORD_TOKEN: token }),
    ...(nodeOptions === undefined ? {} : { NODE_OPTIONS: nodeOptions }),
  };
  return startProcess({ argv: ['start', '--config', configPath], cwd: folder, env, ...limits });
}

/** Runs a command of the operator beside the bot of a stage, with the same configuration. */
export function runBeside({ configPath, folder }: Stage, ...argv: readonly string[]): Promise<End> {
  return startProcess({ argv: [...argv, '--config', configPath], cwd: folder }).end(20_000);
}

/** Ends, without asking, every process of these tests that still runs. */
export async function endProcesses(): Promise<void> {
  const ends = [...alive].map((child) => once(child, 'close'));
  for (const child of alive) child.kill('SIGKILL');
  await Promise.all(ends);
}

/** The lines of an output. */
export function linesOf(text: string): string[] {
  return text.trimEnd().split('\n');
}

/** The sentences in a bot's log. */
export function logged(process: Pick<StartedProcess, 'output'>): string[] {
  const json = linesOf(process.output()).filter((line) => line.startsWith('{'));
  return json.map((line) => (JSON.parse(line) as { msg: string }).msg);
}
