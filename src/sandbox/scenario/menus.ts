import { messageJson } from '../json/messages.ts';
import { findChannel } from '../world/find.ts';
import type { Command } from '../world/interaction-nouns.ts';
import type { Channel, MenuTarget, Message, User } from '../world/nouns.ts';
import type { World } from '../world/world.ts';
import { acting, sees } from './acting.ts';
import { interact } from './answers.ts';
import { inLocale } from './locales.ts';
import { offeredCommands } from './offers.ts';
import { resolve, type Asking } from './options.ts';
import type { CommandAnswer, PersonInPlace } from './types.ts';
import { channelAt, placeFields } from './using.ts';

/** What a context menu is opened on. */
export type Clicked = Message | PersonInPlace;

/** The commands in the context menu of a message or a person. */
export function offeredMenus(world: World, user: User, clicked: Clicked): Command[] {
  const channel = channelOf(world, user, clicked);
  if (isPerson(clicked)) return offeredCommands(world, user, channel, 2);
  return isOpenTo(world, user, clicked, channel) ? offeredCommands(world, user, channel, 3) : [];
}

/** Uses a command of the context menu of a message or a person. */
export async function useMenu(world: World, user: User, name: string, clicked: Clicked): Promise<CommandAnswer> {
  const command = offeredMenus(world, user, clicked).find((one) => inLocale(one, user.locale).name === name);
  if (command === undefined) throw new Error(`${user.username} isn't offered "${name}" there`);
  const channel = channelOf(world, user, clicked);
  return interact(world, {
    ...placeFields(user, channel),
    applicationId: command.applicationId,
    type: 2,
    payload: {
      id: command.id,
      name: command.name,
      type: command.type,
      target_id: clickedId(clicked),
      ...resolveClicked(world, { userId: user.id, channel }, command, clicked),
      ...(command.guildId === null ? {} : { guild_id: command.guildId }),
    },
    commandName: command.name,
    target: targetOf(clicked),
    sourceMessage: null,
    askedBy: null,
  });
}

function isPerson(clicked: Clicked): clicked is PersonInPlace {
  return 'person' in clicked;
}

function clickedId(clicked: Clicked): string {
  return isPerson(clicked) ? clicked.person.id : clicked.id;
}

function targetOf(clicked: Clicked): MenuTarget {
  if (isPerson(clicked)) return { type: 'user', userId: clicked.person.id };
  return { type: 'message', messageId: clicked.id, channelId: clicked.channelId };
}

function channelOf(world: World, user: User, clicked: Clicked): Channel {
  if (isPerson(clicked)) return channelAt(world, user, clicked.place);
  return acting(user, 'go there', () => findChannel(world, clicked.channelId));
}

// An answer that one person sees alone exists for nobody else, the API included.
function isOpenTo(world: World, user: User, message: Message, channel: Channel): boolean {
  return !message.deleted && message.ephemeralTo === null && sees(world, user, channel);
}

/**
 * The message comes with its content even without the Message Content intent:
 * https://docs.discord.com/developers/events/gateway#message-content-intent
 */
function resolveClicked(
  world: World,
  { userId, channel }: Asking,
  { applicationId }: Command,
  clicked: Clicked,
): object {
  if (isPerson(clicked)) return resolve(world, { userId, channel }, [clicked.person.id]);
  const shown = messageJson(world, clicked, { botId: applicationId, readsContent: true });
  return { resolved: { messages: { [clicked.id]: shown } } };
}
