import { ApiError } from '../api-error.ts';
import { messagesIn, findChannel } from '../world/find.ts';
import { deleteMessage, deleteMessages } from '../world/deleting.ts';
import { editMessage } from '../world/messages.ts';
import { addReaction } from '../world/reactions.ts';
import type { Channel, Message, Thread, User } from '../world/nouns.ts';
import { compareIds } from '../ids.ts';
import { plainDraft, type Draft } from '../world/drafts.ts';
import { createPost } from '../world/posts.ts';
import { changeThread, deleteThread } from '../world/threads.ts';
import { sendMessage } from '../world/writing.ts';
import type { World } from '../world/world.ts';
import { acting, dmWithBot, existingDm, sees } from './acting.ts';
import { buttonOf, menuOf } from './components.ts';
import { compose } from './composing.ts';
import { inLocale } from './locales.ts';
import { offeredMenus, useMenu } from './menus.ts';
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
    dm: (text, options = {}) => write(world, user, dmWithBot(world, user), compose(text, options)),
    dmMessages: () => seenIn(world, user, existingDm(world, user)),
    write(channelId, text, options = {}) {
      const channel = acting(user, 'write there', () => findChannel(world, channelId));
      return write(world, user, channel, compose(text, options));
    },
    edit: (message, text) => edit(world, user, message, text),
    removeFile: (message, file) => removeFile(world, user, message, file.id),
    deleteMany: (messages) => acting(user, 'delete those', () => deleteMany(world, user, messages)),
    delete: (message) => acting(user, 'delete that', () => deleteMessage(world, user.id, message)),
    react: (message, emoji) =>
      acting(user, 'react to that', () => addReaction(world, user.id, message, { id: null, name: emoji })),
    post: (forumId, title, text, tags) => openPost(world, user, forumId, { title, text, tags: tags ?? [] }),
    changePost: (threadId, change) =>
      acting(user, 'change that post', () => changeThread(world, user.id, threadAt(world, threadId), change)),
    deletePost: (threadId) => acting(user, 'delete that post', () => deletePost(world, user, threadId)),
    offeredCommands: (place) =>
      offeredCommands(world, user, channelAt(world, user, place)).map((command) => inLocale(command, user.locale)),
    command: async (name, values, place) => useCommand(world, user, { name, place, values }),
    autocomplete: async (name, option, text, place) =>
      complete(world, user, { name, place, values: { ...place.filled, [option]: text }, focused: option }),
    offeredMenus: (clicked) => offeredMenus(world, user, clicked).map((command) => inLocale(command, user.locale).name),
    useMenu: async (name, clicked) => useMenu(world, user, name, clicked),
    press: async (message, button) => useComponent(world, user, message, { component: buttonOf(message, button) }),
    choose: async (message, customId, values) =>
      useComponent(world, user, message, { component: menuOf(message, customId, values), values }),
    submitModal: async (modal, values) => sendForm(world, user, modal, values),
    speak: (locale) => void (user.locale = locale),
    closeDms: () => void (user.dmsOpen = false),
    openDms: () => void (user.dmsOpen = true),
    canSee: (channelId) => {
      const channel = world.channels.get(channelId);
      return channel !== undefined && sees(world, user, channel);
    },
  };
}

function write(world: World, user: User, channel: Channel, draft: Draft): Message {
  if (draft.content.length > maxContent)
    throw new Error(`${user.username} can't write more than ${maxContent} characters`);
  return acting(user, 'write there', () => {
    // A moderator's client un-archives a closed post before it writes there.
    const isClosed = channel.type === 11 && channel.archived && channel.locked;
    if (isClosed && moderates(world, user, channel) && !world.settings.messageOpensLockedPost) {
      changeThread(world, user.id, channel, { archived: false });
    }
    return sendMessage(world, user.id, channel, draft);
  });
}

function edit(world: World, user: User, message: Message, text: string): void {
  acting(user, 'edit that', () => {
    editMessage(world, user.id, message, { content: text.trim(), allowed: plainDraft('', null).allowed });
  });
}

function removeFile(world: World, user: User, message: Message, fileId: string): void {
  const left = message.attachments.filter(({ id }) => id !== fileId);
  const files = { kept: new Map(left.map(({ id }) => [id, {}])), added: [] };
  acting(user, 'edit that', () => {
    editMessage(world, user.id, message, { files, allowed: plainDraft('', null).allowed });
  });
}

function deleteMany(world: World, user: User, messages: readonly Message[]): void {
  const [first] = messages;
  if (first === undefined || messages.some(({ channelId }) => channelId !== first.channelId)) {
    throw new Error('Several messages of one channel are deleted at once');
  }
  const ids = messages.map(({ id }) => id);
  deleteMessages(world, user.id, findChannel(world, first.channelId), ids);
}

function deletePost(world: World, user: User, threadId: string): void {
  const thread = threadAt(world, threadId);
  if (!moderates(world, user, thread)) throw new ApiError(50013);
  deleteThread(world, thread);
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
