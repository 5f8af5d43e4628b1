import { Form } from './checks/form.ts';
import { readDraft } from './checks/message-body.ts';
import { permissions } from './permissions.ts';
import type { Sandbox } from './sandbox.ts';
import { personOver } from './scenario/person.ts';
import { serverOver } from './scenario/server.ts';
import { stickerFields } from './scenario/stickers.ts';
import type { Person, Post, Server, StickerFormat, TestApplication } from './scenario/types.ts';
import { createUser, registerApplication } from './world/accounts.ts';
import { emptyDraft } from './world/drafts.ts';
import { findChannel, findGuild, findUser, messagesIn } from './world/find.ts';
import type { Sticker } from './world/message-parts.ts';
import type { Embed, Forum, Message, Role, TextChannel, Thread, User } from './world/nouns.ts';
import { createSticker } from './world/stickers.ts';
import type { World } from './world/world.ts';
import { addMessage } from './world/writing.ts';

// What people do. Tests and the demo page drive the sandbox through this file alone.

type InSandbox = Pick<Sandbox, 'world'>;

/** Registers a bot in the developer portal. Its Message Content intent is on unless told otherwise. */
export function createApplication(
  { world }: InSandbox,
  options: { name: string; messageContentIntent?: boolean },
): TestApplication {
  const application = registerApplication(world, options);
  const botUser = findUser(world, application.botId);
  return { application, applicationId: application.id, token: application.token, botUser };
}

/** Makes a server with an owner who does nothing else. */
export function createServer({ world }: InSandbox, options: { name: string }): Server {
  return serverOver(world, options.name);
}

/** Makes a person with an account. */
export function createPerson(
  { world }: InSandbox,
  options: { username: string; displayName?: string; createdAt?: number; avatar?: string },
): Person {
  return personOver(world, createUser(world, options));
}

/** The posts of a forum, oldest first, archived ones too. */
export function posts({ world }: InSandbox, forumId: string): Post[] {
  const forum = world.channels.get(forumId);
  if (forum?.type !== 15) throw new Error(`${forumId} is no forum`);
  return [...forum.threadIds].flatMap((id) => {
    const thread = world.channels.get(id);
    return thread?.type === 11 ? [postOf(world, forum, thread)] : [];
  });
}

function postOf(world: World, forum: Forum, thread: Thread): Post {
  return {
    id: thread.id,
    title: thread.name,
    tags: thread.appliedTags.map((id) => forum.tags.find((tag) => tag.id === id)?.name ?? id),
    locked: thread.locked,
    archived: thread.archived,
    messages: [...messagesIn(world, thread.id)],
    thread,
  };
}

/** Discord adds a preview of a link to a message: an update that is no edit, as `edited_timestamp` tells. */
export function unfurl({ world }: InSandbox, message: Message, embed: Omit<Embed, 'type'> & Partial<Embed>): void {
  message.embeds = [...message.embeds, { type: 'link', ...embed }];
  world.emit({ type: 'messageEdited', message });
}

/**
 * A message that Discord writes itself: 6 "pinned a message", 4 "changed the name", 1 and 2 members of a thread, 46 a
 * poll's result, or a number that nobody knows yet: https://docs.discord.com/developers/resources/message#message-object-message-types
 */
export function systemMessage(
  { world }: InSandbox,
  channelId: string,
  type: number,
  details: { text?: string; by?: { readonly id: string }; about?: Message; embeds?: Embed[] } = {},
): Message {
  const channel = findChannel(world, channelId);
  const authorId = details.by?.id ?? (channel.type === 1 ? channel.userId : findGuild(world, channel.guildId).ownerId);
  const draft = { ...emptyDraft, content: details.text ?? '', embeds: details.embeds ?? [] };
  const { about } = details;
  const replyTo = about === undefined ? null : { messageId: about.id, channelId: about.channelId };
  return addMessage(world, { authorId, channel, draft, type, replyTo });
}

