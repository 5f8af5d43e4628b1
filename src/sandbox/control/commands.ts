import type { CommandView, OptionView } from '../page/protocol.ts';
import type { CommandPlace, OfferedCommand, OptionValue } from '../scenario/types.ts';
import type { CommandOption } from '../world/interaction-nouns.ts';

// https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-type
const kinds: Record<number, OptionView['kind']> = {
  3: 'string',
  4: 'integer',
  5: 'boolean',
  6: 'user',
  7: 'channel',
  8: 'role',
  9: 'mentionable',
  10: 'number',
  11: 'attachment',
};

/** Offered commands as people meet them: each subcommand is a command of its own. */
export function toCommandViews(offered: readonly OfferedCommand[]): CommandView[] {
  return offered.flatMap(({ name, description, options }) => flatten(name, description, options));
}

function flatten(name: string, description: string, options: readonly CommandOption[]): CommandView[] {
  // 1 subcommand, 2 group of subcommands.
  const below = options.filter(({ type }) => type <= 2);
  if (below.length > 0)
    return below.flatMap((one) => flatten(`${name} ${one.name}`, one.description, one.options ?? []));
  return [{ name, description, options: options.map(toOptionView) }];
}

function toOptionView(option: CommandOption): OptionView {
  return {
    name: option.name,
    description: option.description,
    kind: kinds[option.type] ?? 'string',
    required: option.required === true,
    choices: (option.choices ?? []).map(({ name, value }) => ({ name, value: String(value) })),
    autocomplete: option.autocomplete === true,
  };
}

/** What was typed into a command's fields, as values of the kind that the command declares. */
export function toOptionValues(
  command: CommandView,
  typed: Readonly<Record<string, string>>,
): Record<string, OptionValue> {
  const entries = Object.entries(typed).map(([name, text]) => {
    const kind = command.options.find((option) => option.name === name)?.kind;
    if (kind === 'boolean') return [name, text === 'true'] as const;
    return [name, kind === 'integer' || kind === 'number' ? Number(text) : text] as const;
  });
  return Object.fromEntries(entries);
}

/** `close-request create` in a place: the command's name, and the place with the subcommand. */
export function splitName(name: string, place: CommandPlace): { name: string; place: CommandPlace } {
  const [first = '', ...rest] = name.split(' ');
  return { name: first, place: rest.length === 0 ? place : { ...place, subcommand: rest.join(' ') } };
}
