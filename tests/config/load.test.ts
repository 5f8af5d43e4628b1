import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { folderWith, loadText, refusalOf, VALID } from './load-text.ts';

const ID = '123456789012345678';

describe('finding the file', () => {
  test('--config goes before $SUPPORTMAIL_CONFIG, and that before ./config.yaml', () => {
    const status = (text: string) => `discord: { status: ${text} }\n${VALID}`;
    const cwd = folderWith({ 'config.yaml': status('here'), 'env.yaml': status('env'), 'flag.yaml': status('flag') });
    const env = { SUPPORTMAIL_CONFIG: 'env.yaml' };
    const statusOf = (options: { path?: string; env: Record<string, string> }) =>
      loadConfig({ cwd, needToken: false, ...options }).config.discord.status;
    expect(statusOf({ env: {} })).toBe('here');
    expect(statusOf({ env: { SUPPORTMAIL_CONFIG: '' } })).toBe('here');
    expect(statusOf({ env })).toBe('env');
    expect(statusOf({ path: 'flag.yaml', env })).toBe('flag');
    expect(statusOf({ path: join(cwd, 'flag.yaml'), env })).toBe('flag');
  });

  test('a file that is missing is named, with what to do', () => {
    const error = refusalOf(() => loadConfig({ path: 'nope.yaml', env: {}, cwd: folderWith({}), needToken: false }));
    expect(error).toMatchObject({ code: 'config.notFound', exitCode: 2 });
    expect(error.message).toBe('There is no configuration file nope.yaml.');
    expect(error.hint).toContain('config.example.yaml');
  });

  test('a folder is no configuration', () => {
    const cwd = folderWith({});
    mkdirSync(join(cwd, 'config.yaml'));
    const error = refusalOf(() => loadConfig({ env: {}, cwd, needToken: false }));
    expect(error).toMatchObject({ code: 'config.invalid', exitCode: 2 });
    expect(error.message).toContain('is a folder');
  });

  test('a huge file is refused unread', () => {
    expect(refusalOf(() => loadText(' '.repeat(256_001))).message).toContain('larger than 256 kB');
  });
});

test('the smallest configuration gets every default', () => {
  const { config, path, warnings } = loadText(VALID);
  expect(warnings).toEqual([]);
  expect(config).toEqual({
    discord: { token: null, token_file: null, api_url: 'https://discord.com/api', status: 'DM me for help' },
    database: path.replace('config.yaml', 'supportmail.db'),
    language: 'en',
    http: { host: '127.0.0.1', port: null },
    catch_up: { dm_age: '30d', edits_within: '48h' },
    log: { level: 'info', format: 'auto' },
    limits: { dm_opening: { per_minute: 6, per_hour: 30 } },
    retention: null,
    servers: [
      {
        id: ID,
        forum: '234567890123456789',
        language: null,
        staff: { roles: [], permission: 'ModerateMembers' },
        managers: { roles: [], permission: 'ManageGuild', may_override: true },
        tickets: {
          enabled: true,
          ping: [],
          creation_message: null,
          close_message: null,
          post_title: '#{ticket.id} · {user.name}',
          receipts: true,
          user_files: 'media',
          note_prefix: '//',
          anonymous_replies: 'optional',
          anonymous_tickets: false,
          confirm: false,
          max_open_per_user: 1,
          min_account_age: '0s',
          min_membership: '0s',
          staff_alias: null,
          allowed_bots: [],
          grace: '10m',
          reopen_within: '30d',
          inactivity: { remind_after: null, close_after: null },
          flood: { tickets: 10, within: '1m' },
          auto_archive: '7d',
          schedule: null,
          auto_forward: true,
        },
        categories: [],
        blacklist: { notify: true, immune: [] },
        feedback: { enabled: false, channel: null, thank_you: null, form: [], rating_tags: false },
        panel: {
          title: null,
          description: null,
          color: null,
          image: null,
          button: { label: null, emoji: null, style: 'primary' },
        },
      },
    ],
  });
});

test('defaults are made anew for each configuration', () => {
  loadText(VALID).config.servers[0]?.staff.roles.push('1');
  expect(loadText(VALID).config.servers[0]?.staff.roles).toEqual([]);
});

test.each(
  ['9007199254740993', '18446744073709551615', '12345678901234567'].flatMap((id) => [[id], [`"${id}"`], [`'${id}'`]]),
)('the ID %s keeps every digit when it is long enough', (written) => {
  const digits = written.replaceAll(/\D/g, '');
  const load = () => loadText(`servers:\n- id: ${written}\n  forum: 234567890123456789\n`);
  if (digits.length < 17) expect(refusalOf(load).message).toContain(digits);
  else expect(load().config.servers[0]?.id).toBe(digits);
});

test('a section with nothing but comments is a section left out', () => {
  const { config } = loadText(`log:\n  # level: debug\ndiscord:\n${VALID}    staff:\n    tickets:\n      ping:\n`);
  expect(config.log.level).toBe('info');
  expect(config.servers[0]?.tickets.ping).toEqual([]);
});

test('anchors and aliases work', () => {
  const { config } = loadText(`${VALID}    staff: &who { roles: [345678901234567890] }\n    managers: *who\n`);
  expect(config.servers[0]?.managers.roles).toEqual(['345678901234567890']);
});

