import { ApplicationCommandType, InteractionType, MessageFlags } from 'discord.js';
import type {
  APIApplicationCommandAutocompleteInteraction,
  APIInteraction,
  APIMessageComponentInteraction,
  APIModalSubmitDMInteraction,
  APIModalSubmitGuildInteraction,
  REST,
} from 'discord.js';
import type { Reply } from '../desk/command-work.ts';
import { languageFor, say } from '../texts/texts.ts';
import type { Statement } from '../ticket/statement.ts';
import type { MessageId, ServerId } from '../ticket/ticket.ts';
import type { Pressed } from '../desk/ports.ts';
import { personalButtons, staffButtons, userButtons, userForms } from './buttons/index.ts';
import type { StaffPress, UserPress } from './buttons/button.ts';
import { isMistake, subcommandOf, typedIn } from './commands/command.ts';
import { giveAnswer } from './giving.ts';
import { commands, forms, personalCommands } from './commands/index.ts';
import { isSlashUse } from './commands/personal.ts';
import type {
  Asking,
  CommandUse,
  MenuUse,
  Mistake,
  Proposed,
  SlashCommand,
  StaffUse,
  Typing,
  Used,
  UserMenuUse,
} from './commands/command.ts';
import { readCustomId } from './custom-ids.ts';
import { ask, completeWith, respond, showMessage } from './responding.ts';
import { mayUse } from './settings.ts';
import { usedAt } from './used-at.ts';
import type { UsedAt } from './used-at.ts';
import type { Audience, ServerSettings } from './settings.ts';

export interface InteractionParts {
  readonly rest: Pick<REST, 'request'>;
  /** The bot's own user ID. */
  botId(): string;
  /** The configured servers that something may be for that was used there: the one that is meant first. */
  serversAt(place: UsedAt): readonly ServerSettings[];
  handle(event: Used): Promise<Reply | null>;
  /** What a server has that fits what was typed so far, at most 25. */
  proposals(serverId: ServerId, which: Proposed, text: string): readonly Proposal[];
  /** The answer is there for all to see, as this message. */
  onAnswered(entryId: number, messageId: string | null): void;
  /** It could not be given (`false`), or nobody knows (`null`). */
  onUnanswered(entryId: number, wasGiven: false | null): void;
  /** Something broke inside; gives a short ID under which the log has it. */
  onBug(error: unknown, interaction: APIInteraction): string;
}

/** What an option may be completed to. */
export interface Proposal {
  readonly name: string;
  readonly value: string | number;
}

/** Answers interactions: once each, within Discord's three seconds, from what the desk decides. */
export interface Interactions {
  answer(interaction: APIInteraction): void;
  /** Resolves when every answer that is under way was given, or couldn't be. */
  settled(): Promise<void>;
}

/** Makes what answers interactions. */
export function createInteractions(parts: InteractionParts): Interactions {
  const underWay = new Set<Promise<void>>();
  return {
    answer: (interaction) => {
      const answering = answer(interaction, parts)
        .catch((error: unknown) => void parts.onBug(error, interaction))
        .finally(() => underWay.delete(answering));
      underWay.add(answering);
    },
    settled: async () => void (await Promise.all(underWay)),
  };
}

/** Something of ours that was used, and what it means; `server`: where staff used it, `null` in a DM. */
interface Use {
  readonly interaction: APIInteraction & { readonly locale: string };
  readonly server: ServerSettings | null;
  /** Why whoever used it may not; `null`: they may. */
  readonly refusal: Statement | null;
  readonly toEvent: () => Used | Mistake | Asking;
}

