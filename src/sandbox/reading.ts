import { messageContentFlag } from './world/accounts.ts';
import type { Message } from './world/nouns.ts';
import type { World } from './world/world.ts';

/** Who reads a message: what it sees depends on the application's Message Content intent. */
export interface Viewer {
  readonly botId: string;
  readonly readsContent: boolean;
}

/** Whether the portal lets a bot read everybody's messages. */
export function readsContent(world: World, botId: string): boolean {
  const flags = world.applications.get(botId)?.flags ?? 0;
  // The full intent is bit 18, the one for applications below 10,000 users bit 19.
  return (flags & (messageContentFlag | (messageContentFlag >> 1))) !== 0;
}

/**
 * Whether a bot sees what a message says. Without the intent in four cases: own messages, DMs with the bot, messages
 * that mention it, and (a case of that) replies that ping it:
 * https://docs.discord.com/developers/events/gateway#message-content-intent
 */
export function mayRead(world: World, message: Message, viewer: Viewer): boolean {
  const { botId } = viewer;
  return (
    viewer.readsContent || message.authorId === botId || message.guildId === null || mentionsBot(world, message, botId)
  );
}

function mentionsBot(world: World, { mentions, guildId }: Message, botId: string): boolean {
  if (mentions.userIds.includes(botId)) return true;
  if (!world.settings.roleMentionShowsContent) return false;
  const roles = world.guilds.get(guildId ?? '')?.roles;
  return mentions.roleIds.some((id) => roles?.get(id)?.botId === botId);
}