test('the byte order mark of Windows and its line ends do no harm', () => {
  expect(loadText(`\uFEFF${VALID.replaceAll('\n', '\r\n')}`).config.servers[0]?.id).toBe(ID);
});

describe('values from the environment', () => {
  const status = (text: string, env: Record<string, string> = {}) =>
    loadText(`discord: { status: '${text}' }\n${VALID}`, env).config.discord.status;

  test('are put in', () => {
    expect(status('${A} and ${B}', { A: 'one', B: 'two' })).toBe('one and two');
  });

  test('are not expanded a second time', () => {
    expect(status('${A}', { A: '${B}', B: 'no' })).toBe('${B}');
  });

  test('have a default where the variable is unset or empty', () => {
    expect(status('${A:-x}')).toBe('x');
    expect(status('${A:-x}', { A: '' })).toBe('x');
    expect(status('${A:-}')).toBe('');
    expect(status('${A:-x}', { A: 'set' })).toBe('set');
    expect(status('${A}', { A: '' })).toBe('');
  });

  test('are not meant where a second dollar sign says so', () => {
    expect(status('$${A} $5 $A')).toBe('${A} $5 $A');
  });

  test('may be IDs', () => {
    const text = 'servers:\n- id: ${SERVER}\n  forum: 234567890123456789\n';
    expect(loadText(text, { SERVER: ID }).config.servers[0]?.id).toBe(ID);
  });
});

describe('paths', () => {
  test('are relative to the file, not to the working folder', () => {
    const folder = folderWith({
      'c.yaml': `database: data/x.db\ndiscord: { token_file: t.txt }\n${VALID}`,
      't.txt': 'abc\n',
    });
    const { config } = loadConfig({ path: join(folder, 'c.yaml'), env: {}, cwd: '/', needToken: true });
    expect(config.database).toBe(join(folder, 'data/x.db'));
    expect(config.discord.token_file).toBe(join(folder, 't.txt'));
  });

  test('a database in memory stays in memory', () => {
    expect(loadText(`database: ':memory:'\n${VALID}`).config.database).toBe(':memory:');
  });
});

test.each([
  ['https://discord.com/api/v10', 'https://discord.com/api'],
  ['https://discord.com/api/v10/', 'https://discord.com/api'],
  ['https://discord.com/api//', 'https://discord.com/api'],
  ['http://127.0.0.1:8080/api', 'http://127.0.0.1:8080/api'],
  ['http://[::1]:8080', 'http://[::1]:8080'],
  ['HTTPS://Proxy.Example/', 'https://proxy.example'],
])('the API address %s becomes %s', (written, normal) => {
  expect(loadText(`discord: { api_url: '${written}' }\n${VALID}`).config.discord.api_url).toBe(normal);
});

describe('the token', () => {
  const token = (text: string, env: Record<string, string> = {}) =>
    loadText(text + VALID, env, true).config.discord.token;

  test('comes from the file, before the environment', () => {
    expect(token('discord: { token: abc }\n', { DISCORD_TOKEN: 'env' })).toBe('abc');
  });

  test('comes from $DISCORD_TOKEN, without the line end that came with it', () => {
    expect(token('', { DISCORD_TOKEN: ' env\n' })).toBe('env');
  });

  test('comes from token_file, before the environment', () => {
    const cwd = folderWith({ 'config.yaml': `discord: { token_file: t }\n${VALID}`, t: 'from-file\n' });
    const env = { DISCORD_TOKEN: 'env' };
    expect(loadConfig({ env, cwd, needToken: true }).config.discord.token).toBe('from-file');
  });

  test('may be missing where nobody needs it', () => {
    expect(loadText(VALID).config.discord.token).toBeNull();
    expect(refusalOf(() => token('')).message).toContain('config.yaml:1:1 discord.token: is missing');
    expect(refusalOf(() => token('log:\ndiscord:\n  status: x\n')).message).toContain(
      'config.yaml:3:3 discord.token: is missing',
    );
  });
});

describe.skipIf(process.platform === 'win32')('who else can read the token', () => {
  const withMode = (mode: number, text: string, env: Record<string, string> = {}) => {
    const cwd = folderWith({ 'config.yaml': text + VALID, t: 'abc' });
    chmodSync(join(cwd, 'config.yaml'), mode);
    chmodSync(join(cwd, 't'), 0o644);
    return loadConfig({ env, cwd, needToken: false }).warnings;
  };

  test('is warned about where the configuration holds it', () => {
    expect(withMode(0o644, 'discord: { token: abc }\n')).toEqual([
      expect.stringMatching(/config\.yaml holds the bot token and can be read by others .* chmod 600/) as string,
    ]);
    expect(withMode(0o600, 'discord: { token: abc }\n')).toEqual([]);
  });

  test('is warned about where a token file holds it', () => {
    expect(withMode(0o600, 'discord: { token_file: t }\n')).toHaveLength(1);
  });

  test('matters not where it comes from the environment', () => {
    expect(withMode(0o644, 'discord: { token: "${T}" }\n', { T: 'abc' })).toEqual([]);
    expect(withMode(0o644, '', { DISCORD_TOKEN: 'abc' })).toEqual([]);
  });
});
