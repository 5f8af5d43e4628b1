import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { permissions } from '../../src/sandbox/permissions.ts';
import type { Forum } from '../../src/sandbox/world/nouns.ts';
import { run } from '../cli/run.ts';
import { invitedWith, linkIn, newBot } from '../support/new-bot.ts';
import type { NewBot } from '../support/new-bot.ts';

let bot: NewBot;
beforeEach(async () => {
  bot = await newBot();
});
afterEach(async () => bot.stop());

type Result = Awaited<ReturnType<typeof run>>;

async function init(options: readonly string[], env: Record<string, string> = tokenHere()): Promise<Result> {
  return run(['init', '--api-url', bot.sandbox.apiUrl, ...options], { env, cwd: bot.folder });
}

const tokenHere = (): Record<string, string> => ({ DISCORD_TOKEN: bot.application.token });
const configPath = (): string => join(bot.folder, 'config.yaml');

async function inviteFirst(): Promise<void> {
  bot.invite(linkIn((await init(['--create-forum'])).out));
}

function forums(): Forum[] {
  return [...bot.sandbox.world.channels.values()].filter((channel) => channel.type === 15);
}

describe('with every answer as an option', () => {
  test('a bot that is in no server yet is waited for, and gets a private forum and a configuration', async () => {
    const { server, support, application } = bot;
    const link = linkIn((await init(['--create-forum'])).out);
    expect(Object.fromEntries(new URL(link).searchParams)).toEqual({
      client_id: application.applicationId,
      scope: 'bot applications.commands',
      permissions: invitedWith,
    });
    const options = ['--server', server.id, '--staff-role', support.id, '--create-forum', 'help', '--language', 'de'];
    const waiting = init([...options, '--enable-intent', '--wait', '1m']);
    bot.invite(link);
    const { exitCode, out, err } = await waiting;
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(out.split('\n').filter((line) => line.startsWith('✔'))).toEqual([
      '✔ The token is right: it is the bot Lantern Help.',
      '✔ The Message Content Intent is switched on.',
      '✔ The bot is in Lantern Games.',
      '✔ The forum #help is made: only staff and the bot can see it.',
      `✔ ${configPath()} is written; only you can read it.`,
    ]);
    expect(out.trimEnd().split('\n').at(-1)).toBe('Next: supportmail setup');
    expect(application.application.flags & (1 << 19)).not.toBe(0);
    expect(statSync(configPath()).mode & 0o777).toBe(0o600);
    expect(readdirSync(bot.folder)).toEqual(['config.yaml']);
  });

  test('what it writes passes `config check`, shows an editor its schema, and names what the IDs are', async () => {
    await inviteFirst();
    await init(['--create-forum', '--staff-role', bot.support.id]);
    const text = readFileSync(configPath(), 'utf8');
    const check = await run(['config', 'check'], { env: tokenHere(), cwd: bot.folder });
    expect({ exitCode: check.exitCode, err: check.err }).toEqual({
      exitCode: 0,
      err: expect.not.stringContaining('!'),
    });
    expect(text).toContain('\n# yaml-language-server: $schema=config.schema.json\n');
    expect(text).toContain(`        - ${bot.support.id} # Support\n`);
    expect(text).toContain('  - # Lantern Games\n');
    expect(text).not.toContain(bot.application.token);
  });

  test('the forum is hidden from members; staff and the bot take part in it', async () => {
    await inviteFirst();
    await init(['--create-forum', '--staff-role', bot.support.id]);
    const overwrites = forums().flatMap((forum) => forum.overwrites);
    const view = permissions.viewChannel;
    expect(overwrites.filter(({ deny }) => (deny & view) !== 0n).map(({ id }) => id)).toEqual([bot.server.id]);
    expect(overwrites.filter(({ allow }) => (allow & view) !== 0n).map(({ id }) => id)).toEqual([
      bot.server.guild.members.get(bot.application.botUser.id)?.roleIds.values().next().value,
      bot.support.id,
    ]);
  });

  test('run once more, it makes no second forum', async () => {
    await inviteFirst();
    await init(['--create-forum']);
    const { exitCode } = await init(['--create-forum', '--force']);
    expect({ exitCode, forums: forums().length }).toEqual({ exitCode: 0, forums: 1 });
  });

  test('the token may lie in a file, which the configuration then names', async () => {
    await inviteFirst();
    writeFileSync(join(bot.folder, 'token.txt'), `${bot.application.token}\n`, { mode: 0o600 });
    const { exitCode } = await init(['--token-file', 'token.txt', '--create-forum'], {});
    expect(exitCode).toBe(0);
    expect(readFileSync(configPath(), 'utf8')).toContain('  token_file: "token.txt"\n');
  });

  test('an intent that stays off is told', async () => {
    await inviteFirst();
    const { exitCode, out } = await init(['--create-forum', '--no-enable-intent']);
    expect(exitCode).toBe(0);
    expect(out).toContain('! The Message Content Intent is off: only what staff address to the user reaches them.');
    expect(bot.application.application.flags).toBe(0);
  });
});

