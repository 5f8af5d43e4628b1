import { IntlMessageFormat } from 'intl-messageformat';
import de from './de.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };
import fr from './fr.json' with { type: 'json' };

export type TextKey = keyof typeof en;
export type TextArguments = Readonly<Record<string, string | number>>;

/** Every sentence in every language. A new language is a file beside `en.json`, a line here, and its words in `lib/duration-words.ts`. */
export const catalogues = { en, de, fr } satisfies Record<string, Record<TextKey, string>>;

export type Language = keyof typeof catalogues;

// Parsing a message costs far more than filling it in.
const formatters = new Map<string, IntlMessageFormat>();

/** Gives a sentence in a language, filled in. A missing argument throws: the sentence would be wrong without it. */
export function say(language: Language, key: TextKey, values: TextArguments = {}): string {
  const id = `${language} ${key}`;
  const formatter = formatters.get(id) ?? createFormatter(language, key);
  formatters.set(id, formatter);
  return String(formatter.format(values));
}

function createFormatter(language: Language, key: TextKey): IntlMessageFormat {
  // Discord's own markup (`<@id>`, `<t:…>`) would else be taken for XML tags.
  return new IntlMessageFormat(catalogues[language][key], language, undefined, { ignoreTag: true });
}

/** The language for somebody whose Discord speaks this locale, such as `de` or `en-GB`. */
export function languageFor(locale: string): Language {
  const [language = ''] = locale.split('-');
  return Object.hasOwn(catalogues, language) ? (language as Language) : 'en';
}
