import { ApplicationCommandOptionType } from 'discord.js';
import type {
  APIChatInputApplicationCommandGuildInteraction,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import type { CloseCommanded } from '../../ticket/events.ts';
import type { Language } from '../../texts/texts.ts';

export type CommandUse = APIChatInputApplicationCommandGuildInteraction;

/** A slash command: how Discord offers it, and what using it means. */
export interface Command {
  readonly name: string;
  readonly forStaff: boolean;
  describe(language: Language): Pick<RESTPostAPIChatInputApplicationCommandsJSONBody, 'description' | 'options'>;
  toEvent(use: CommandUse): CloseCommanded & { readonly key: string };
}

/** The value of a text option, or `null` where it was left out. */
export function textOption({ data }: CommandUse, name: string): string | null {
  const option = data.options?.find((candidate) => candidate.name === name);
  return option?.type === ApplicationCommandOptionType.String ? option.value : null;
}

/** The value of a yes-or-no option. */
export function flagOption({ data }: CommandUse, name: string, fallback: boolean): boolean {
  const option = data.options?.find((candidate) => candidate.name === name);
  return option?.type === ApplicationCommandOptionType.Boolean ? option.value : fallback;
}
