import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { OperatorError } from '../../lib/errors.ts';
import { ownArguments } from '../../lib/packaged.ts';
import { mountPage } from '../../sandbox/control.ts';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { addSecondServer, createDemoWorld } from '../../sandbox/scenario.ts';
import { createPaint, type CliIo } from '../output.ts';
import { superviseBot, type BotProcess } from './bot-process.ts';
import { demoConfig, notePrefix, type TwoServers } from './demo-config.ts';

/** How the demo is started. Port 0: any free one; no database: a temporary one. */
export interface DemoOptions {
  readonly port: number;
  readonly database: string | null;
}

/** Runs the simulated Discord, its page and the bot, until the process is told to end. */
export async function runDemo(options: DemoOptions, io: CliIo): Promise<void> {
  const stopped = waitForSignal();
  const sandbox = await openSandbox(options.port);
  const folder = await mkdtemp(join(tmpdir(), 'supportmail-demo-'));
  const demo = addSecondServer(sandbox, createDemoWorld(sandbox));
  const { server, supportRole, managerRole, botRole } = demo;
  const feedbackChannel = server.addTextChannel({ name: 'feedback', visibleTo: [supportRole, managerRole, botRole] });
  server.addTextChannel({ name: 'contact' });
  // The page comes first: one that is still open in a browser asks for it at once.
  let bot: BotProcess | null = null;
  const closePage = mountPage(sandbox, demo, { kill: () => bot?.kill() ?? false, notePrefix });
  try {
    const database = options.database === null ? join(folder, 'demo.db') : resolve(io.cwd, options.database);
    bot = await startBot({ sandbox, demo, folder, database, feedbackChannel }, io);
    try {
      void sandbox.gateway.whenReady().then(() => sayWhere(sandbox.url, io));
      await Promise.race([bot.failed, stopped]);
    } finally {
      await bot.stop();
    }
  } finally {
    closePage();
    await sandbox.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function waitForSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}

async function openSandbox(port: number): Promise<Sandbox> {
  try {
    return await startSandbox({ port, rateLimits: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    const problem = code === 'EACCES' ? 'may not be used by you' : 'is in use';
    throw new OperatorError('demo.port', `Port ${port} on this machine ${problem}.`, {
      hint: 'Choose another one with --port, or leave it out: then any free one is taken.',
      cause: error,
    });
  }
}

interface Stage {
  sandbox: Sandbox;
  demo: TwoServers;
  folder: string;
  database: string;
  feedbackChannel: { readonly id: string };
}

/** Runs the bot as its operator would: this program's `start`, with a file and a token. */
async function startBot({ sandbox, demo, folder, ...rest }: Stage, io: CliIo): Promise<BotProcess> {
  const path = join(folder, 'config.yaml');
  await writeFile(path, demoConfig(demo, { apiUrl: sandbox.apiUrl, ...rest }), { mode: 0o600 });
  const paint = createPaint(io.stderr, io.env);
  return superviseBot({
    argv: [...ownArguments(), 'start', '--config', path],
    env: { ...io.env, DISCORD_TOKEN: demo.application.token },
    onEnd: (how, restartMs) =>
      io.stderr.write(paint('yellow', `The bot ended (${how}). It is started again in ${restartMs / 1000} s.\n`)),
  });
}

function sayWhere(url: string, io: CliIo): void {
  const paint = createPaint(io.stdout, io.env);
  io.stdout.write(`\n  ${paint('bold', 'SupportMail is running on a simulated Discord:')} ${paint('cyan', url)}\n`);
  io.stdout.write(`  Open that page, write as a member on the left, answer as staff on the right. Ctrl-C ends it.\n\n`);
}
