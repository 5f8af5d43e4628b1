import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../../src/storage/database.ts';
import type { Database } from '../../../src/storage/database.ts';
import { overridesIn } from '../../../src/storage/overrides.ts';
import type { Override, SettingValue } from '../../../src/ticket/setting.ts';
import type { ServerId, UserId } from '../../../src/ticket/ticket.ts';
import { folderWith, VALID } from '../../config/load-text.ts';
import { run } from '../run.ts';

describe('config check', () => {
  test('says that a valid file is valid, and that a token is still missing', async () => {
    const cwd = folderWith({ 'config.yaml': VALID });
    const { exitCode, out, err } = await run(['config', 'check'], { cwd });
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(out).toMatch(/^✔ \/.*config\.yaml is valid\. There is no bot token yet/);
    expect((await run(['config', 'check'], { cwd, env: { DISCORD_TOKEN: 'x' } })).out).toMatch(/is valid\.\n$/);
  });

  test('lists every mistake and ends with 2', async () => {
    const cwd = folderWith({ 'config.yaml': 'log: 1\nservers: 2\n' });
    const { exitCode, out, err } = await run(['config', 'check'], { cwd });
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err.split('\n').slice(0, 3)).toEqual([
      'There are 2 mistakes in the configuration:',
      expect.stringContaining('config.yaml:1:6 log: ') as string,
      expect.stringContaining('config.yaml:2:10 servers: ') as string,
    ]);
  });

  test.skipIf(process.platform === 'win32')(
    'warns of a token that others can read, and still ends with 0',
    async () => {
      const cwd = folderWith({ 'config.yaml': `discord: { token: abcdefgh }\n${VALID}` });
      chmodSync(join(cwd, 'config.yaml'), 0o644);
      const { exitCode, err } = await run(['config', 'check'], { cwd });
      expect(exitCode).toBe(0);
      expect(err).toMatch(/^Warning: .*chmod 600/);
      expect(err).not.toContain('abcdefgh');
    },
  );
});

describe('config show', () => {
  const text = `database: \${DB}\ndiscord: { status: "a\\nb" }\n${VALID}    tickets: { note_prefix: "" }\n`;

  test('gives every value with its source, and never the token', async () => {
    const cwd = folderWith({ 'config.yaml': text });
    const { exitCode, out } = await run(['config', 'show'], { cwd, env: { DB: '/x.db', DISCORD_TOKEN: 'abcdefgh' } });
    expect(exitCode).toBe(0);
    const lines = out.split('\n').map((line) => line.split(/ {2,}/));
    expect(lines).toContainEqual(['discord.token', 'environment', '(set)']);
    expect(lines).toContainEqual(['database', 'environment', '/x.db']);
    expect(lines).toContainEqual(['discord.status', 'file', 'a⏎b']);
    expect(lines).toContainEqual(['log.level', 'default', 'info']);
    expect(lines).toContainEqual(['servers[0].id', 'file', '123456789012345678']);
    expect(lines).toContainEqual(['servers[0].tickets.note_prefix', 'file', '""']);
    expect(lines).toContainEqual(['servers[0].tickets.ping', 'default', '[]']);
    expect(lines).toContainEqual(['servers[0].tickets.close_message', 'default', 'none']);
    expect(out).not.toContain('abcdefgh');
  });

  test('gives of a form what was written, and no more', async () => {
    const form = '    feedback: { form: [{ type: text, id: why, label: Why? }] }\n';
    const { out } = await run(['config', 'show'], { cwd: folderWith({ 'config.yaml': VALID + form }) });
    const lines = out.split('\n').filter((line) => line.includes('form['));
    expect(lines.map((line) => line.split(/ {2,}/))).toEqual([
      ['servers[0].feedback.form[0].type', 'file', 'text'],
      ['servers[0].feedback.form[0].id', 'file', 'why'],
      ['servers[0].feedback.form[0].label', 'file', 'Why?'],
    ]);
  });

  test('says where the token comes from', async () => {
    const sourceOfToken = async (discord: string, env = {}) => {
      const cwd = folderWith({ 'config.yaml': `discord: ${discord}\n${VALID}`, t: 'abcdefgh' });
      const { out } = await run(['config', 'show', '--json'], { cwd, env });
      expect(out).not.toContain('abcdefgh');
      const values = JSON.parse(out) as { key: string; value: unknown; source: string }[];
      return values.find(({ key }) => key === 'discord.token');
    };
    expect(await sourceOfToken('{ token: abcdefgh }')).toMatchObject({ value: '(set)', source: 'file' });
    expect(await sourceOfToken('{ token: "${T}" }', { T: 'abcdefgh' })).toMatchObject({ source: 'environment' });
    expect(await sourceOfToken('{ token_file: t }')).toMatchObject({ value: '(set)', source: 'token file' });
    expect(await sourceOfToken('{}')).toEqual({ key: 'discord.token', value: null, source: 'default' });
  });
});

const serverId = '123456789012345678' as ServerId;
const at = Date.UTC(2026, 10, 28, 12, 30);

/** A folder with a configuration, and what managers set, in the database of a bot that runs. */
function overriddenBy(values: Readonly<Record<string, SettingValue>>, more = ''): { cwd: string; bot: Database } {
  const cwd = folderWith({ 'config.yaml': `${VALID}${more}` });
  const bot = openDatabase(join(cwd, 'supportmail.db'));
  const by = '223456789012345678' as UserId;
  for (const [name, value] of Object.entries(values)) overridesIn(bot).save(serverId, { name, value, by, at });
  return { cwd, bot };
}
const kept = (bot: Database): readonly string[] =>
  overridesIn(bot)
    .all(serverId)
    .map(({ name }: Override) => name);