/** What a program writes, not a person: another bot, or a webhook that {@link createWebhook} made. */
export function programWrites(
  { world }: InSandbox,
  channelId: string,
  message: Pick<Partial<Message>, 'content' | 'embeds' | 'components' | 'flags' | 'type'> & {
    readonly by: User;
    readonly viaWebhook?: boolean;
  },
): Message {
  const { by, type, viaWebhook = false, ...body } = message;
  const form = new Form();
  const draft = readDraft(form, body, [], -1, new Map());
  form.finish();
  const channel = findChannel(world, channelId);
  return addMessage(world, {
    authorId: by.id,
    channel,
    draft,
    viaWebhook,
    ...(type === undefined ? {} : { type }),
  });
}

/** A webhook, as which somebody's program writes: its messages have it as their author. */
export function createWebhook({ world }: InSandbox, name: string): User {
  return createUser(world, { username: name, bot: true });
}

/** A sticker that comes with Discord; servers make theirs with `addSticker`. */
export function createStandardSticker(
  { world }: InSandbox,
  sticker: { name: string; format: StickerFormat; bytes?: Uint8Array },
): Sticker {
  return createSticker(world, { ...stickerFields(sticker), guildId: null });
}

/** The IDs of the people whom a message notified by mentioning them when it was new. */
export function pingedBy(message: Message): string[] {
  return [...message.pinged];
}

/** What a support bot asks for when it is invited, Manage Channels for the forum tags included: https://docs.discord.com/developers/topics/permissions */
export const supportBotPermissions = 292_594_764_880n;

/** A small, pleasant world to start with. */
export interface DemoWorld {
  readonly application: TestApplication;
  readonly server: Server;
  readonly lounge: TextChannel;
  readonly forum: Forum;
  /** Forums of other servers' tickets that stand in this one, since its staff look after them, too. */
  readonly otherForums: readonly Forum[];
  readonly supportRole: Role;
  readonly managerRole: Role;
  readonly botRole: Role;
  readonly staff: readonly [Person, Person];
  readonly manager: Person;
  readonly members: readonly [Person, Person, Person];
}

const day = 86_400_000;

/** A second server, in which only one of the members is; the staff of the first have the forum of its tickets. */
export function addSecondServer(sandbox: InSandbox, demo: DemoWorld): DemoWorld & { readonly second: Server } {
  const { application, server, supportRole, managerRole, botRole, members } = demo;
  const second = createServer(sandbox, { name: 'Paper Boats' });
  second.addBot(application, supportBotPermissions);
  second.addMember(members[2], { joinedAt: sandbox.world.clock.now() - 2 * day });
  const forum = server.addForum({ name: 'boat-tickets', visibleTo: [supportRole, managerRole, botRole] });
  return { ...demo, second, otherForums: [forum] };
}

/** One bot, one server with a private forum `tickets`, two staff members, a manager and three members. */
export function createDemoWorld(sandbox: InSandbox): DemoWorld {
  const now = sandbox.world.clock.now();
  const application = createApplication(sandbox, { name: 'SupportMail' });
  const server = createServer(sandbox, { name: 'Lantern Games' });
  const moderation = permissions.manageThreads | permissions.manageMessages;
  const supportRole = server.addRole({ name: 'Support', permissions: moderation, mentionable: true });
  const managerRole = server.addRole({ name: 'Manager', permissions: moderation | permissions.manageGuild });
  const botRole = server.addBot(application, supportBotPermissions);
  const join = (username: string, displayName: string, daysAgo: number, roles: Role[] = []): Person => {
    const person = createPerson(sandbox, { username, displayName, createdAt: now - 3 * daysAgo * day });
    server.addMember(person, { roles, joinedAt: now - daysAgo * day });
    return person;
  };
  return {
    application,
    server,
    supportRole,
    managerRole,
    botRole,
    lounge: server.addTextChannel({ name: 'lounge' }),
    forum: server.addForum({ name: 'tickets', visibleTo: [supportRole, managerRole, botRole] }),
    otherForums: [],
    staff: [join('robin.h', 'Robin', 410, [supportRole]), join('sam_k', 'Sam', 230, [supportRole])],
    manager: join('alex.m', 'Alex', 520, [managerRole, supportRole]),
    members: [join('mia', 'Mia', 96), join('jonas_b', 'Jonas', 31), join('yuki', 'Yuki', 4)],
  };
}
