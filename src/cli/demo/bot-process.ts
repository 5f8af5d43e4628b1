import { spawn, type ChildProcess } from 'node:child_process';
import { OperatorError } from '../../lib/errors.ts';

/** A bot that runs as a process of its own, and is started again when it ends by itself. */
export interface BotProcess {
  /** Never resolves. Rejects when the bot says that starting it again is of no use. */
  readonly failed: Promise<never>;
  /** Ends it as `kill -9` does; it is started again soon, however often. False: there is none at this moment. */
  kill(): boolean;
  stop(): Promise<void>;
}

interface BotProcessOptions {
  /** The program's own file, and what it is to do. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Hears that the bot ended, and in how long it will be started again. */
  readonly onEnd: (how: string, restartMs: number) => void;
}

const firstPauseMs = 300;
const longestPauseMs = 5000;
// Whoever ran this long wasn't in a crash loop.
const healthyMs = 10_000;
// `supportmail start` ends within 10 s of being asked to.
const patienceMs = 12_000;
// Wrong usage, configuration or token: the same would happen again.
const hopelessCode = 2;

/** Starts the bot, and starts it again whenever it ends. */
export function superviseBot({ argv, env, onEnd }: BotProcessOptions): BotProcess {
  const giveUp = Promise.withResolvers<never>();
  // Nobody may be waiting any more when it fails while everything ends.
  giveUp.promise.catch(() => undefined);
  let stopping = false;
  let pauseMs = firstPauseMs;
  let timer: NodeJS.Timeout | undefined;
  let child = launch();

  function launch(): ChildProcess {
    const startedAt = performance.now();
    const started = spawn(process.execPath, argv, { env, stdio: ['ignore', 'inherit', 'inherit'] });
    started.once('error', (error) => giveUp.reject(error));
    started.once('exit', (code, signal) => {
      if (stopping) return;
      if (code === hopelessCode) return giveUp.reject(hopeless());
      if (performance.now() - startedAt > healthyMs) pauseMs = firstPauseMs;
      onEnd(signal ?? `exit code ${code}`, pauseMs);
      timer = setTimeout(() => (child = launch()), pauseMs);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    });
    return started;
  }

  return {
    failed: giveUp.promise,
    kill() {
      pauseMs = firstPauseMs;
      return child.kill('SIGKILL');
    },
    async stop() {
      stopping = true;
      clearTimeout(timer);
      await end(child);
    },
  };
}

function hopeless(): OperatorError {
  return new OperatorError('demo.bot', 'The bot could not be started; what it says stands above.');
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const impatience = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  await gone;
  clearTimeout(impatience);
}
