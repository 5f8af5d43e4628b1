import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { commandLine, testedFile } from './program.ts';

/** A program in a pseudo-terminal, and somebody who sits at it. */
export interface Terminal {
  /** Waits until something new is shown that contains a text, and types. */
  asks(text: string, typed: string): Promise<void>;
  /** All that was shown so far. */
  shown(): string;
  /** The exit code. */
  ended(): Promise<number>;
}

/** Runs the program under test so, with nothing in its environment but what is given. */
export function startInTerminal(argv: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Terminal {
  const driver = join(import.meta.dirname, 'in-terminal.py');
  const child = spawn('python3', [driver, ...commandLine(testedFile), ...argv], {
    cwd,
    env: { PATH: process.env['PATH'], TERM: 'xterm', ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const killer = (): void => void child.kill('SIGKILL');
  process.once('exit', killer);
  const gone = once(child, 'close').then(([code]) => {
    process.off('exit', killer);
    return code as number;
  });
  let output = '';
  let seen = 0;
  const listeners = new Set<() => void>();
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    for (const listener of listeners) listener();
  });
  const shown = (): string => stripVTControlCharacters(output);
  return {
    shown,
    ended: () => gone,
    async asks(text, typed) {
      await new Promise<void>((resolve, reject) => {
        const look = (): void => {
          const at = shown().indexOf(text, seen);
          if (at === -1) return;
          seen = at + text.length;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        look();
        void gone.then(() => reject(new Error(`It ended without showing "${text}":\n${shown()}`)));
      });
      child.stdin.write(typed);
    },
  };
}
