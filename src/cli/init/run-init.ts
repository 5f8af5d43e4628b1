import { existsSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { normalizeApiUrl } from '../../config/api-url.ts';
import { loadConfig } from '../../config/load.ts';
import { findToken } from '../../config/token.ts';
import type { Operator } from '../../app.ts';
import { OperatorError } from '../../lib/errors.ts';
import { nextCommand } from '../next-command.ts';
import { done } from '../output.ts';
import type { CliIo } from '../output.ts';
import { configText } from './config-text.ts';
import type { Prompts } from './prompts.ts';
import { chooseForum, chooseLanguage, chooseServer, chooseStaff, settleIntent } from './steps.ts';

/** What may be answered beforehand; what isn't is asked where somebody sits at a terminal. */
export interface InitOptions {
  readonly config?: string | undefined;
  readonly tokenFile?: string;
  readonly enableIntent?: boolean;
  readonly server?: string;
  /** In ms. */
  readonly wait?: number;
  readonly staffRole?: readonly string[];
  readonly forum?: string;
  readonly createForum?: string | true;
  readonly language?: string;
  readonly apiUrl?: string;
  readonly yes?: boolean;
  readonly force?: boolean;
}

/** Finds out what the bot needs, checks it with Discord, and writes the configuration. */
export async function runInit(options: InitOptions, io: CliIo): Promise<void> {
  const path = resolve(io.cwd, options.config ?? (io.env['SUPPORTMAIL_CONFIG'] || 'config.yaml'));
  refuseUnwritable(path, options.force === true);
  const apiUrl = apiUrlFrom(options);
  const prompts = await promptsFor(options, io);
  const { bot, discord, token } = await meet({ options, io, prompts, apiUrl, path });
  done(io, `The token is right: it is the bot ${bot.name}.`);
  const ground = { discord, prompts, options, io };
  await settleIntent(ground, bot.messageContent);
  const server = await chooseServer(ground, discord.inviteLink(bot.applicationId, { forSetup: true }));
  done(io, `The bot is in ${server.name}.`);
  const staff = await chooseStaff(ground, server);
  const language = await chooseLanguage(ground);
  const forum = await chooseForum(ground, server, staff);
  const tokenFile = options.tokenFile === undefined ? null : fileSeenFrom(path, resolve(io.cwd, options.tokenFile));
  write(path, configText({ token, tokenFile, apiUrl, language, server, forum, staff }));
  loadConfig({ path, env: io.env, cwd: io.cwd, needToken: true });
  done(io, `${path} is written; only you can read it.`);
  io.stdout.write(`\nNext: ${nextCommand('setup', options.config, io)}\n`);
}

/** Before anything is asked or made. */
function refuseUnwritable(path: string, isForced: boolean): void {
  if (!existsSync(dirname(path))) {
    throw new OperatorError('init.folder', `There is no folder ${dirname(path)}.`, {
      hint: 'Make it first, or name another file with --config.',
      exitCode: 2,
    });
  }
  if (!existsSync(path)) return;
  if (statSync(path).isDirectory() || !isForced) {
    throw new OperatorError('init.exists', `${path} is there already, and stays as it is.`, {
      hint: 'Name another file with --config, or write over it with --force.',
      exitCode: 2,
    });
  }
}

function apiUrlFrom({ apiUrl }: InitOptions): string | null {
  if (apiUrl === undefined) return null;
  const found = normalizeApiUrl(apiUrl);
  if (found.ok) return found.url;
  throw new OperatorError('init.apiUrl', `--api-url ${apiUrl} ${found.text}.`, { exitCode: 2 });
}

async function promptsFor({ yes }: InitOptions, { stdout }: CliIo): Promise<Prompts | null> {
  if (yes === true || stdout.isTTY !== true || !process.stdin.isTTY) return null;
  return (await import('./prompts.ts')).createPrompts();
}

interface Meeting {
  readonly options: InitOptions;
  readonly io: CliIo;
  readonly prompts: Prompts | null;
  readonly apiUrl: string | null;
  readonly path: string;
}

interface Met {
  readonly bot: Awaited<ReturnType<Operator['application']>>;
  readonly discord: Operator;
  /** Where it was typed in. */
  readonly token: string | null;
}

/** Finds the token and asks Discord whose it is; a mistyped one is asked for again. */
async function meet({ options, io, prompts, apiUrl, path }: Meeting): Promise<Met> {
  const { createOperator } = await import('../../app.ts');
  const address = apiUrl ?? 'https://discord.com/api';
  const given = givenToken(options, io, path);
  if (given !== null) {
    const discord = createOperator({ token: given, apiUrl: address });
    return { bot: await discord.application(), discord, token: null };
  }
  if (prompts === null) {
    throw new OperatorError('init.token', 'There is no bot token.', {
      hint: `Put it into DISCORD_TOKEN, or name its file with --token-file. ${whence}`,
      exitCode: 2,
    });
  }
  io.stdout.write(`${whence}\n`);
  for (;;) {
    const token = await prompts.secret('Bot token');
    const discord = createOperator({ token, apiUrl: address });
    const bot = await discord.application().catch((error: unknown) => {
      if (error instanceof OperatorError && error.code === 'discord.token') return null;
      throw error;
    });
    if (bot !== null) return { bot, discord, token };
    io.stdout.write('Discord rejects that token. Copy it once more, without quotes and without `Bot `.\n');
  }
}

const whence =
  'The token comes from https://discord.com/developers/applications: New Application (or yours) → Bot → Reset Token.';

function givenToken({ tokenFile }: InitOptions, { env, cwd }: CliIo, path: string): string | null {
  const file = tokenFile === undefined ? null : resolve(cwd, tokenFile);
  const found = findToken({ token: null, tokenFile: file, configPath: path, env });
  if (found.ok) return found.token;
  throw new OperatorError('init.token', `The token can't be used: ${found.text}.`, { exitCode: 2 });
}

/** Relative where it lies beside the configuration, so that both can be moved. */
function fileSeenFrom(path: string, file: string): string {
  const seen = relative(dirname(path), file);
  return seen.startsWith('..') ? file : seen;
}

/** At once or not at all, and readable by its owner alone. */
function write(path: string, text: string): void {
  const unfinished = `${path}.${process.pid}`;
  try {
    writeFileSync(unfinished, text, { mode: 0o600, flag: 'wx' });
    renameSync(unfinished, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new OperatorError('init.write', `${path} can't be written (${code}).`, {
      hint: 'Name another file with --config.',
      cause: error,
    });
  } finally {
    rmSync(unfinished, { force: true });
  }
}
