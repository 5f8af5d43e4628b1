import { MessageFlags } from 'discord.js';
import type { ChannelPost } from '../ticket/decision.ts';
import type { MessageBody } from './statements.ts';

/** What staff post in a channel that is no ticket's. It pings nobody but the one who was named. */
export function channelMessage({ text, mention, isEmbed, isHidden }: ChannelPost): MessageBody {
  const pinging = mention === null ? {} : { content: `<@${mention}>` };
  return {
    ...(isEmbed ? { ...pinging, embeds: [{ description: text }] } : { content: text }),
    allowed_mentions: { parse: [], users: mention === null ? [] : [mention] },
    ...(isHidden ? { flags: MessageFlags.Ephemeral } : {}),
  };
}
