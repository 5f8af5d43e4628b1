import type { Command, CommandOption } from '../world/interaction-nouns.ts';
import type { OfferedCommand } from './types.ts';

/** https://docs.discord.com/developers/interactions/application-commands#locale-fallbacks */
const fallbacks: Readonly<Record<string, string>> = { 'en-US': 'en-GB', 'en-GB': 'en-US', 'es-419': 'es-ES' };

/** A command as a client of that language shows it; where a text isn't given in it, in the default one. */
export function inLocale({ name, description, options, definition }: Command, locale: string): OfferedCommand {
  return {
    name: textIn(name, definition['name_localizations'], locale),
    description: textIn(description, definition['description_localizations'], locale),
    options: options.map((option) => optionIn(option, locale)),
  };
}

function optionIn(option: CommandOption, locale: string): CommandOption {
  const { description, options } = option;
  return {
    ...option,
    description: textIn(description, option.description_localizations, locale),
    ...(options === undefined ? {} : { options: options.map((one) => optionIn(one, locale)) }),
  };
}

function textIn(text: string, localizations: unknown, locale: string): string {
  const given = (localizations ?? {}) as Readonly<Record<string, string>>;
  return given[locale] ?? given[fallbacks[locale] ?? ''] ?? text;
}
