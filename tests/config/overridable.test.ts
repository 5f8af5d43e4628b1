import { describe, expect, test } from 'vitest';
import { OperatorError } from '../../src/lib/errors.ts';
import {
  inputFor,
  isTaken,
  overridableNames,
  readValue,
  valueInFile,
  withValues,
} from '../../src/config/overridable.ts';
import type { OverridableName, OverridableValue } from '../../src/config/overridable.ts';
import { settingNames } from '../../src/ticket/setting.ts';
import { loadText, VALID } from './load-text.ts';

const sections: Partial<Record<OverridableName, string>> = { 'feedback.enabled': 'feedback' };

/** A file that says the same. */
function fileWith(name: OverridableName, value: OverridableValue): string {
  const key = name.replace(/^feedback\./, '');
  return `${VALID}    ${sections[name] ?? 'tickets'}: ${JSON.stringify({ [key]: value })}\n`;
}

function isTakenByFile(name: OverridableName, value: OverridableValue): boolean {
  try {
    loadText(fileWith(name, value));
    return true;
  } catch (error) {
    if (error instanceof OperatorError) return false;
    throw error;
  }
}

/** Text as people might type it anywhere. */
const typed = [
  'true',
  'false',
  'yes',
  'null',
  'always',
  'never',
  'optional',
  'Harbour team',
  'x'.repeat(80),
  'x'.repeat(81),
  'x'.repeat(2000),
  '🚢'.repeat(2000),
  'x'.repeat(2001),
  'Hello {user.name} {{',
  'Hello {staff.name}',
  'Hello {user',
  '{',
  'two\nlines',
];

describe.each(overridableNames)('%s', (name) => {
  test.each(typed)('takes %j where the file does, and as the same', (text) => {
    const { type } = inputFor(name);
    const meant = type === 'choice' && (text === 'true' || text === 'false') && name !== 'anonymous_replies';
    const value = meant ? text === 'true' : text;
    const read = readValue(name, text);
    expect(read.ok).toBe(isTakenByFile(name, value));
    expect(isTaken({ name, value })).toBe(read.ok);
    if (read.ok) expect(read.value).toBe(value);
  });

  test('holds in place of what the file says, as if the file said it', () => {
    const value = inputFor(name).type === 'text' ? 'Words' : readChoice(name);
    const { config } = loadText(VALID);
    const [server] = config.servers;
    if (server === undefined) throw new Error('There is no server');
    const { config: other } = loadText(fileWith(name, value));
    expect(withValues(server, [{ name, value }])).toEqual(other.servers[0]);
    expect(server).toEqual(config.servers[0]);
  });

  test('is found in the file, by its path', () => {
    const value = inputFor(name).type === 'text' ? 'Words' : readChoice(name);
    const path = `servers[0].${name === 'feedback.enabled' ? name : `tickets.${name}`}`;
    expect(valueInFile(loadText(fileWith(name, value)), 0, name)).toEqual({ path, value, source: 'file' });
    expect(valueInFile(loadText(VALID), 0, name)).toMatchObject({ path, source: 'default' });
  });
});

/** One that isn't the default. */
function readChoice(name: OverridableName): OverridableValue {
  const { config } = loadText(VALID);
  const before = valueInFile({ config, places: new Map() }, 0, name).value;
  const input = inputFor(name);
  const words = input.type === 'choice' ? input.values : [];
  const read = readValue(name, words.find((word) => word !== String(before)) ?? '');
  if (!read.ok) throw new Error(`${name} takes none of its own words`);
  return read.value;
}

test('what Discord offers is what there is', () => {
  expect([...settingNames]).toEqual(overridableNames);
});

test('a text from the environment is told to be one', () => {
  const loaded = loadText(`${VALID}    tickets: { staff_alias: "\${CREW}" }\n`, { CREW: 'Pilots' });
  expect(valueInFile(loaded, 0, 'staff_alias')).toMatchObject({ value: 'Pilots', source: 'environment' });
});
