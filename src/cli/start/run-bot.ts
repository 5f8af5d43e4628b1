import { loadConfig } from '../../config/load.ts';
import type { App } from '../../app.ts';
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
  const { startApp } = await import('../../app.ts');
  const signalled = nextSignal();
  try {
    await run(startApp(loaded, log), signalled, log);
  } finally {
    setTimeout(() => process.exit(), lingersMs).unref();
  }
}

async function run(starting: Promise<App>, signalled: Promise<void>, log: Log): Promise<void> {
  const app = await Promise.race([starting, signalled.then(() => null)]);
  if (app === null) {
    // Told to end before Discord answered: nothing is in flight.
    void starting.then((late) => late.stop()).catch(() => {});
    return;
  }
  log.info('Ready: direct messages to the bot become tickets.');
  const reason = await Promise.race([signalled.then(() => null), app.ended]);
  if (reason === null) log.info('Stopping: finishing what is in flight.');
  await app.stop();
  if (reason !== null) throw reason;
}

function nextSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}
