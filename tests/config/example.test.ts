import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PermissionFlagsBits } from 'discord.js';
import { parse } from 'yaml';
import { expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { permissionNames } from '../../src/config/permissions.ts';
import { configSchema } from '../../src/config/schema.ts';
import { loadText } from './load-text.ts';

const root = join(import.meta.dirname, '../..');
const text = readFileSync(join(root, 'config.example.yaml'), 'utf8');

interface Section {
  properties?: Record<string, Section>;
  items?: Section;
}

/** Every key of the schema as it stands in a file: indented, in its own line. */
function keysOf({ properties = {}, items }: Section): string[] {
  const keys = Object.entries(properties).flatMap(([key, inner]) => [key, ...keysOf(inner)]);
  return items?.properties !== undefined && 'id' in items.properties ? [...keys, ...keysOf(items)] : keys;
}

test('the example is a valid configuration', () => {
  const { config, warnings } = loadConfig({ path: 'config.example.yaml', env: {}, cwd: root, needToken: false });
  expect(warnings).toEqual([]);
  expect(config.servers[0]?.id).toBe('123456789012345678');
});

test('the example shows every key, if only as a comment, below a comment that explains it', () => {
  const lines = text.split('\n').map((line) => line.replace(/^[\s#-]+/, ''));
  for (const key of keysOf(configSchema as unknown as Section)) {
    expect(
      lines.some((line) => line.startsWith(`${key}:`)),
      key,
    ).toBe(true);
  }
});

test('the keys that the example has as comments are valid too', () => {
  const uncommented = text.replaceAll(/^(\s*)# (token|language|creation_message|close_message): /gm, '$1$2: ');
  expect(uncommented).not.toBe(text);
  const { config } = loadText(uncommented, { MY_BOT_TOKEN: 'abc' });
  expect(config.discord.token).toBe('abc');
  expect(config.servers[0]?.tickets.close_message).toContain('{ticket.id}');
});

test('what the example gives as defaults are the defaults', () => {
  const written = parse(text) as { servers: object[] };
  const [server] = loadText(text).config.servers;
  const ids = { id: server?.id, forum: server?.forum };
  const bare = loadText(JSON.stringify({ servers: [ids] })).config;
  const withoutPath = ({ database: _database, ...rest }: typeof bare) => rest;
  expect(written.servers).toHaveLength(1);
  expect(withoutPath(loadText(text).config)).toEqual(withoutPath(bare));
});

test('permissions bear the names that Discord’s library gives them', () => {
  expect([...permissionNames].sort()).toEqual(Object.keys(PermissionFlagsBits).sort());
});
