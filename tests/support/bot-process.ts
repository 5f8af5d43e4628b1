import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { dirname, join } from 'node:path';

/** Which bot runs: the built program, its configuration, and the token that it gets by its environment. */
export interface BotOptions {
  readonly program: string;
  readonly configPath: string;
  readonly folder: string;
  readonly token: string;
}

/** `supportmail start` as a process of its own, which comes back at once whenever it is killed. */
export interface BotProcess {
  /** How often it was killed. */
  readonly kills: number;
  /** Ends the process as `kill -9` does, and starts the next one; resolves when the old one is dead. */
  kill(): Promise<void>;
  /** Resolves when the bot, or the one that came after it, says that it is ready. */
  ready(): Promise<void>;
  /** Asks it to end, and gives its exit code. */
  stop(): Promise<number | null>;
  /** What all of them have written so far. */
  output(): string;
}

// A bot that outlived the tests would try to reach its sandbox for ever.
const alive = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of alive) child.kill('SIGKILL');
});

/** Starts the bot. */
export function startBotProcess(options: BotOptions): BotProcess {
  if (!existsSync(options.program)) throw new Error(`${options.program} is missing: run \`npm run build\` first.`);
  return new Phoenix(options);
}

interface Running {
  readonly child: ChildProcess;
  /** `false`: it was killed before. Rejects when it ended by itself. */
  readonly ready: Promise<boolean>;
  readonly gone: Promise<unknown>;
}

class Phoenix implements BotProcess {
  kills = 0;
  readonly #options: BotOptions;
  #output = '';
  #running: Running;
  #replaced = Promise.resolve();

  constructor(options: BotOptions) {
    this.#options = options;
    this.#running = this.#launch();
  }

  async kill(): Promise<void> {
    this.kills += 1;
    this.#replaced = this.#replace();
    await this.#replaced;
  }

  async ready(): Promise<void> {
    await this.#replaced;
    if (!(await this.#running.ready)) await this.ready();
  }

  async stop(): Promise<number | null> {
    await this.#replaced;
    const { child, gone } = this.#running;
    child.kill('SIGTERM');
    await gone;
    return child.exitCode;
  }

  output(): string {
    return this.#output;
  }

  async #replace(): Promise<void> {
    const { child, gone } = this.#running;
    child.kill('SIGKILL');
    await gone;
    this.#running = this.#launch();
  }

  #launch(): Running {
    const { program, configPath, folder, token } = this.#options;
    const child = spawn(process.execPath, [program, 'start', '--config', configPath], {
      cwd: folder,
      // It starts more than a hundred times.
      env: { PATH: process.env['PATH'], DISCORD_TOKEN: token, NODE_COMPILE_CACHE: join(dirname(program), 'cache') },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    alive.add(child);
    child.once('exit', () => alive.delete(child));
    return { child, gone: once(child, 'exit'), ready: this.#readiness(child) };
  }

  #readiness(child: ChildProcess): Promise<boolean> {
    const { promise, resolve, reject } = Promise.withResolvers<boolean>();
    let said = '';
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      this.#output += chunk.toString();
      if (said.includes('Ready:')) resolve(true);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code, signal) => {
      if (signal === 'SIGKILL') resolve(false);
      else reject(new Error(`The bot ended with ${code} and said:\n${this.#output}`));
    });
    // It may end well after it was ready, when nobody waits any more.
    promise.catch(() => {});
    return promise;
  }
}
