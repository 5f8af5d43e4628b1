import { guildMembersFlag, messageContentFlag } from '../world/accounts.ts';
import type { Application } from '../world/nouns.ts';

/** https://docs.discord.com/developers/events/gateway#gateway-intents */
export const intents = {
  guilds: 1 << 0,
  guildMembers: 1 << 1,
  guildExpressions: 1 << 3,
  guildWebhooks: 1 << 5,
  guildPresences: 1 << 8,
  guildMessages: 1 << 9,
  guildReactions: 1 << 10,
  guildTyping: 1 << 11,
  directMessages: 1 << 12,
  directReactions: 1 << 13,
  directTyping: 1 << 14,
  messageContent: 1 << 15,
} as const;

// Bits 0–16, 20, 21, 24 and 25 exist.
const known = 0x1ffff | (1 << 20) | (1 << 21) | (1 << 24) | (1 << 25);

/** The code that a connection asking for these intents is closed with, or null. */
export function refusalOfIntents(asked: unknown, application: Application): 4013 | 4014 | null {
  if (typeof asked !== 'number' || !Number.isInteger(asked) || asked < 0 || (asked & ~known) !== 0) return 4013;
  return (asked & ~allowedTo(application) & privileged) === 0 ? null : 4014;
}

const privileged = intents.guildMembers | intents.guildPresences | intents.messageContent;

// The portal's switches are flags of the application, each with a "limited" twin one bit higher for small ones:
// https://docs.discord.com/developers/resources/application#application-object-application-flags
function allowedTo({ flags }: Application): number {
  const content = (flags & (messageContentFlag | (messageContentFlag >> 1))) !== 0 ? intents.messageContent : 0;
  const members = (flags & (guildMembersFlag | (guildMembersFlag >> 1))) !== 0 ? intents.guildMembers : 0;
  return content | members;
}
