import type { DmChannel } from './nouns.ts';
import type { World } from './world.ts';

/** The DM of a person and a bot, made when there is none. Its ID never changes, and no gateway event tells of it. */
export function openDm(world: World, botId: string, userId: string): DmChannel {
  const found = findDm(world, botId, userId);
  if (found !== null) return found;
  const channel: DmChannel = { type: 1, id: world.ids.next(), userId, botId, lastMessageId: null };
  world.channels.set(channel.id, channel);
  world.dmIds.set(`${botId}:${userId}`, channel.id);
  world.emit({ type: 'dmOpened', channel });
  return channel;
}

/** The DM of a person and a bot, or null. */
export function findDm(world: World, botId: string, userId: string): DmChannel | null {
  const channel = world.channels.get(world.dmIds.get(`${botId}:${userId}`) ?? '');
  return channel?.type === 1 ? channel : null;
}
