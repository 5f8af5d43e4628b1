import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { configSchema } from '../src/config/schema.ts';
import { inviteLink, ownPermissions, usualPermissions } from '../src/discord/own-permissions.ts';
import { supportBotPermissions } from '../src/sandbox/scenario.ts';
import { loadText } from './config/load-text.ts';
import { run } from './cli/run.ts';
import { commandReference } from './support/command-reference.ts';

const readme = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8');

interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly default?: unknown;
  readonly description?: string;
}

/** The table as the schema has it: a row for each key that holds a value. */
function rows(schema: Schema, path: string): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, property]) => {
    const name = path === '' ? key : `${path}.${key}`;
    if (property.type === 'object') return rows(property, name);
    const { items } = property;
    if (items?.properties !== undefined && name === 'servers') return rows(items, `${name}[]`);
    return [`| \`${name}\` | ${shownDefault(property.default)} | ${property.description ?? ''} |`];
  });
}

function shownDefault(value: unknown): string {
  if (value === undefined) return 'required';
  if (value === null) return 'none';
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}

/** Prettier pads the cells. */
function withoutPadding(table: string): string[] {
  return table.split('\n').map((line) => line.replaceAll(/ +/g, ' ').trim());
}

describe('the README', () => {
  test.each(rows(configSchema as Schema, ''))('lists %s', (row) => {
    expect(withoutPadding(readme)).toContain(row);
  });

  test('shows a configuration that works', () => {
    const example = /^ *```yaml\n([\s\S]*?)```/m.exec(readme)?.[1] ?? '';
    const { config } = loadText(example.replaceAll(/^ {3}/gm, ''), { DISCORD_TOKEN: 'a-token' });
    expect(config.servers[0]).toMatchObject({ id: '123456789012345678', staff: { roles: ['345678901234567890'] } });
  });

  test('asks for the permissions that the simulated Discord gives the bot, and no other', () => {
    expect(readme).toContain(inviteLink('YOUR_APPLICATION_ID'));
    expect(usualPermissions).toBe(supportBotPermissions);
  });

  test('tells of every permission what it is for, and what does not work without it', () => {
    const table = readme.slice(readme.indexOf('### Permissions'), readme.indexOf('## Everyday use'));
    const listed = withoutPadding(table).filter((line) => /^\| [A-Z]/.test(line));
    expect(listed).toEqual(ownPermissions.map(({ name, purpose, without }) => `| ${name} | ${purpose} | ${without} |`));
  });

  test('lists no key that is not there', () => {
    const listed = withoutPadding(readme).filter((line) => /^\| `[a-z_]+(\[\])?(\.[a-z_]+)*` \| /.test(line));
    expect(listed).toEqual(rows(configSchema as Schema, ''));
  });

  test('lists every command with its options as `--help` does; `npm run reference` writes the list anew', () => {
    const [, listed = ''] = readme.split(/<!-- \/?commands -->/);
    const cells = (table: string) => withoutPadding(table).filter((line) => line.startsWith('| `'));
    expect(cells(listed)).toEqual(cells(commandReference()));
  });

  test.each(exampleCommands())('shows a command that there is, with options that it has: %s', async (line) => {
    const { err } = await run(line.split(' ').slice(1), { cwd: '/nonexistent' });
    expect(err).not.toMatch(/unknown (command|option)|too many arguments|missing required argument/);
  });
});

/** The lines of the shell blocks that call the program, without comments; run where there is no configuration. */
function exampleCommands(): string[] {
  const blocks = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = '']) => block.split('\n'));
  const calls = blocks
    .map((line) => line.replace(/\s+#.*$/, '').trim())
    .filter((line) => line.startsWith('supportmail '));
  return calls.filter((line) => !/^supportmail (start|demo|init)\b/.test(line));
}
