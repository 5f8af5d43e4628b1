import { ApplicationCommandType, InteractionType } from 'discord.js';
import type {
  APIChatInputApplicationCommandInteraction,
  APIInteraction,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import type { PersonalCommand } from '../../ticket/personal-commands.ts';
import type { Language } from '../../texts/texts.ts';
import type { Person, ServerId } from '../../ticket/ticket.ts';
import { toPerson } from '../people.ts';

export type PersonalUse = APIChatInputApplicationCommandInteraction;

/** A slash command that anybody uses for themselves, in a server or in their DM. */
export interface PersonalSlashCommand {
  readonly name: string;
  describe(language: Language): Pick<RESTPostAPIChatInputApplicationCommandsJSONBody, 'description' | 'options'>;
  /** `serverId`: the configured server in which it was used. */
  toEvent(use: PersonalUse, serverId: ServerId | null): PersonalCommand & { readonly key: string };
}

/** Whether it is a slash command, wherever it was used. */
export function isSlashUse(interaction: APIInteraction): interaction is PersonalUse {
  return (
    interaction.type === InteractionType.ApplicationCommand &&
    interaction.data.type === ApplicationCommandType.ChatInput
  );
}

/** Who used it, and where. */
export function usedForThemselves(use: PersonalUse, serverId: ServerId | null) {
  return { key: `interaction:${use.id}`, user: whoUsed(use), serverId };
}

/** In a server, Discord tells of a member. */
function whoUsed({ id, member, user }: PersonalUse): Person {
  if (member !== undefined) return toPerson(member.user, member.nick);
  if (user === undefined) throw new Error(`Discord doesn't tell who used the command of interaction ${id}.`);
  return toPerson(user);
}