describe('what managers set is', () => {
  test('shown in place of what the file says, with who and when', async () => {
    const { cwd } = overriddenBy({ close_message: 'Bye\n{user.name}', 'feedback.enabled': true, note_prefix: '!' });
    const { out, err } = await run(['config', 'show'], { cwd });
    expect(err).toBe('');
    const lines = out.split('\n').map((line) => line.split(/ {2,}/));
    const who = '(set by user 223456789012345678, 2026-11-28 12:30 UTC)';
    expect(lines).toContainEqual(['servers[0].tickets.close_message', 'override', 'Bye⏎{user.name}', who]);
    expect(lines).toContainEqual(['servers[0].feedback.enabled', 'override', 'true', who]);
    expect(lines).toContainEqual(['servers[0].tickets.note_prefix', 'default', '//']);
    const values = JSON.parse((await run(['config', 'show', '--json'], { cwd })).out) as { source: string }[];
    expect(values.filter(({ source }) => source === 'override')).toEqual([
      {
        key: 'servers[0].tickets.close_message',
        value: 'Bye\n{user.name}',
        source: 'override',
        by: '223456789012345678',
        at: '2026-11-28T12:30:00.000Z',
      },
      expect.objectContaining({ key: 'servers[0].feedback.enabled' }),
    ]);
  });

  test('not shown where it has no effect', async () => {
    const { cwd } = overriddenBy({ receipts: false }, '    managers: { may_override: false }\n');
    expect((await run(['config', 'show'], { cwd })).out).not.toContain('  override  ');
    const { cwd: other } = overriddenBy({ receipts: 'sometimes' });
    expect((await run(['config', 'show'], { cwd: other })).out).not.toContain('  override  ');
  });

  test('taken back beside the running bot, by its name or its path, with what it was', async () => {
    const { cwd, bot } = overriddenBy({ close_message: 'Bye', receipts: false, auto_forward: false });
    expect(await run(['config', 'reset', 'close_message'], { cwd })).toEqual({
      exitCode: 0,
      out: '✔ close_message is none again (it was Bye, set by user 223456789012345678, 2026-11-28 12:30 UTC).\n',
      err: '',
    });
    expect(kept(bot)).toEqual(['auto_forward', 'receipts']);
    expect((await run(['config', 'reset', 'servers[0].tickets.receipts'], { cwd })).exitCode).toBe(0);
    expect(kept(bot)).toEqual(['auto_forward']);
  });

  test('taken back altogether without a name', async () => {
    const { cwd, bot } = overriddenBy({ receipts: false, auto_forward: false, unknown_by_now: 'x' });
    const { exitCode, out } = await run(['config', 'reset'], { cwd });
    expect([exitCode, out.split('\n').length]).toEqual([0, 4]);
    expect(kept(bot)).toEqual([]);
    expect(await run(['config', 'reset'], { cwd })).toMatchObject({
      exitCode: 0,
      out: '✔ No manager has set anything: the file holds already.\n',
    });
  });
});

describe('config reset', () => {
  test.each([
    ['receipts', 3, 'No manager has set receipts: the file holds already.\n'],
    ['receipt', 2, 'receipt is nothing that managers can set.\nDid you mean receipts?\n'],
    ['database', 2, 'database is nothing that managers can set.\nThey can set auto_forward, '],
  ])('refuses %s with %i', async (key, exitCode, message) => {
    const { cwd, bot } = overriddenBy({ auto_forward: false });
    const refused = await run(['config', 'reset', key], { cwd });
    expect(refused).toMatchObject({ exitCode, out: '' });
    expect(refused.err).toContain(message);
    expect(kept(bot)).toEqual(['auto_forward']);
  });
});

describe('config schema', () => {
  async function schema(): Promise<object> {
    return JSON.parse((await run(['config', 'schema'])).out) as object;
  }

  test('is a JSON Schema that takes what the program takes', async () => {
    const validate = new Ajv({ strict: false }).compile(await schema());
    const server = { id: 123456789012345680, forum: '234567890123456789' };
    expect(validate({ servers: [server] })).toBe(true);
    expect(validate({ servers: [{ ...server, forum: '${FORUM}' }], language: '${LANGUAGE:-en}' })).toBe(true);
    expect(validate({ servers: [{ ...server, forum: 'general' }] })).toBe(false);
    expect(validate({ servers: [server], databse: 'x' })).toBe(false);
  });

  test('describes every key, for editors show that', async () => {
    const undescribed: string[] = [];
    const visit = (node: unknown, path: string) => {
      const { properties = {}, items } = node as {
        properties?: Record<string, { description?: string }>;
        items?: object;
      };
      for (const [key, inner] of Object.entries(properties)) {
        if (!inner.description) undescribed.push(`${path}.${key}`);
        visit(inner, `${path}.${key}`);
      }
      if (items !== undefined) visit(items, `${path}[]`);
    };
    visit(await schema(), '');
    expect(undescribed).toEqual([]);
  });

  test('can be written beside the configuration that names it', async () => {
    const cwd = folderWith({ 'config.yaml': `# yaml-language-server: $schema=config.schema.json\n${VALID}` });
    writeFileSync(join(cwd, 'config.schema.json'), JSON.stringify(await schema()));
    expect((await run(['config', 'check'], { cwd })).exitCode).toBe(0);
  });
});
