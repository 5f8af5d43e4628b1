import { ApplicationCommandOptionType } from 'discord.js';
import type { APIApplicationCommandBasicOption, APIApplicationCommandSubcommandOption } from 'discord.js';
import { say } from '../../texts/texts.ts';
import type { Language } from '../../texts/texts.ts';
import type { BlacklistWish, Named } from '../../ticket/blacklist-commands.ts';
import type { ServerId, UserId } from '../../ticket/ticket.ts';
import {
  durationLimit,
  durationOption,
  idOption,
  isMistake,
  subcommandOf,
  textOption,
  ticketNamed,
  ticketOption,
  usedBy,
} from './command.ts';
import type { CommandUse, Mistake, SlashCommand, StaffUse } from './command.ts';

/** Leaves room for the sentences around it. */
const reasonLimit = 500;

/** `/blacklist`: who opens no new tickets. */
export const blacklist: SlashCommand = {
  kind: 'slash',
  name: 'blacklist',
  audience: 'staff',
  audiences: { clear: 'managers' },
  proposes: 'all',
  describe: (language) => ({
    description: say(language, 'command.blacklist.description'),
    options: [
      subcommand('add', say(language, 'command.blacklist.add'), [
        ...whom(language),
        {
          type: ApplicationCommandOptionType.String,
          name: 'reason',
          description: say(language, 'command.blacklist.reason'),
          max_length: reasonLimit,
        },
        {
          type: ApplicationCommandOptionType.String,
          name: 'expires',
          description: say(language, 'command.blacklist.expires'),
          max_length: durationLimit,
        },
      ]),
      subcommand('remove', say(language, 'command.blacklist.remove'), whom(language)),
      subcommand('check', say(language, 'command.blacklist.check'), whom(language)),
      subcommand('list', say(language, 'command.blacklist.list'), []),
      subcommand('clear', say(language, 'command.blacklist.clear'), []),
    ],
  }),
  toEvent: (use, serverId) => {
    const wish = wishOf(use);
    return isMistake(wish) ? wish : blacklistUse(use, serverId, wish);
  },
};

/** What somebody wants of the blacklist, by a command or a button. */
export function blacklistUse(use: Parameters<typeof usedBy>[0], serverId: ServerId, wish: BlacklistWish): StaffUse {
  return { ...usedBy(use, serverId), type: 'blacklistCommanded', wish };
}

function wishOf(use: CommandUse): BlacklistWish | Mistake {
  switch (subcommandOf(use)) {
    case 'add': {
      const endsInMs = durationOption(use, 'expires');
      if (isMistake(endsInMs)) return endsInMs;
      return { type: 'add', named: named(use), reason: textOption(use, 'reason'), endsInMs };
    }
    case 'remove':
      return { type: 'remove', named: named(use) };
    case 'check':
      return { type: 'check', named: named(use) };
    case 'clear':
      return { type: 'clear' };
    default:
      return { type: 'list', page: 0 };
  }
}

function named(use: CommandUse): Named {
  return { target: targetOf(use), ticketId: ticketNamed(use) };
}

function targetOf(use: CommandUse): Named['target'] {
  const id = idOption(use, 'target');
  if (id === null) return null;
  const { roles, members } = use.data.resolved ?? {};
  if (roles?.[id] !== undefined) return { type: 'role', id };
  return { type: 'user', id: id as UserId, roleIds: members?.[id]?.roles ?? [] };
}

function whom(language: Language): APIApplicationCommandBasicOption[] {
  return [
    {
      type: ApplicationCommandOptionType.Mentionable,
      name: 'target',
      description: say(language, 'command.blacklist.target'),
    },
    ticketOption(language),
  ];
}

function subcommand(
  name: string,
  description: string,
  options: APIApplicationCommandBasicOption[],
): APIApplicationCommandSubcommandOption {
  return { type: ApplicationCommandOptionType.Subcommand, name, description, options };
}
