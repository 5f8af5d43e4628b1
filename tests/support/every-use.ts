import { ApplicationCommandOptionType } from 'discord.js';
import type { APIApplicationCommandOption } from 'discord.js';
import { commands, personalCommands } from '../../src/discord/commands/index.ts';
import type { DemoWorld } from '../../src/sandbox/scenario.ts';
import type { OptionValue } from '../../src/sandbox/scenario/types.ts';

/** For whom something is, by the specification, whatever the code says. */
export type For = 'everyone' | 'staff' | 'managers';

/** A way to use the bot by a command. */
export interface SlashUse {
  /** With its subcommand. */
  readonly name: string;
  readonly for: For;
  readonly values?: (world: DemoWorld) => Readonly<Record<string, OptionValue>>;
  /** What whoever uses it once more, right behind, is told; without it, the same. */
  readonly again?: RegExp;
}

/** Every slash command, in an order in which each one finds something to do. */
export const slashUses: readonly SlashUse[] = [
  { name: 'ticket info', for: 'staff' },
  { name: 'ticket history', for: 'staff' },
  { name: 'ticket transcript', for: 'staff' },
  { name: 'ticket search', for: 'staff', values: () => ({ query: 'Hello' }) },
  { name: 'ticket move', for: 'staff', values: () => ({ category: 'boats' }), again: /in \*\*Boats\*\* already/ },
  { name: 'claim', for: 'staff', again: /You handle ticket 1 already/ },
  { name: 'unclaim', for: 'staff', again: /Nobody in particular/ },
  { name: 'watch', for: 'staff', again: /You are not pinged/ },
  { name: 'note', for: 'staff', values: () => ({ text: 'A note' }) },
  { name: 'send', for: 'staff', values: () => ({ message: 'A message' }) },
  { name: 'snippet', for: 'staff', values: () => ({ name: 'hello' }) },
  {
    name: 'contact',
    for: 'staff',
    values: ({ members }) => ({ user: members[2].id, category: 'boats', message: 'Hello' }),
  },
  {
    name: 'blacklist add',
    for: 'staff',
    values: ({ members }) => ({ target: members[1].id }),
    again: /replaces an earlier entry/,
  },
  { name: 'blacklist check', for: 'staff', values: ({ members }) => ({ target: members[1].id }) },
  { name: 'blacklist list', for: 'staff' },
  {
    name: 'blacklist remove',
    for: 'staff',
    values: ({ members }) => ({ target: members[1].id }),
    again: /Not on the blacklist/,
  },
  { name: 'blacklist clear', for: 'managers' },
  { name: 'close-request create', for: 'staff', again: /has been asked already/ },
  { name: 'close-request delete', for: 'staff', again: /has no open close request/ },
  { name: 'close', for: 'staff', again: /closed already/ },
  { name: 'reopen', for: 'staff', values: () => ({ ticket: 1 }), again: /is open/ },
  { name: 'config show', for: 'managers' },
  { name: 'config set', for: 'managers', values: () => ({ key: 'receipts', value: 'false' }) },
  { name: 'config reset', for: 'managers', values: () => ({ key: 'receipts' }), again: /Nothing was set/ },
  { name: 'config pause', for: 'managers', values: () => ({ for: '1h' }) },
  { name: 'config resume', for: 'managers', again: /were taken all the time/ },
  { name: 'config panel', for: 'managers', values: ({ lounge }) => ({ channel: lounge.id }) },
  { name: 'config snippets add', for: 'managers', values: () => ({ name: 'welcome' }) },
  { name: 'config snippets edit', for: 'managers', values: () => ({ name: 'hello' }) },
  { name: 'config snippets list', for: 'managers' },
  { name: 'config snippets remove', for: 'managers', values: () => ({ name: 'hello' }), again: /no snippet/i },
  { name: 'help', for: 'everyone' },
  { name: 'preferences language', for: 'everyone', values: () => ({ language: 'en' }) },
  { name: 'preferences auto-redirect', for: 'everyone', values: () => ({ enabled: false }) },
  { name: 'create-ticket', for: 'everyone' },
];

/** Every command in the menu of a message or a person. All are for staff. */
export const menuUses = ['Send to user', 'Edit reply', 'Delete reply', 'Message user', 'Tickets of user'] as const;

interface Known {
  readonly name: string;
  readonly options: readonly APIApplicationCommandOption[];
}

function leavesOf(name: string, options: readonly APIApplicationCommandOption[] = []): readonly Known[] {
  const { Subcommand, SubcommandGroup } = ApplicationCommandOptionType;
  const below = options.flatMap((option) =>
    option.type === Subcommand || option.type === SubcommandGroup
      ? leavesOf(`${name} ${option.name}`, option.options)
      : [],
  );
  return below.length > 0 ? below : [{ name, options }];
}

/** Every slash command that the bot offers, each subcommand by itself, with its options. */
export function knownCommands(): readonly Known[] {
  const own = commands.flatMap((one) => (one.kind === 'slash' ? [one] : []));
  return [...own, ...personalCommands].flatMap(({ name, describe }) => leavesOf(name, describe('en').options));
}

/** Every menu that the bot offers. */
export function knownMenus(): readonly string[] {
  return commands.flatMap(({ kind, name }) => (kind === 'slash' ? [] : [name]));
}
