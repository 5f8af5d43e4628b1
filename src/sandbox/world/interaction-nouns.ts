import type { Component, MenuTarget, Message } from './nouns.ts';

/** One of the values that an option offers. */
export interface Choice {
  readonly name: string;
  readonly value: string | number;
}

/** An option of a command as Discord's JSON has it; types 1 and 2 are subcommands and groups of them. */
export interface CommandOption {
  readonly type: number;
  readonly name: string;
  readonly description: string;
  /** By locale. */
  readonly description_localizations?: Readonly<Record<string, string>> | null;
  readonly required?: boolean;
  readonly options?: readonly CommandOption[];
  readonly choices?: readonly Choice[];
  readonly autocomplete?: boolean;
  readonly min_value?: number;
  readonly max_value?: number;
  readonly min_length?: number;
  readonly max_length?: number;
}

/** A command that an application has registered, for one server or (guildId null) everywhere. */
export interface Command {
  readonly id: string;
  readonly applicationId: string;
  readonly guildId: string | null;
  /** 1 slash command, 2 on a user, 3 on a message. */
  readonly type: 1 | 2 | 3;
  readonly name: string;
  readonly description: string;
  readonly options: readonly CommandOption[];
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
  | { readonly type: 'choices'; readonly choices: readonly Choice[] }
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
  /** On what a menu was used, null for everything else. */
  readonly target: MenuTarget | null;
  /** The message whose component was used. */
  readonly sourceMessage: Message | null;
  /** For a form: the interaction that it answered. */
  readonly askedBy: Interaction | null;
  firstAnswer: FirstAnswer | null;
  /** Fixed by the first answer; null before it. */
  ephemeral: boolean | null;
  /** The message behind `@original`, once it exists. */
  original: Message | null;
}
