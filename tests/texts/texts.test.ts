import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';
import { languages } from '../../src/config/schema.ts';
import { catalogues, say } from '../../src/texts/texts.ts';
import type { Language, TextKey } from '../../src/texts/texts.ts';

const allLanguages = Object.keys(catalogues) as Language[];
const allKeys = Object.keys(catalogues.en) as TextKey[];

/** The names of a message's arguments, wherever they stand in it. */
function argumentsOf(language: Language, key: TextKey): string[] {
  const names = new Set<string>();
  const format = new IntlMessageFormat(catalogues[language][key], language, undefined, { ignoreTag: true });
  JSON.stringify(format.getAst(), (_, value: unknown) => {
    const { type, value: name } = (value ?? {}) as { type?: number; value?: unknown };
    // Literals have type 0, `#` has 7; everything else is an argument.
    if (typeof type === 'number' && type !== 0 && type !== 7 && typeof name === 'string') names.add(name);
    return value;
  });
  return [...names].sort();
}

function sourcesOfProject(): string {
  const folder = join(import.meta.dirname, '../../src');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
  return files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
}

test('a sentence is filled in', () => {
  expect(say('en', 'ticket.messageSent', { server: 'Chess' })).toContain('**Chess**');
});

test('what is filled in stays as it is, markup and braces included', () => {
  expect(say('en', 'ticket.messageSent', { server: "<@1> {x} '{y}' <b>" })).toContain("**<@1> {x} '{y}' <b>**");
});

test('a missing argument is an error, for the sentence would be wrong', () => {
  expect(() => say('en', 'ticket.messageSent')).toThrow(/server/);
});

test('the configuration offers the languages that there are texts for', () => {
  expect([...languages]).toEqual(allLanguages);
});

describe.each(allLanguages)('the catalogue %s', (language) => {
  test('has every sentence and no other', () => {
    expect(Object.keys(catalogues[language]).sort()).toEqual([...allKeys].sort());
  });

  test('has a message that can be read for every key, with the arguments of the English one', () => {
    for (const key of allKeys) expect([key, argumentsOf(language, key)]).toEqual([key, argumentsOf('en', key)]);
  });
});

test('every sentence is used', () => {
  const sources = sourcesOfProject();
  expect(allKeys.filter((key) => !sources.includes(`'${key}'`))).toEqual([]);
});
