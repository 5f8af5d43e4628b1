import { messagesIn, findChannel } from '../world/find.ts';
import { addReaction, deleteMessage, editMessage } from '../world/messages.ts';
import type { Channel, Component, Message, Thread, User } from '../world/nouns.ts';
import { compareIds } from '../ids.ts';
import { plainDraft } from '../world/drafts.ts';
import { createPost } from '../world/posts.ts';
import { changeThread } from '../world/threads.ts';
import { sendMessage } from '../world/writing.ts';
import type { World } from '../world/world.ts';
import { acting, dmWithBot, existingDm, sees } from './acting.ts';
import { offeredCommands } from './offers.ts';
import type { Person } from './types.ts';
import { channelAt, complete, moderates, sendForm, useCommand, useComponent } from './using.ts';

// People with Nitro may write so much; without it, half.
const maxContent = 4000;

/** What a user can do, over a world. */
export function personOver(world: World, user: User): Person {
  return {
    user,
    id: user.id,
    dm: (text, options) => write(world, user, dmWithBot(world, user), text, options?.replyTo),
    dmMessages: () => seenIn(world, user, existingDm(world, user)),
    write: (channelId, text, options) =>
      write(
        world,
        user,
        acting(user, 'write there', () => findChannel(world, channelId)),
        text,
        options?.replyTo,
      ),
    edit: (message, text) => edit(world, user, message, text),
    delete: (message) => acting(user, 'delete that', () => deleteMessage(world, user.id, message)),
    react: (message, emoji) =>
      acting(user, 'react to that', () => addReaction(world, user.id, message, { id: null, name: emoji })),
    post: (forumId, title, text, tags) => openPost(world, user, forumId, { title, text, tags: tags ?? [] }),
    changePost: (threadId, change) =>
      acting(user, 'change that post', () => changeThread(world, user.id, threadAt(world, threadId), change)),
    offeredCommands: (place) => offeredCommands(world, user, channelAt(world, user, place)),
    command: async (name, values, place) => useCommand(world, user, { name, place, values }),
    autocomplete: async (name, option, text, place) =>
      complete(world, user, { name, place, values: { [option]: text }, focused: option }),
    press: async (message, button) => useComponent(world, user, message, { component: buttonOf(message, button) }),
    choose: async (message, customId, values) =>
      useComponent(world, user, message, { component: menuOf(message, customId, values), values }),
    submitModal: async (modal, values) => sendForm(world, user, modal, values),
    closeDms: () => void (user.dmsOpen = false),
    openDms: () => void (user.dmsOpen = true),
    canSee: (channelId) => {
      const channel = world.channels.get(channelId);
      return channel !== undefined && sees(world, user, channel);
    },
  };
}

function write(world: World, user: User, channel: Channel, text: string, replyTo: Message | undefined): Message {
  if (text.length > maxContent) throw new Error(`${user.username} can't write more than ${maxContent} characters`);
  return acting(user, 'write there', () => {
    // A moderator's client un-archives a closed post before it writes there.
    const isClosed = channel.type === 11 && channel.archived && channel.locked;
    if (isClosed && moderates(world, user, channel) && !world.settings.messageOpensLockedPost) {
      changeThread(world, user.id, channel, { archived: false });
    }
    return sendMessage(world, user.id, channel, plainDraft(text, replyTo?.id ?? null));
  });
}

function edit(world: World, user: User, message: Message, text: string): void {
  acting(user, 'edit that', () => {
    editMessage(world, user.id, message, { content: text.trim(), allowed: plainDraft('', null).allowed });
  });
}

function seenIn(world: World, user: User, channel: Channel | null): Message[] {
  if (channel === null) return [];
  const own = [...world.ephemerals.values()].filter(
    (one) => one.channelId === channel.id && one.ephemeralTo === user.id,
  );
  const listed = messagesIn(world, channel.id);
  return own.length === 0 ? [...listed] : [...listed, ...own].sort((a, b) => compareIds(a.id, b.id));
}

function openPost(
  world: World,
  user: User,
  forumId: string,
  post: { title: string; text: string; tags: readonly string[] },
): Thread {
  return acting(user, 'open a post there', () => {
    const forum = findChannel(world, forumId);
    if (forum.type !== 15) throw new Error('Posts can be opened in forums only');
    const appliedTags = post.tags.map((name) => forum.tags.find((tag) => tag.name === name)?.id ?? name);
    const draft = plainDraft(post.text, null);
    const times = { autoArchiveMinutes: 4320, slowmodeSeconds: 0 };
    return createPost(world, user.id, forum, { name: post.title, appliedTags, draft, ...times }).thread;
  });
}

function threadAt(world: World, threadId: string): Thread {
  const thread = findChannel(world, threadId);
  if (thread.type !== 11) throw new Error('That is no post');
  return thread;
}

/** Every component of a message, those inside others too. */
function componentsOf(components: readonly Component[]): Component[] {
  return components.flatMap((one) => [
    one,
    ...componentsOf(one.components ?? []),
    ...(one.accessory === undefined ? [] : [one.accessory]),
  ]);
}

function buttonOf(message: Message, name: string): Component {
  const buttons = componentsOf(message.components).filter((one) => one.type === 2);
  const found = buttons.find((one) => one.label === name || one.custom_id === name || one.emoji?.name === name);
  if (found !== undefined) return found;
  const there = buttons.map((one) => one.label ?? one.custom_id).join(', ');
  throw new Error(`There is no button "${name}" under that message, but: ${there}`);
}

function menuOf(message: Message, customId: string, values: readonly string[]): Component {
  const menu = componentsOf(message.components).find((one) => one.custom_id === customId && one.type !== 2);
  if (menu === undefined) throw new Error(`There is no menu ${customId} under that message`);
  const unknown = values.find((value) => menu.options?.some((one) => one.value === value) === false);
  if (unknown !== undefined) throw new Error(`The menu ${customId} has no line ${unknown}`);
  if (values.length < (menu.min_values ?? 1) || values.length > (menu.max_values ?? 1)) {
    throw new Error(`The menu ${customId} takes ${menu.min_values} to ${menu.max_values} lines`);
  }
  return menu;
}