async function answer(interaction: APIInteraction, parts: InteractionParts): Promise<void> {
  if (interaction.type === InteractionType.ApplicationCommandAutocomplete) return propose(interaction, parts);
  if (!('locale' in interaction)) return;
  const use = usedIn(interaction, parts);
  // Of an earlier version, or made up: whoever pressed it learns that, and needn't wait for Discord to say that nothing answers.
  if (use === null) {
    await giveAnswer({ to: 'invoker', statement: { type: 'unknownControl' } }, { interaction, server: null }, parts);
    return;
  }
  let reply: Reply | null;
  try {
    reply = await decideOn(use, parts);
  } catch (error) {
    const id = parts.onBug(error, interaction);
    const content = say(languageFor(use.interaction.locale), 'error.unexpected', { id });
    await respond(parts.rest, interaction, showMessage({ content, flags: MessageFlags.Ephemeral }));
    return;
  }
  if (reply === null) return;
  const given = await giveAnswer(reply.answer, use, parts);
  if (reply.entryId === null) return;
  if ('messageId' in given) parts.onAnswered(reply.entryId, given.messageId);
  else parts.onUnanswered(reply.entryId, given.wasGiven);
}

/** Proposes something for the option that is being filled in; to people who may not use the command, nothing. */
async function propose(interaction: APIApplicationCommandAutocompleteInteraction, parts: InteractionParts) {
  const { data, member } = interaction;
  const command = commands.find(({ name }) => name === data.name);
  const [meant, ...others] = parts.serversAt(usedAt(interaction));
  const proposed = command?.kind === 'slash' ? proposedBy(command, interaction) : null;
  // Tickets are named by their number, whichever of the servers that share this one they belong to.
  const areTickets = proposed === 'open' || proposed === 'closed' || proposed === 'all';
  const all = [meant, ...(areTickets ? others : [])];
  const choices = all.flatMap((server) =>
    server !== undefined &&
    member !== undefined &&
    proposed !== null &&
    mayUse(member, command?.audience ?? 'staff', server)
      ? parts.proposals(server.id as ServerId, proposed, typedIn(data))
      : [],
  );
  await respond(parts.rest, interaction, completeWith(choices.slice(0, mostChoices)));
}

function proposedBy({ proposes }: SlashCommand, typing: Typing): Proposed {
  return typeof proposes === 'function' ? proposes(typing) : proposes;
}

function usedIn(interaction: Use['interaction'], parts: InteractionParts): Use | null {
  const personal = usedForOneself(interaction, parts);
  if (personal !== null) return personal;
  return 'user' in interaction && interaction.user !== undefined
    ? usedInDm(interaction)
    : usedInServer(interaction, parts);
}

/** What people use for themselves works everywhere, also in their DM. */
function usedForOneself(interaction: Use['interaction'], parts: InteractionParts): Use | null {
  if (isPressInServer(interaction)) return pressedForOneself(interaction);
  if (!isSlashUse(interaction)) return null;
  const command = personalCommands.find(({ name }) => name === interaction.data.name);
  if (command === undefined) return null;
  const servers = parts.serversAt(usedAt(interaction));
  const server = servers.find(({ id }) => id === interaction.guild_id) ?? servers[0] ?? null;
  const serverId = server === null ? null : (server.id as ServerId);
  return { interaction, server, refusal: null, toEvent: () => command.toEvent(interaction, serverId) };
}

function isPressInServer(interaction: APIInteraction): interaction is StaffPress & Use['interaction'] {
  return interaction.type === InteractionType.MessageComponent && interaction.member !== undefined;
}

/** It says itself which server it is about, which may not be looked after any more. */
function pressedForOneself(interaction: StaffPress & Use['interaction']): Use | null {
  const { button, about } = readCustomId(interaction.data.custom_id);
  const pressed = personalButtons.find(({ name }) => name === button);
  if (pressed === undefined) return null;
  const toEvent = () => ({ ...pressed.toEvent(interaction, about), pressed: pressedIn(interaction) });
  return { interaction, server: null, refusal: null, toEvent };
}

function usedInDm(interaction: Use['interaction']): Use | null {
  const toEvent = meaningInDm(interaction);
  return toEvent === null ? null : { interaction, server: null, refusal: null, toEvent };
}

