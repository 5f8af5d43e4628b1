import { loadConfig } from '../../config/load.ts';
import type { ConfigWithToken, LoadedConfig } from '../../config/load.ts';
import type { App } from '../../app.ts';
import { OperatorError } from '../../lib/errors.ts';
import { createLog } from '../../lib/log.ts';
import type { Log } from '../../lib/log.ts';
import type { CliIo } from '../output.ts';

/** discord.js may go on trying to connect after it was told to stop; so long the rest has to end by itself. */
const lingersMs = 500;

/** Reads the configuration, runs the bot, and ends when a signal comes or the bot can't go on. */
export async function runBot(path: string | undefined, io: CliIo): Promise<void> {
  const loaded = loadConfig({ path, env: io.env, cwd: io.cwd, needToken: true });
  const { config, warnings } = loaded;
  const log = createLog({ ...config.log, secrets: [config.discord.token] });
  for (const warning of warnings) log.warn(warning);
  const signals = { toEnd: nextSignal(), toReload: hangUps() };
  const { startApp } = await import('../../app.ts');
  const read = (): Loaded | null =>
    readAgain(() => loadConfig({ path, env: io.env, cwd: io.cwd, needToken: true }), log);
  try {
    await run(loaded, { start: (config) => startApp(config, log), read, signals, log });
  } finally {
    setTimeout(() => process.exit(), lingersMs).unref();
  }
}

type Loaded = Pick<LoadedConfig, 'places'> & { readonly config: ConfigWithToken };

interface Running {
  start(loaded: Loaded): Promise<App>;
  /** `null`: what stands in the file now can't be put in force, and the log says why. */
  read(): Loaded | null;
  readonly signals: { readonly toEnd: Promise<void>; toReload(): Promise<void> };
  readonly log: Log;
}

async function run(loaded: Loaded, running: Running): Promise<void> {
  const { log, signals } = running;
  const signalled = signals.toEnd;
  const starting = running.start(loaded);
  const app = await Promise.race([starting, signalled.then(() => null)]);
  if (app === null) {
    // Told to end before Discord answered: nothing is in flight.
    void starting.then((late) => late.stop()).catch(() => {});
    return;
  }
  log.info('Ready: direct messages to the bot become tickets.');
  const next = await reloads(app, running);
  if (next !== null) {
    await app.stop();
    return run(next, running);
  }
  const reason = await Promise.race([signalled.then(() => null), app.ended]);
  if (reason === null) log.info('Stopping: finishing what is in flight.');
  await app.stop();
  if (reason !== null) throw reason;
}

/** Takes what the file says at each hang-up; ends when the bot does (`null`), or with what it has to be started with anew. */
async function reloads(app: App, { read, signals, log }: Running): Promise<Loaded | null> {
  const ends = Promise.race([signals.toEnd, app.ended]).then(() => 'end');
  while ((await Promise.race([ends, signals.toReload()])) !== 'end') {
    const next = read();
    if (next === null) continue;
    const { waits, anew } = app.reload(next);
    if (waits.length > 0) {
      log.warn(
        `What changed in ${waits.map((key) => `\`${key}\``).join(', ')} takes effect when the bot is started again.`,
      );
    }
    if (anew === null) log.info('The configuration was read again, and is in force.');
    else log.info('The configuration was read again, and has other servers or forums: connecting to Discord anew.');
    if (anew !== null) return anew;
  }
  return null;
}

/** A mistake in the file must not end a bot that runs. */
function readAgain(load: () => Loaded & Pick<LoadedConfig, 'warnings'>, log: Log): Loaded | null {
  try {
    const loaded = load();
    for (const warning of loaded.warnings) log.warn(warning);
    return loaded;
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    log.error(`The configuration stays as it was. ${error.message}`);
    return null;
  }
}

/** Gives what waits for the next hang-up, or was told of one meanwhile. */
function hangUps(): () => Promise<void> {
  let next = Promise.withResolvers<void>();
  process.on('SIGHUP', () => next.resolve());
  return async () => {
    await next.promise;
    next = Promise.withResolvers();
  };
}

function nextSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}
