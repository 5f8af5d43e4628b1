import { Locale } from 'discord.js';
import { catalogues, say } from '../texts/texts.ts';
import type { Language, TextKey } from '../texts/texts.ts';

/** What Discord calls our languages; people with British English are shown the American one. */
const locales = { en: Locale.EnglishUS, de: Locale.German, fr: Locale.French } satisfies Record<Language, Locale>;

const languages = Object.keys(catalogues) as Language[];

/** A command, or an option of one, as people see it. */
export interface Described {
  readonly description: string;
  readonly options?: readonly Described[] | undefined;
}

interface Localized extends Described {
  readonly description_localizations: Readonly<Record<string, string>>;
}

/** A text in every language, by locale. */
export function inEveryLanguage(key: TextKey): Readonly<Record<string, string>> {
  return byLocale((language) => say(language, key));
}

/**
 * A command with its descriptions in every language. Whoever's Discord speaks another one is shown the given language's; that is
 * listed by its locale, too, since Discord would else take a related locale's.
 * https://docs.discord.com/developers/interactions/application-commands#locale-fallbacks
 */
export function localized(describe: (language: Language) => Described, language: Language): Localized {
  const { options, ...own } = describe(language);
  return {
    ...own,
    description_localizations: byLocale((other) => describe(other).description),
    ...(options === undefined
      ? {}
      : { options: options.map((_, index) => localized(optionAt(describe, index), language)) }),
  };
}

function optionAt(describe: (language: Language) => Described, index: number): (language: Language) => Described {
  return (language) => {
    const option = describe(language).options?.[index];
    if (option === undefined) throw new Error(`A command has fewer options in the language ${language}.`);
    return option;
  };
}

function byLocale(text: (language: Language) => string): Readonly<Record<string, string>> {
  return Object.fromEntries(languages.map((language) => [locales[language], text(language)]));
}
