import { may, permissions } from '../permissions.ts';
import { attachmentJson } from '../json/attachments.ts';
import { storeFiles } from '../world/files.ts';
import { findChannel } from '../world/find.ts';
import type { Choice, Command, Modal } from '../world/interaction-nouns.ts';
import type { Attachment } from '../world/message-parts.ts';
import type { NewInteraction } from '../world/interactions.ts';
import type { Channel, Component, Message, User } from '../world/nouns.ts';
import { changeThread } from '../world/threads.ts';
import type { World } from '../world/world.ts';
import { acting, dmWithBot, sees } from './acting.ts';
import { answered, interact } from './answers.ts';
import { toFile } from './composing.ts';
import { fillForm } from './forms.ts';
import { offeredCommands } from './offers.ts';
import { fillIn, resolve, type Asking, type Filled } from './options.ts';
import type { CommandAnswer, CommandPlace, FormValue, OptionValue } from './types.ts';

const kind = { command: 2, component: 3, autocomplete: 4, form: 5 } as const;

/** The channel that a place means. */
export function channelAt(world: World, user: User, place: CommandPlace): Channel {
  return 'dm' in place ? dmWithBot(world, user) : acting(user, 'go there', () => findChannel(world, place.channelId));
}

/** A use of a command that is to be, and where. */
export interface CommandUse {
  readonly name: string;
  readonly place: CommandPlace;
  readonly values: Readonly<Record<string, OptionValue>>;
  readonly focused?: string;
}

/** Uses a slash command. */
export function useCommand(world: World, user: User, use: CommandUse): Promise<CommandAnswer> {
  return interact(world, commandInteraction(world, user, use));
}

/**
 * Asks for the completions of an option. What the other options hold so far goes along.
 * https://docs.discord.com/developers/interactions/application-commands#autocomplete
 */
export async function complete(world: World, user: User, use: CommandUse): Promise<readonly Choice[]> {
  const interaction = await answered(world, { ...commandInteraction(world, user, use), type: kind.autocomplete });
  return interaction?.firstAnswer?.type === 'choices' ? interaction.firstAnswer.choices : [];
}

function commandInteraction(world: World, user: User, use: CommandUse): NewInteraction {
  const channel = channelAt(world, user, use.place);
  const command = offeredCommands(world, user, channel).find((one) => one.name === use.name);
  if (command === undefined) throw new Error(`${user.username} isn't offered /${use.name} there`);
  const { subcommand } = use.place;
  const filled: Filled = {
    values: use.values,
    ...(subcommand === undefined ? {} : { subcommand }),
    ...(use.focused === undefined ? {} : { focused: use.focused }),
  };
  return {
    ...placeFields(user, channel),
    applicationId: command.applicationId,
    type: kind.command,
    payload: commandPayload(world, command, { userId: user.id, channel }, filled),
    // With its subcommand: https://docs.discord.com/developers/interactions/receiving-and-responding#message-interaction-object
    commandName: subcommand === undefined ? use.name : `${use.name} ${subcommand}`,
    target: null,
    sourceMessage: null,
    askedBy: null,
  };
}

function commandPayload(world: World, command: Command, asking: Asking, filled: Filled): Record<string, unknown> {
  const options = fillIn(command, filled);
  const ids = Object.values(filled.values).filter((value) => typeof value === 'string');
  return {
    id: command.id,
    name: command.name,
    type: command.type,
    ...(options.length === 0 ? {} : { options }),
    ...resolve(world, asking, ids),
    ...(command.guildId === null ? {} : { guild_id: command.guildId }),
  };
}

/** Who does something, and where. */
export function placeFields(user: User, channel: Channel): Pick<NewInteraction, 'userId' | 'channelId' | 'guildId'> {
  return { userId: user.id, channelId: channel.id, guildId: channel.type === 1 ? null : channel.guildId };
}

/** Uses a component of a message: presses a button, or chooses values in a menu. */
export async function useComponent(
  world: World,
  user: User,
  message: Message,
  use: { component: Component; values?: string[] },
): Promise<CommandAnswer> {
  const { component, values } = use;
  const channel = assertUsable(world, user, message);
  if (component.disabled === true || component.custom_id === undefined) {
    throw new Error(`${user.username} can't use that: it is disabled or a link`);
  }
  return interact(world, {
    ...placeFields(user, channel),
    applicationId: world.webhooks.get(message.authorId)?.applicationId ?? message.authorId,
    type: kind.component,
    payload: {
      id: component.id,
      custom_id: component.custom_id,
      component_type: component.type,
      ...(values === undefined ? {} : { values, ...resolve(world, { userId: user.id, channel }, values) }),
    },
    commandName: null,
    target: null,
    sourceMessage: message,
    askedBy: null,
  });
}

function assertUsable(world: World, user: User, message: Message): Channel {
  const channel = acting(user, 'go there', () => findChannel(world, message.channelId));
  const isVisible = message.ephemeralTo === null ? sees(world, user, channel) : message.ephemeralTo === user.id;
  if (message.deleted || !isVisible) throw new Error(`${user.username} doesn't see that message`);
  if (channel.type === 11 && channel.archived) {
    // Clients un-archive the post first; where they may not, the click never gets anywhere (discord-api-docs #8474).
    acting(user, 'use a button in an archived post', () => changeThread(world, user.id, channel, { archived: false }));
  }
  return channel;
}

/** Sends a form. */
export async function sendForm(
  world: World,
  user: User,
  modal: Modal,
  values: Readonly<Record<string, FormValue>>,
): Promise<CommandAnswer> {
  const asked = world.interactions.get(modal.interactionId);
  if (asked?.userId !== user.id) throw new Error(`${user.username} isn't shown the form "${modal.title}"`);
  return interact(world, {
    userId: user.id,
    channelId: asked.channelId,
    guildId: asked.guildId,
    applicationId: asked.applicationId,
    type: kind.form,
    payload: { custom_id: modal.customId, ...filledForm(world, asked.channelId, modal, values) },
    commandName: null,
    target: null,
    sourceMessage: asked.sourceMessage,
    askedBy: asked,
  });
}

/** A form as it is sent, with the files that go along: they are uploaded before, and belong to no message. */
function filledForm(
  world: World,
  channelId: string,
  modal: Modal,
  values: Readonly<Record<string, FormValue>>,
): object {
  const uploads: Attachment[] = [];
  const filled = Object.entries(values).map(([customId, value]) => {
    const files =
      typeof value === 'string' ? [] : value.flatMap((one) => (typeof one === 'string' ? [] : [toFile(one)]));
    if (files.length === 0) return [customId, value as string | readonly string[]] as const;
    const stored = storeFiles(world, channelId, files);
    uploads.push(...stored);
    return [customId, stored.map(({ id }) => id)] as const;
  });
  const components = fillForm(modal, Object.fromEntries(filled));
  const attachments = uploads.map((file) => [file.id, { ...attachmentJson(world, file), ephemeral: true }] as const);
  return {
    components,
    ...(uploads.length === 0 ? {} : { resolved: { attachments: Object.fromEntries(attachments) } }),
  };
}

/** Whether someone could moderate a post, and so write in it when it is locked. */
export function moderates(world: World, user: User, channel: Channel): boolean {
  return may(world, user.id, channel, permissions.manageThreads);
}
