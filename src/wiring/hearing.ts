import type { CatchUp } from '../desk/catchup.ts';
import type { Desk } from '../desk/desk.ts';
import { postEchoIn, sentFiles, toChannelMessage, toDeletion, toEdit, whereIs } from '../discord/inbound.ts';
import type { IncomingMessage } from '../discord/inbound.ts';
import type { MessageId, PostId } from '../ticket/ticket.ts';

export interface HearingParts {
  readonly desk: Desk;
  readonly catchUp: CatchUp;
  botId(): string;
  isForum(channelId: string): boolean;
  /** Whether Discord shows the bot what doesn't mention it. */
  readsContent(): boolean;
}

/** Takes from the gateway what people write, edit and delete. */
export interface Hearing {
  /** Ours, too: those tell what became of what was sent. */
  message(message: IncomingMessage): void;
  edit(message: IncomingMessage): void;
  deletion(channelId: string, messageId: string): void;
  /** Only of a post in a forum that is still there: of those that go with their forum, nobody knows yet what becomes. */
  threadDeletion(threadId: string, forumId: string | null): void;
}

/** Makes the hearing. */
export function createHearing({ desk, catchUp, isForum, botId, readsContent }: HearingParts): Hearing {
  const hearOwn = (message: IncomingMessage): void => {
    const post = postEchoIn(message);
    if (post !== null) desk.postEchoed(post.mark, post.postId);
    if (typeof message.nonce === 'string') desk.echoed(message.nonce, message.id as MessageId, sentFiles(message));
  };
  return {
    message: (message) => {
      const where = whereIs(message);
      if (where === null) return;
      if (message.author.id === botId()) hearOwn(message);
      catchUp.receive(toChannelMessage(message, where, botId()));
    },
    edit: (message) => {
      const edit = toEdit(message, botId(), readsContent());
      if (edit !== null) catchUp.receive(edit);
    },
    threadDeletion: (threadId, forumId) => {
      if (forumId !== null && isForum(forumId)) desk.postDeleted(threadId as PostId);
    },
    deletion: (channelId, messageId) => catchUp.receive(toDeletion(channelId, messageId)),
  };
}
