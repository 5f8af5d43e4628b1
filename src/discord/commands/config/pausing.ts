import { ApplicationCommandOptionType } from 'discord.js';
import type { APIApplicationCommandSubcommandOption } from 'discord.js';
import { parseEnd } from '../../../lib/end-time.ts';
import { languageFor, say } from '../../../texts/texts.ts';
import type { Language } from '../../../texts/texts.ts';
import type { ServerId } from '../../../ticket/ticket.ts';
import { sayDurationMistake } from '../../duration-mistake.ts';
import { madeAt } from '../../snowflakes.ts';
import { durationLimit, subcommandOf, textOption, usedBy } from '../command.ts';
import type { CommandUse, Mistake, StaffUse } from '../command.ts';

/** Leaves room for the sentence around it. */
const reasonLimit = 1000;

/** `/config pause` and `resume`. */
export function pausingSubcommands(language: Language): readonly APIApplicationCommandSubcommandOption[] {
  const subcommand = ApplicationCommandOptionType.Subcommand;
  return [
    {
      type: subcommand,
      name: 'pause',
      description: say(language, 'command.config.pause'),
      options: [
        {
          type: ApplicationCommandOptionType.String,
          name: 'for',
          description: say(language, 'command.config.pause.for'),
          max_length: durationLimit,
        },
        {
          type: ApplicationCommandOptionType.String,
          name: 'reason',
          description: say(language, 'command.config.pause.reason'),
          max_length: reasonLimit,
        },
      ],
    },
    { type: subcommand, name: 'resume', description: say(language, 'command.config.resume') },
  ];
}

/** What using one of them means; `null`: none of them was used. */
export function pausingUse(use: CommandUse, serverId: ServerId): StaffUse | Mistake | null {
  const used = usedBy(use, serverId);
  switch (subcommandOf(use)) {
    case 'pause': {
      const typed = textOption(use, 'for');
      const end = typed === null ? null : parseEnd(typed, madeAt(use.id), use.locale);
      if (end?.ok === false) return { mistake: sayDurationMistake(end, languageFor(use.locale)) };
      return { ...used, type: 'pauseCommanded', endsAt: end?.at ?? null, reason: textOption(use, 'reason') };
    }
    case 'resume':
      return { ...used, type: 'resumeCommanded' };
    default:
      return null;
  }
}
