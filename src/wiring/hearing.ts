import type { CatchUp } from '../desk/catchup.ts';
import type { Desk } from '../desk/desk.ts';
import { postEchoIn, sentFiles, toChannelMessage, toDeletion, toEdit, whereIs } from '../discord/inbound.ts';
import type { IncomingMessage } from '../discord/inbound.ts';
import type { MessageId } from '../ticket/ticket.ts';

export interface HearingParts {
  readonly desk: Desk;
  readonly catchUp: CatchUp;
  botId(): string;
  /** Whether Discord shows the bot what doesn't mention it. */
  readsContent(): boolean;
}

/** Takes from the gateway what people write, edit and delete. */
export interface Hearing {
  /** Ours, too: those tell what became of what was sent. */
  message(message: IncomingMessage): void;
  edit(message: IncomingMessage): void;
  deletion(channelId: string, messageId: string): void;
}

/** Makes the hearing. */
export function createHearing({ desk, catchUp, botId, readsContent }: HearingParts): Hearing {
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
    deletion: (channelId, messageId) => catchUp.receive(toDeletion(channelId, messageId)),
  };
}