function meaningInDm(interaction: APIInteraction): (() => Used) | null {
  if (interaction.type === InteractionType.MessageComponent) {
    const { button, about } = readCustomId(interaction.data.custom_id);
    const pressed = userButtons.find(({ name }) => name === button);
    if (pressed === undefined) return null;
    return () => ({ ...pressed.toEvent(interaction as UserPress, about), pressed: pressedIn(interaction) });
  }
  if (interaction.type !== InteractionType.ModalSubmit) return null;
  const { button, about } = readCustomId(interaction.data.custom_id);
  const form = userForms.find(({ name }) => name === button);
  return form === undefined ? null : () => form.toEvent(interaction as APIModalSubmitDMInteraction, about);
}

/** https://docs.discord.com/developers/interactions/application-commands#autocomplete */
const mostChoices = 25;

function usedInServer(interaction: Use['interaction'], parts: InteractionParts): Use | null {
  if (!('member' in interaction) || interaction.member === undefined) return null;
  const [server] = parts.serversAt(usedAt(interaction));
  const meaning = server === undefined ? null : meaningOf(interaction, server.id as ServerId, parts.botId());
  if (server === undefined || meaning === null) return null;
  const { audience, toEvent } = meaning;
  return {
    interaction,
    server,
    refusal: mayUse(interaction.member, audience, server) ? null : refusals[audience],
    toEvent,
  };
}

function pressedIn({ message, data }: APIMessageComponentInteraction): Pressed {
  return { messageId: message.id as MessageId, customId: data.custom_id };
}

const refusals = {
  everyone: null,
  staff: { type: 'staffOnly' },
  managers: { type: 'managersOnly' },
} as const satisfies Record<Audience, Statement | null>;

interface Meaning {
  readonly audience: Audience;
  readonly toEvent: () => StaffUse | Mistake | Asking;
}

/** What is used here, or `null` where it is none of ours. */
function meaningOf(interaction: APIInteraction, serverId: ServerId, botId: string): Meaning | null {
  if (interaction.type === InteractionType.MessageComponent) {
    const { button, about } = readCustomId(interaction.data.custom_id);
    const pressed = staffButtons.find(({ name }) => name === button);
    if (pressed === undefined) return null;
    const toEvent = () => ({
      ...pressed.toEvent(interaction as StaffPress, serverId, about),
      pressed: pressedIn(interaction),
    });
    return { audience: pressed.audience, toEvent };
  }
  if (interaction.type === InteractionType.ModalSubmit) {
    const { button, about } = readCustomId(interaction.data.custom_id);
    const form = forms.find(({ name }) => name === button);
    if (form === undefined) return null;
    const toEvent = () => form.toEvent(interaction as APIModalSubmitGuildInteraction, serverId, about);
    return { audience: form.audience, toEvent };
  }
  if (interaction.type !== InteractionType.ApplicationCommand) return null;
  const { type, name } = interaction.data;
  const command = commands.find((candidate) => candidate.name === name);
  if (command?.kind === 'slash' && type === ApplicationCommandType.ChatInput) {
    const use = interaction as CommandUse;
    const audience = command.audiences?.[subcommandOf(use) ?? ''] ?? command.audience;
    return { audience, toEvent: () => command.toEvent(use, serverId) };
  }
  if (command?.kind === 'message' && type === ApplicationCommandType.Message) {
    const { audience } = command;
    return { audience, toEvent: () => command.toEvent(interaction as MenuUse, serverId, botId) };
  }
  if (command?.kind === 'user' && type === ApplicationCommandType.User) {
    const { audience } = command;
    return { audience, toEvent: () => command.toEvent(interaction as UserMenuUse, serverId) };
  }
  return null;
}

async function decideOn({ interaction, refusal, toEvent }: Use, parts: InteractionParts): Promise<Reply | null> {
  if (refusal !== null) return { answer: { to: 'invoker', statement: refusal }, entryId: null };
  const used = toEvent();
  if ('form' in used) {
    await respond(parts.rest, interaction, ask(used.form));
    return null;
  }
  if (!isMistake(used)) return parts.handle(used);
  return { answer: { to: 'invoker', statement: { type: 'mistaken', words: used.mistake } }, entryId: null };
}
