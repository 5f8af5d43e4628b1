import { ApiError } from '../api-error.ts';
import type { Sticker } from './message-parts.ts';
import type { Channel } from './nouns.ts';
import type { World } from './world.ts';

const maxStickers = 3;

/** Makes a sticker, of a server or (guildId null) one that comes with Discord. */
export function createSticker(world: World, sticker: Omit<Sticker, 'id'>): Sticker {
  const created = { ...sticker, id: world.ids.next() };
  world.stickers.set(created.id, created);
  return created;
}

// resources/message#create-message: up to 3, and a bot has only those of the server in which it writes.
/** The stickers of a message that is to be, or what Discord says of the first that its author can't send. */
export function resolveStickers(world: World, authorId: string, channel: Channel, ids: readonly string[]): Sticker[] {
  const isBot = world.users.get(authorId)?.bot === true;
  if (ids.length > maxStickers) throw new ApiError(50081);
  return ids.map((id) => {
    const sticker = world.stickers.get(id);
    const isAtHome = channel.type !== 1 && sticker?.guildId === channel.guildId;
    if (sticker === undefined || (isBot && !isAtHome)) throw new ApiError(50081);
    return sticker;
  });
}
