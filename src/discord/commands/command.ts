import { ApplicationCommandOptionType } from 'discord.js';
import type {
  APIApplicationCommandAutocompleteInteraction,
  APIApplicationCommandBasicOption,
  APIApplicationCommandInteractionDataBasicOption,
  APIChatInputApplicationCommandGuildInteraction,
  APIGuildInteractionWrapper,
  APIMessageApplicationCommandGuildInteraction,
  APIMessageComponentGuildInteraction,
  APIUserApplicationCommandGuildInteraction,
  APIModalInteractionResponseCallbackData,
  APIModalSubmitGuildInteraction,
  APIBaseInteraction,
  InteractionType,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import type { PersonalCommand } from '../../ticket/personal-commands.ts';
import type { BlacklistCommanded } from '../../ticket/blacklist-commands.ts';
import type { Pressed } from '../../desk/ports.ts';
import type { LookUpCommand, ManagerCommand, SnippetUsed, StaffCommand } from '../../ticket/commands.ts';
import type { AnswerTo } from '../../ticket/effects.ts';
import type { CloseRequestAnswered } from '../../ticket/events.ts';
import type { PromptAnswered, PromptChosen, PromptFilledIn } from '../../ticket/prompt-events.ts';
import type { FeedbackRated, FeedbackSent } from '../../ticket/feedback-events.ts';
import type { Language, TextKey } from '../../texts/texts.ts';
import { languageFor, say } from '../../texts/texts.ts';
import { parseDuration } from '../../lib/duration.ts';
import { sayDurationMistake } from '../duration-mistake.ts';
import type { ChannelId, MessageId, Person, ServerId, TicketId, UserId } from '../../ticket/ticket.ts';
import { toPerson } from '../people.ts';
import type { Audience } from '../settings.ts';

export type CommandUse = APIChatInputApplicationCommandGuildInteraction;
export type MenuUse = APIMessageApplicationCommandGuildInteraction;
export type UserMenuUse = APIUserApplicationCommandGuildInteraction;

/** What staff do, with the key by which it counts once. */
export type StaffUse = (StaffCommand | LookUpCommand | SnippetUsed | ManagerCommand | BlacklistCommanded) & {
  readonly key: string;
  readonly pressed?: Pressed;
};

/** What anybody does by commands and buttons. */
export type Used = StaffUse | UserUse;

/** What a user does by a button or a form, with the key by which it counts once. */
export type UserUse = { readonly key: string } & (
  PromptAnswered | PromptChosen | PromptFilledIn | CloseRequestAnswered | FeedbackRated | FeedbackSent | PersonalCommand
);

/** What completes an option: tickets in this state, snippets, categories, or what a setting may be. */
export type Proposed = 'open' | 'closed' | 'all' | 'snippets' | 'categories' | { readonly valuesOf: string };

/** A command that is being filled in. */
export type Typing = Pick<APIApplicationCommandAutocompleteInteraction, 'data'>;

/** A slash command: how Discord offers it, and what using it means. */
export interface SlashCommand {
  readonly kind: 'slash';
  readonly name: string;
  readonly audience: Audience;
  /** Of subcommands that are for others. */
  readonly audiences?: Readonly<Record<string, Audience>>;
  /** What its options propose that are completed. */
  readonly proposes: Proposed | ((typing: Typing) => Proposed);
  describe(language: Language): Pick<RESTPostAPIChatInputApplicationCommandsJSONBody, 'description' | 'options'>;
  toEvent(use: CommandUse, serverId: ServerId): StaffUse | Mistake | Asking;
}

/** A form that must be filled in first: the answer to the command. */
export interface Asking {
  readonly form: APIModalInteractionResponseCallbackData;
}

/** A form of a command, filled in. */
export interface Form {
  readonly name: string;
  readonly audience: Audience;
  /** `about`: what its custom ID says beside its name. */
  toEvent(use: APIModalSubmitGuildInteraction, serverId: ServerId, about: readonly string[]): StaffUse;
}

/** A command in the menu of a message. */
export interface MessageMenu {
  readonly kind: 'message';
  /** By which Discord tells of its use, whatever it is called in the language of who used it. */
  readonly name: string;
  readonly shownAs: TextKey;
  readonly audience: Audience;
  toEvent(use: MenuUse, serverId: ServerId, botId: string): StaffUse;
}

/** A command in the menu of a person. */
export interface UserMenu extends Pick<MessageMenu, 'name' | 'shownAs' | 'audience'> {
  readonly kind: 'user';
  toEvent(use: UserMenuUse, serverId: ServerId): StaffUse | Mistake;
}

export type Command = SlashCommand | MessageMenu | UserMenu;

type GuildUse = APIGuildInteractionWrapper<APIBaseInteraction<InteractionType, unknown>>;

/** Who used something, and where. */
export function usedBy({ id, channel, member }: GuildUse, serverId: ServerId) {
  return {
    key: `interaction:${id}`,
    serverId,
    channelId: (channel?.id ?? '') as ChannelId,
    by: toPerson(member.user, member.nick),
  };
}

/** The message on which a menu was used; `pressed`: what our webhook wrote stands there, which may not be known yet. */
export function usedOn({ data }: MenuUse) {
  const messageId = data.target_id as MessageId;
  const message = data.resolved.messages[data.target_id];
  return { messageId, ...(message?.webhook_id === undefined ? {} : { pressed: { messageId, says: message.content } }) };
}

/** What somebody typed can't be understood; in words, in the language of their Discord. */
export interface Mistake {
  readonly mistake: string;
}

type Options = readonly APIApplicationCommandInteractionDataBasicOption[];

interface WithOptions {
  readonly options?: readonly object[] | undefined;
}
interface WithOptionsIn {
  readonly data: WithOptions;
}
type Level = (WithOptions & { readonly type: 1 | 2; readonly name: string }) | Options[number];

function isSubcommand(one: Level): one is Exclude<Level, Options[number]> {
  const { Subcommand, SubcommandGroup } = ApplicationCommandOptionType;
  return one.type === Subcommand || one.type === SubcommandGroup;
}

/** The options, of the subcommand where one was used. */
function optionsOf({ options = [] }: WithOptions): Options {
  return (options as readonly Level[]).flatMap((one) => (isSubcommand(one) ? optionsOf(one) : [one]));
}

function option({ data }: WithOptionsIn, name: string): Options[number] | undefined {
  return optionsOf(data).find((candidate) => candidate.name === name);
}

/** The user who was chosen, or `null`. */
export function userOption(use: CommandUse, name: string): { readonly id: UserId; readonly isBot: boolean } | null {
  const given = option(use, name);
  if (given?.type !== ApplicationCommandOptionType.User) return null;
  return { id: given.value as UserId, isBot: use.data.resolved?.users?.[given.value]?.bot === true };
}

/** The user or role that was chosen, or `null`. */
export function idOption(use: CommandUse, name: string): string | null {
  const given = option(use, name);
  return given?.type === ApplicationCommandOptionType.Mentionable ? given.value : null;
}

/** The subcommand that was used, with its group, such as `snippets add`; `null`: the command has none. */
export function subcommandOf({ data }: WithOptionsIn): string | null {
  return subcommandIn(data)?.join(' ') ?? null;
}

function subcommandIn({ options = [] }: WithOptions): readonly string[] | null {
  const step = (options as readonly Level[]).find(isSubcommand);
  return step === undefined ? null : [step.name, ...(subcommandIn(step) ?? [])];
}

/** Where an answer goes that takes longer. */
export function answerToOf(
  use: Pick<
    CommandUse | APIModalSubmitGuildInteraction | APIMessageComponentGuildInteraction,
    'id' | 'application_id' | 'token' | 'locale'
  >,
): AnswerTo {
  return {
    interactionId: use.id,
    applicationId: use.application_id,
    token: use.token,
    language: languageFor(use.locale),
  };
}

/** Far longer than any time-string that makes sense. */
export const durationLimit = 100;

/** Whether a value is what is wrong with it. */
export function isMistake(value: object | number | null): value is Mistake {
  return typeof value === 'object' && value !== null && 'mistake' in value;
}

/** A time-string in ms, `null` where it was left out, or what is wrong with it. */
export function durationOption(use: CommandUse, name: string): number | null | Mistake {
  const given = textOption(use, name);
  if (given === null) return null;
  const parsed = parseDuration(given, use.locale);
  return parsed.ok ? parsed.ms : { mistake: sayDurationMistake(parsed, languageFor(use.locale)) };
}

/** The value of a text option, or `null` where it was left out. */
export function textOption(use: WithOptionsIn, name: string): string | null {
  const given = option(use, name);
  return given?.type === ApplicationCommandOptionType.String ? given.value : null;
}

/** The person that an option names, as others read them in the server; `null` where it was left out. */
export function personOption(use: CommandUse, name: string): Person | null {
  const given = option(use, name);
  if (given?.type !== ApplicationCommandOptionType.User) return null;
  const { users = {}, members = {} } = use.data.resolved ?? {};
  const user = users[given.value];
  return user === undefined ? null : toPerson(user, members[given.value]?.nick);
}

/** The channel that was chosen, or `null`. */
export function channelOption(use: CommandUse, name: string): { readonly id: string; readonly type: number } | null {
  const given = option(use, name);
  if (given?.type !== ApplicationCommandOptionType.Channel) return null;
  return use.data.resolved?.channels?.[given.value] ?? null;
}

/** The value of a yes-or-no option, or `null` where it was left out. */
export function optionalFlag(use: WithOptionsIn, name: string): boolean | null {
  const given = option(use, name);
  return given?.type === ApplicationCommandOptionType.Boolean ? given.value : null;
}

/** The value of a yes-or-no option. */
export function flagOption(use: WithOptionsIn, name: string, fallback: boolean): boolean {
  return optionalFlag(use, name) ?? fallback;
}

/** The ticket that was named, or `null`. */
export function ticketNamed({ data }: { readonly data: object }): TicketId | null {
  const given = option({ data }, ticketOptionName);
  // While it is being filled in, it may be anything.
  return typeof given?.value === 'number' ? (given.value as TicketId) : null;
}

/** What has been typed so far into the option that is being filled in. */
export function typedIn(data: Typing['data']): string {
  const focused = focusedOption(data);
  return focused !== undefined && 'value' in focused ? String(focused.value) : '';
}

/** The option that is being filled in. */
export function focusedIn(data: Typing['data']): string | null {
  return focusedOption(data)?.name ?? null;
}

function focusedOption(data: Typing['data']): Options[number] | undefined {
  return optionsOf(data).find((candidate) => 'focused' in candidate && candidate.focused);
}

export const ticketOptionName = 'ticket';

/** The option that names a ticket, since Discord offers no commands in archived posts. */
export function ticketOption(language: Language): APIApplicationCommandBasicOption {
  return {
    type: ApplicationCommandOptionType.Integer,
    name: ticketOptionName,
    description: say(language, 'command.ticket'),
    min_value: 1,
    autocomplete: true,
  };
}
