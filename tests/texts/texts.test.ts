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

test('a tag of the forum stands for one thing, in whatever languages they are, and is as long as Discord allows', () => {
  const kinds = allKeys.filter((key) => key.startsWith('tag.'));
  const names = kinds.flatMap((key) => [...new Set(allLanguages.map((language) => say(language, key)))]);
  expect(names.filter((name, index) => names.indexOf(name) < index || name.length > 20)).toEqual([]);
});

test('the menu is called by the name that it has', () => {
  for (const language of allLanguages) {
    expect(catalogues[language]['post.addressHow']).toContain(`*${say(language, 'menu.sendToUser')}*`);
  }
});

/** Those that are written the same in both. */
const sameInEnglish: readonly string[] = ['fr send.label', 'de post.footer', 'fr post.footer'];

test('everybody is addressed in one way', () => {
  const others: Readonly<Record<Language, RegExp>> = {
    en: /$^/,
    de: /(?<!\p{L})(Ihr|Ihre|Ihnen|Nennt|prüft)(?!\p{L})/u,
    fr: /(?<!\p{L})(tu|ton|ta|tes|toi|tien|écris|choisis)(?!\p{L})/iu,
  };
  const said = allLanguages.flatMap((language) =>
    allKeys.filter((key) => others[language].test(catalogues[language][key])),
  );
  expect(said).toEqual([]);
});

test('no sentence was left in English', () => {
  const others = allLanguages.filter((language) => language !== 'en');
  const same = others.flatMap((language) =>
    allKeys.filter((key) => catalogues[language][key] === catalogues.en[key]).map((key) => `${language} ${key}`),
  );
  expect(same.toSorted()).toEqual(sameInEnglish.toSorted());
});

test('every sentence is used', () => {
  const sources = sourcesOfProject();
  expect(allKeys.filter((key) => !sources.includes(`'${key}'`))).toEqual([]);
});
