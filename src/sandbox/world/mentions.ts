import { may, permissions } from '../permissions.ts';
import type { Channel, Component, Guild, Mentions } from './nouns.ts';
import type { World } from './world.ts';

/** `allowed_mentions` of a request; null: everything in the text counts, and whom one replies to. */
export interface AllowedMentions {
  readonly parse: readonly ('users' | 'roles' | 'everyone')[];
  readonly users: readonly string[];
  readonly roles: readonly string[];
  readonly repliedUser: boolean;
}

/** What a text mentions, as far as it is allowed to. */
export interface MentionedIn {
  readonly authorId: string;
  readonly channel: Channel;
  readonly text: string;
  readonly allowed: AllowedMentions | null;
  readonly repliedUserId: string | null;
}

/** The texts in which mentions count: content and text displays, but not embeds. */
export function mentioningText(content: string, components: readonly Component[]): string {
  const inside = components.flatMap((one) => [...(one.components ?? []), ...(one.accessory ? [one.accessory] : [])]);
  const own = components.map((one) => (one.type === 10 ? (one.content ?? '') : ''));
  const deeper = inside.length === 0 ? '' : mentioningText('', inside);
  return [content, ...own, deeper].filter((text) => text !== '').join('\n');
}

/**
 * Finds the mentions of a message, the way `allowed_mentions` filters them:
 * https://docs.discord.com/developers/resources/message#allowed-mentions-object
 * A mention inside a code block counts here: clients don't draw one, whether it notifies isn't documented.
 */
export function findMentions(world: World, message: MentionedIn): Mentions {
  const { text, allowed, repliedUserId } = message;
  const users = idsIn(text, /<@!?(\d{17,19})>/g).filter((id) => world.users.has(id) && isAllowed(allowed, 'users', id));
  const roles = idsIn(text, /<@&(\d{17,19})>/g).filter((id) => isAllowed(allowed, 'roles', id));
  const replied = repliedUserId !== null && (allowed?.repliedUser ?? true) ? [repliedUserId] : [];
  return {
    userIds: [...new Set([...replied, ...users])],
    roleIds: message.channel.type === 1 ? [] : [...new Set(roles)],
    everyone: mentionsEveryone(world, message),
  };
}

function idsIn(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '');
}

function isAllowed(allowed: AllowedMentions | null, kind: 'users' | 'roles', id: string): boolean {
  return allowed === null || allowed.parse.includes(kind) || allowed[kind].includes(id);
}

function mentionsEveryone(world: World, { text, allowed, authorId, channel }: MentionedIn): boolean {
  if (channel.type === 1 || !/@(everyone|here)/.test(text)) return false;
  if (allowed !== null && !allowed.parse.includes('everyone')) return false;
  return may(world, authorId, channel, permissions.mentionEveryone);
}

/** The people whom these mentions notify: members who can see the channel. Bots and the author aren't counted. */
export function peopleToPing(world: World, authorId: string, channel: Channel, mentions: Mentions): Set<string> {
  const named = new Set(mentions.userIds);
  if (channel.type !== 1) {
    const guild = world.guilds.get(channel.guildId);
    if (guild !== undefined) addByRole(world, authorId, channel, { guild, mentions, named });
  }
  const people = [...named].filter((id) => id !== authorId && world.users.get(id)?.bot === false);
  return new Set(people.filter((id) => may(world, id, channel, permissions.viewChannel)).sort());
}

function addByRole(
  world: World,
  authorId: string,
  channel: Channel,
  { guild, mentions, named }: { guild: Guild; mentions: Mentions; named: Set<string> },
): void {
  if (mentions.roleIds.length === 0 && !mentions.everyone) return;
  const mayAll = may(world, authorId, channel, permissions.mentionEveryone);
  const roleIds = mentions.roleIds.filter((id) => mayAll || guild.roles.get(id)?.mentionable === true);
  for (const member of guild.members.values()) {
    if (mentions.everyone || roleIds.some((id) => member.roleIds.has(id))) named.add(member.userId);
  }
}
