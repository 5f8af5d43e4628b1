import type { APIApplicationCommandOption, APIApplicationCommandOptionChoice } from 'discord-api-types/v10';
import type { Component, Message } from './nouns.ts';

/** A command that an application has registered, for one server or (guildId null) everywhere. */
export interface Command {
  readonly id: string;
  readonly applicationId: string;
  readonly guildId: string | null;
  /** 1 slash command, 2 on a user, 3 on a message. */
  readonly type: 1 | 2 | 3;
  readonly name: string;
  readonly description: string;
  readonly options: APIApplicationCommandOption[];
  /** Permissions a member needs; null: everyone may. 0n: administrators only. */
  readonly defaultMemberPermissions: bigint | null;
  /** 0 servers, 1 the bot's DM, 2 other DMs; null: everywhere. */
  readonly contexts: readonly number[] | null;
  readonly version: string;
  /** Everything else of the definition, returned as it came. */
  readonly definition: Record<string, unknown>;
}

/** A form that the bot asks a person to fill in. */
export interface Modal {
  readonly title: string;
  readonly customId: string;
  readonly components: Component[];
  /** The interaction that it answers: a submission belongs to the same place. */
  readonly interactionId: string;
}

/** What a bot answered first to an interaction. */
export type FirstAnswer =
  | { readonly type: 'message'; readonly message: Message }
  | { readonly type: 'deferred' }
  | { readonly type: 'deferredUpdate' }
  | { readonly type: 'updated'; readonly message: Message }
  | { readonly type: 'choices'; readonly choices: APIApplicationCommandOptionChoice[] }
  | { readonly type: 'modal'; readonly modal: Modal };

/** One use of a command, component, form or completion, and how far its answer has got. */
export interface Interaction {
  readonly id: string;
  readonly token: string;
  readonly applicationId: string;
  /** 2 command, 3 component, 4 autocomplete, 5 modal submission. */
  readonly type: 2 | 3 | 4 | 5;
  readonly userId: string;
  readonly guildId: string | null;
  readonly channelId: string;
  readonly createdAt: number;
  /** The `data` object of the gateway event. */
  readonly payload: Record<string, unknown>;
  readonly commandName: string | null;
  /** The message whose component was used. */
  readonly sourceMessage: Message | null;
  firstAnswer: FirstAnswer | null;
  /** Fixed by the first answer; null before it. */
  ephemeral: boolean | null;
  /** The message behind `@original`, once it exists. */
  original: Message | null;
}
