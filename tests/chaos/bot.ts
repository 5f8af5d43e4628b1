import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import type { BotOptions } from '../support/bot-process.ts';

interface Life {
  readonly child: ChildProcess;
  readonly gone: Promise<unknown>;
  isReady: boolean;
  /** We ended it. */
  isMeant: boolean;
}

const outputKept = 20_000;

/** `supportmail start` as a process that can be killed, left dead for a while and started at another time of its clock. */
export class Bot {
  /** How many processes ended by SIGKILL. */
  kills = 0;
  readonly #options: BotOptions;
  #life: Life | null = null;
  #shiftMs = 0;
  #output = '';
  #collapse: Error | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: BotOptions) {
    this.#options = options;
    process.once('exit', () => this.#life?.child.kill('SIGKILL'));
  }

  get isRunning(): boolean {
    return this.#life !== null;
  }

  /** @throws Error where the bot ended by itself */
  get isReady(): boolean {
    if (this.#collapse !== null) throw this.#collapse;
    return this.#life?.isReady === true;
  }

  get output(): string {
    return this.#output;
  }

  start(): Promise<void> {
    return this.#inTurn(() => {
      if (this.#life === null) this.#life = this.#launch();
    });
  }

  /** `kill -9`; resolves when it is dead. */
  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  /** Asks it to end, and waits for that. */
  stop(): Promise<void> {
    return this.#end('SIGTERM');
  }

  /** From its next start on, its clock is so much ahead. */
  shiftClock(ms: number): void {
    this.#shiftMs += ms;
  }

  #inTurn(act: () => void | Promise<void>): Promise<void> {
    const turn = this.#turn.then(act);
    this.#turn = turn;
    return turn;
  }

  #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#life === null) return;
      const { child, gone, isReady } = this.#life;
      this.#life.isMeant = true;
      child.kill(signal);
      await gone;
      if (child.signalCode === 'SIGKILL') this.kills += 1;
      // Before it is ready, nothing listens to signals yet.
      else if (child.exitCode !== 0 && isReady) this.#collapse = collapsed(child, this.#output);
      this.#life = null;
    });
  }

  #launch(): Life {
    const { program, configPath, folder, token } = this.#options;
    const preload = join(import.meta.dirname, 'shifted-clock.ts');
    const child = spawn(process.execPath, ['--import', preload, program, 'start', '--config', configPath], {
      cwd: folder,
      env: {
        PATH: process.env['PATH'],
        DISCORD_TOKEN: token,
        NODE_COMPILE_CACHE: join(dirname(program), 'cache'),
        CLOCK_SHIFT_MS: String(this.#shiftMs),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const life: Life = { child, gone: once(child, 'exit'), isReady: false, isMeant: false };
    const hear = (chunk: Buffer): void => {
      const text = chunk.toString();
      this.#output = (this.#output + text).slice(-outputKept);
      if (text.includes('Ready:')) life.isReady = true;
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', () => {
      if (life.isMeant) return;
      this.#life = null;
      this.#collapse = collapsed(child, this.#output);
    });
    return life;
  }
}

function collapsed({ exitCode, signalCode }: ChildProcess, output: string): Error {
  return new Error(`The bot ended by itself (${exitCode ?? signalCode}) and said:\n${output}`);
}
