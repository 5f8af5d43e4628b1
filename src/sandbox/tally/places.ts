import type { DmChannel, Thread } from '../world/nouns.ts';
import type { World } from '../world/world.ts';

/** Where the bot relays, and whose conversation it is. */
export interface Relayed {
  readonly side: 'member' | 'staff';
  readonly memberId: string;
}

/** Tells of channels whether a bot relays there: in its direct messages, and in the posts that it has opened. */
export function relayedPlaces(world: World, botId: string): (channelId: string) => Relayed | null {
  const known = new Map<string, Relayed>();
  return (channelId) => {
    const place = known.get(channelId) ?? find(world, botId, channelId);
    if (place !== null) known.set(channelId, place);
    return place;
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
