import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { commandLine, testedFile } from './program.ts';

/** `supportmail demo` as a process of its own. */
export interface DemoProcess {
  readonly url: string;
  /** The process IDs of the bots that it runs. */
  bots(): number[];
  /** What it has written to both outputs so far. */
  output(): string;
  /** Asks it to end and gives its exit code. */
  stop(signal?: 'SIGINT' | 'SIGTERM' | 'SIGHUP'): Promise<number | null>;
}

/** Runs the built demo and waits until it says where its page is. */
export async function startDemo(
  env: NodeJS.ProcessEnv = {},
  argv: readonly string[] = [],
  program = testedFile,
): Promise<DemoProcess> {
  const [command, ...args] = commandLine(program);
  const child = spawn(command, [...args, 'demo', '--port', '0', ...argv], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      output += chunk.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', (code) => reject(new Error(`The demo ended with ${code} and said:\n${output}`)));
  });
  return {
    url,
    bots: () => childrenOf(child),
    output: () => output,
    stop: (signal = 'SIGTERM') =>
      new Promise((resolve) => {
        if (child.exitCode !== null) return resolve(child.exitCode);
        child.once('exit', resolve);
        child.kill(signal);
      }),
  };
}

/** Linux only: https://man7.org/linux/man-pages/man5/proc_pid_task.5.html */
function childrenOf({ pid }: ChildProcess): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return text.trim().split(' ').filter(Boolean).map(Number);
}
