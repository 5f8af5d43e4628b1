import { ApiError } from '../api-error.ts';
import type { Message } from './nouns.ts';
import type { World } from './world.ts';

// "In the past few minutes", says https://docs.discord.com/developers/resources/message#create-message.
const rememberedForMs = 5 * 60_000;

/** The message made with this nonce, or null. One deleted meanwhile gives 10008 (discord-api-docs #6647). */
export function recallNonce(
  world: World,
  authorId: string,
  channelId: string,
  nonce: string | number | null,
): Message | null {
  if (nonce === null) return null;
  const message = world.nonces.get(keyOf(authorId, channelId, nonce));
  if (message === undefined || isForgotten(world, message)) return null;
  if (message.deleted) throw new ApiError(10008);
  return message;
}

/** Keeps a new message's nonce, and lets go of those that are too old. */
export function rememberNonce(world: World, message: Message): void {
  if (message.nonce === null) return;
  for (const [key, old] of world.nonces) {
    if (!isForgotten(world, old)) break;
    world.nonces.delete(key);
  }
  world.nonces.set(keyOf(message.authorId, message.channelId, message.nonce), message);
}

function isForgotten(world: World, message: Message): boolean {
  return world.clock.now() - message.createdAt > rememberedForMs;
}

function keyOf(authorId: string, channelId: string, nonce: string | number): string {
  return `${authorId}:${channelId}:${nonce}`;
}
