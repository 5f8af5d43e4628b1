import type { MessageId, PostId, ServerId, TicketId, UserId } from '../../ticket/ticket.ts';
import type { Database } from '../database.ts';

/** A message of the bot's that stands in Discord because of somebody. */
export interface StandingMessage {
  readonly messageId: MessageId;
  readonly channelId: string;
}

/** The post of one of their tickets. */
export interface OwnPost {
  readonly ticketId: TicketId;
  readonly serverId: ServerId;
  readonly postId: PostId;
  readonly mark: string;
  readonly isAnonymous: boolean;
}

/** What the bot has put into Discord about somebody, as far as it is known. */
export interface OnDiscord {
  /** The channel of their conversation with the bot; `null`: there is none. */
  readonly dmChannelId: string | null;
  /** What reached them, what of theirs was relayed, and what the bot said about their tickets; without the posts' first messages. */
  readonly messages: readonly StandingMessage[];
  readonly posts: readonly OwnPost[];
}

/**
 * Finds it. What staff sent by a command stands in the post under their name: it is theirs, like what they wrote there by hand. In the
 * posts of anonymous tickets nothing is touched, unless `withAnonymous`: staff would see whose they are by what vanishes at the same time.
 */
export function onDiscordOf(database: Database, id: UserId, withAnonymous: boolean): OnDiscord {
  const anonymous = withAnonymous ? 1 : 0;
  const own = 'FROM tickets t WHERE t.user_id = @id';
  const shown = `(SELECT t.ticket_id ${own} AND (t.is_anonymous = 0 OR @anonymous = 1))`;
  const dmChannelId = database
    .prepare<[UserId], string | null>('SELECT channel_id FROM users WHERE user_id = ?')
    .pluck()
    .get(id);
  const messages = database
    .prepare<[object], StandingMessage & { readonly channelId: string | null }>(
      `SELECT c.message_id AS messageId, @dmChannelId AS channelId FROM copies c WHERE c.place = 'user/' || @id
      UNION ALL
      SELECT c.message_id, t.post_id FROM tickets t JOIN copies c ON c.place = 'post/' || t.ticket_id
        LEFT JOIN messages m ON m.message_id = c.source
        WHERE t.ticket_id IN ${shown} AND c.message_id <> t.post_id AND coalesce(m.side, 'user') = 'user'
      UNION ALL
      SELECT c.message_id, substr(c.place, 9) FROM copies c WHERE c.place LIKE 'channel/%' AND c.ticket_id IN ${shown}`,
    )
    .all({ id, anonymous, dmChannelId: dmChannelId ?? null });
  const posts = database
    .prepare<[object], Omit<OwnPost, 'isAnonymous'> & { readonly isAnonymous: number }>(
      `SELECT t.ticket_id AS ticketId, t.server_id AS serverId, t.post_id AS postId, t.mark, t.is_anonymous AS isAnonymous
      ${own} AND t.post_id IS NOT NULL ORDER BY t.ticket_id`,
    )
    .all({ id });
  return {
    dmChannelId: dmChannelId ?? null,
    messages: messages.filter(({ channelId }) => channelId !== null),
    posts: posts.map((post) => ({ ...post, isAnonymous: post.isAnonymous === 1 })),
  };
}

/** Of a message that stands in Discord no longer nothing needs to be known. */
export function droppingCopies(database: Database): (messageId: MessageId) => void {
  const drop = database.prepare('DELETE FROM copies WHERE message_id = ?');
  return (messageId) => void drop.run(messageId);
}
