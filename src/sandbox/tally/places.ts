import type { DmChannel, Thread } from '../world/nouns.ts';
import type { World } from '../world/world.ts';

/** Where the bot relays, and whose conversation it is. */
export interface Relayed {
  readonly side: 'member' | 'staff';
  readonly memberId: string;
}

/** Where a bot relays. */
export interface Places {
  /** In its direct messages, and in the posts that it has opened; `null`: not there, or nobody knows for whom. */
  of(channelId: string): Relayed | null;
  /** Whether it is a post of the bot whose title names nobody. */
  isNameless(channelId: string): boolean;
  /** Whose ticket such a post is was found out. */
  learn(channelId: string, memberId: string): void;
}

/** The places of a bot, as the two sides show them. */
export function relayedPlaces(world: World, botId: string): Places {
  const known = new Map<string, Relayed>();
  const placeOf = (channelId: string): Relayed | null => {
    const place = known.get(channelId) ?? find(world, botId, channelId);
    if (place !== null) known.set(channelId, place);
    return place;
  };
  return {
    of: placeOf,
    isNameless: (channelId) => {
      const channel = world.channels.get(channelId);
      return channel?.type === 11 && channel.ownerId === botId && placeOf(channelId) === null;
    },
    learn: (channelId, memberId) => void known.set(channelId, { side: 'staff', memberId }),
  };
}

function find(world: World, botId: string, channelId: string): Relayed | null {
  const channel = world.channels.get(channelId);
  if (channel?.type === 1 && channel.botId === botId) return ofDm(channel);
  return channel?.type === 11 && channel.ownerId === botId ? ofPost(world, botId, channel) : null;
}

function ofDm({ userId }: DmChannel): Relayed {
  return { side: 'member', memberId: userId };
}

/** As the staff know whose ticket a post is: its title ends with the member's name. */
function ofPost(world: World, botId: string, { name, guildId }: Thread): Relayed | null {
  const named = [...world.users.values()].filter(({ id, username, displayName }) => {
    const nick = world.guilds.get(guildId)?.members.get(id)?.nick ?? displayName ?? username;
    return world.dmIds.has(`${botId}:${id}`) && name.endsWith(` ${nick}`);
  });
  const [member] = named;
  return member === undefined ? null : { side: 'staff', memberId: member.id };
}
