import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from '../../src/app.ts';
import { loadConfig } from '../../src/config/load.ts';
import { createLog } from '../../src/lib/log.ts';
import type { Log } from '../../src/lib/log.ts';
import type { Sandbox, SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { createDemoWorld, posts } from '../../src/sandbox/scenario.ts';
import type { DemoWorld } from '../../src/sandbox/scenario.ts';
import type { Person, Post } from '../../src/sandbox/scenario/types.ts';
import type { Message } from '../../src/sandbox/world/nouns.ts';
import { withoutAllowedMentions } from './pings.ts';
import { startTestSandbox } from './sandbox.ts';

/** What a test may change of the usual configuration: lines of `servers[0].tickets`. */
export interface StageOptions {
  readonly tickets?: readonly string[] | ((world: DemoWorld, sandbox: Sandbox) => readonly string[]);
  /** The server's. */
  readonly language?: string;
  /** Lines of `servers[0].feedback`. */
  readonly feedback?: (world: DemoWorld) => readonly string[];
  readonly sandbox?: SandboxOptions;
  /** Gets what the bots in this process log at level info. */
  readonly log?: NodeJS.WritableStream;
  /** How long {@link Stage.until} waits at most. */
  readonly patienceMs?: number;
}

/** A simulated Discord with the usual people, and the whole bot, in this process or as one of its own. */
export interface Stage {
  readonly sandbox: Sandbox;
  readonly world: DemoWorld;
  readonly folder: string;
  readonly configPath: string;
  /** Starts the bot in this process, or a second one on the same database. */
  startBot(): Promise<App>;
  /** Stops the bots that run in this process, and starts one anew. */
  restartBot(): Promise<App>;
  posts(): Post[];
  /** Waits until a condition holds; a failed wait tells what `describe` sees. */
  until<T>(condition: () => T | null | undefined | false, describe?: () => unknown): Promise<T>;
  stop(): Promise<void>;
}

/** Builds the stage; nothing runs on it yet. */
export async function setStage(options: StageOptions = {}): Promise<Stage> {
  const sandbox = await startTestSandbox(options.sandbox);
  const world = createDemoWorld(sandbox);
  const folder = mkdtempSync(join(tmpdir(), 'supportmail-test-'));
  const configPath = join(folder, 'config.yaml');
  writeFileSync(configPath, configFor(world, sandbox, options), { mode: 0o600 });
  const apps: App[] = [];

  const startBot = async (): Promise<App> => {
    const env = { DISCORD_TOKEN: world.application.token };
    const loaded = loadConfig({ path: configPath, env, cwd: folder, needToken: true });
    // Here alone: what runs the bot as a process of its own runs by Node alone, which can't import what only the bundler can.
    const { startApp } = await import('../../src/app.ts');
    const app = await startApp(loaded, logTo(options.log));
    apps.push(app);
    return app;
  };

  return {
    sandbox,
    world,
    folder,
    configPath,
    startBot,
    async restartBot() {
      for (const app of apps) await app.stop();
      return startBot();
    },
    posts: () => posts(sandbox, world.forum.id),
    until: (condition, describe) =>
      until(condition, describe, Math.min(options.patienceMs ?? usualPatienceMs, mostPatienceMs)),
    async stop() {
      for (const app of apps) await app.stop();
      // Where no bot ran, it was the test that asked.
      const unguarded = apps.length === 0 ? [] : withoutAllowedMentions(sandbox.traffic.exchanges);
      await sandbox.stop();
      if (unguarded.length > 0) throw new Error(`This could ping people:\n${unguarded.join('\n')}`);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function logTo(stream: StageOptions['log']): Log {
  return stream === undefined
    ? createLog({ level: 'fatal', format: 'json' })
    : createLog({ level: 'info', format: 'json', stream });
}

function configFor(world: DemoWorld, sandbox: Sandbox, { tickets = [], feedback, language }: StageOptions): string {
  const given = typeof tickets === 'function' ? tickets(world, sandbox) : tickets;
  // Many people at once are no flood here, unless the test is about that.
  const lines = given.some((line) => line.startsWith('flood:')) ? given : [...given, 'flood: { within: 0s }'];
  const feedbackLines = feedback?.(world) ?? [];
  return [
    'discord:',
    `  api_url: ${sandbox.apiUrl}`,
    'servers:',
    `  - id: ${world.server.id}`,
    `    forum: ${world.forum.id}`,
    `    staff: { roles: [${world.supportRole.id}] }`,
    `    managers: { roles: [${world.managerRole.id}] }`,
    ...(language === undefined ? [] : [`    language: ${language}`]),
    '    tickets:',
    ...lines.map((line) => `      ${line}`),
    ...(feedbackLines.length === 0 ? [] : ['    feedback:', ...feedbackLines.map((line) => `      ${line}`)]),
    '',
  ].join('\n');
}

const usualPatienceMs = 10_000;
/** With a mistake planted, what is waited for never comes; where it comes, it takes a second. */
const mostPatienceMs = process.env['MUTATION'] === undefined ? Infinity : 5_000;
const lookEveryMs = 5;

async function until<T>(
  condition: () => T | null | undefined | false,
  describe: (() => unknown) | undefined,
  patienceMs: number,
): Promise<T> {
  for (const giveUpAt = Date.now() + patienceMs; Date.now() < giveUpAt;) {
    const result = condition();
    if (result !== null && result !== undefined && result !== false) return result;
    await new Promise((resolve) => {
      setTimeout(resolve, lookEveryMs);
    });
  }
  const seen = describe === undefined ? '' : ` What there was: ${JSON.stringify(describe(), null, 2)}`;
  throw new Error(`Waited ${patienceMs} ms for nothing: ${condition.toString()}.${seen}`);
}

/** Everything a message shows, as text: its content and what its components say. */
export function shown(message: Message): string {
  return [message.content, ...textsIn(message.components)].filter((text) => text !== '').join('\n');
}

function textsIn(components: unknown): string[] {
  if (Array.isArray(components)) return components.flatMap(textsIn);
  if (typeof components !== 'object' || components === null) return [];
  const { content, components: nested } = components as { content?: unknown; components?: unknown };
  return [...(typeof content === 'string' ? [content] : []), ...textsIn(nested)];
}

/** What somebody reads in their DM with the bot. */
export function readDms(person: Person): string[] {
  return person.dmMessages().map(shown);
}

/** The emoji on a message. */
export function reactionsOn(message: Message): string[] {
  return message.reactions.map(({ emoji }) => emoji.name ?? '');
}