describe('refused, with what to do, and nothing written:', () => {
  const refusals: [string, (options: NewBot) => readonly string[], number, string][] = [
    ['a language without texts', () => ['--create-forum', '--language', 'xx'], 2, 'There are no texts in "xx".'],
    ['no forum named', () => [], 2, 'Which forum is to hold the tickets?'],
    [
      'a forum that isn’t there',
      () => ['--forum', '1'.repeat(18)],
      2,
      `There is no forum ${'1'.repeat(18)} in Lantern Games.`,
    ],
    [
      'a role that isn’t there',
      () => ['--create-forum', '--staff-role', '5'],
      2,
      'There is no role 5 in Lantern Games.',
    ],
    ['a server that the bot isn’t in', () => ['--server', '7'], 1, "The bot isn't in the server 7 yet."],
    ['an address that is none', () => ['--api-url', 'discord'], 2, '--api-url discord is no address'],
    ['a folder that isn’t there', () => ['--config', 'no/config.yaml'], 2, 'There is no folder'],
    ['a duration that is none', () => ['--wait', 'soon'], 2, 'It is written like 30s, 5m or 1h.'],
  ];
  test.each(refusals)('%s', async (_, options, exitCode, sentence) => {
    await inviteFirst();
    const result = await init(options(bot));
    expect(result.exitCode).toBe(exitCode);
    expect(result.err).toContain(sentence);
    expect(result.err).not.toContain('    at ');
    expect({ isWritten: existsSync(configPath()), forums: forums().length }).toEqual({ isWritten: false, forums: 0 });
  });

  test('a wrong token, which isn’t shown', async () => {
    const { exitCode, out, err } = await init(['--create-forum'], { DISCORD_TOKEN: 'hunter2-hunter2' });
    expect({ exitCode, line: err.split('\n')[0] }).toEqual({ exitCode: 2, line: 'Discord rejects the bot token.' });
    expect(out + err).not.toContain('hunter2');
  });

  test('no token at all', async () => {
    const { exitCode, err } = await init(['--create-forum'], {});
    expect({ exitCode, line: err.split('\n')[0] }).toEqual({ exitCode: 2, line: 'There is no bot token.' });
  });

  test('a configuration that is there already, before Discord is asked', async () => {
    writeFileSync(configPath(), 'mine\n');
    const { exitCode, err } = await init(['--create-forum']);
    expect({ exitCode, line: err.split('\n')[0] }).toEqual({
      exitCode: 2,
      line: `${configPath()} is there already, and stays as it is.`,
    });
    expect(readFileSync(configPath(), 'utf8')).toBe('mine\n');
    expect(bot.sandbox.traffic.exchanges).toEqual([]);
  });

  test('a bot without the permission to make a forum', async () => {
    bot.server.addBot(bot.application, permissions.viewChannel);
    const { exitCode, err } = await init(['--create-forum']);
    expect({ exitCode, line: err.split('\n')[0] }).toEqual({
      exitCode: 1,
      line: expect.stringMatching(/^The bot may not .*Manage Channels/),
    });
    expect(existsSync(configPath())).toBe(false);
  });
});
