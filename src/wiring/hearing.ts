import type { CatchUp } from '../desk/catchup.ts';
import type { Desk } from '../desk/desk.ts';
import { postEchoIn, toChannelMessage, whereIs } from '../discord/inbound.ts';
import type { IncomingMessage } from '../discord/inbound.ts';
import type { MessageId } from '../ticket/ticket.ts';

export interface HearingParts {
  readonly desk: Desk;
  readonly catchUp: CatchUp;
  botId(): string;
}

/** Takes messages from the gateway, ours included: those tell what became of what was sent. */
export function createHearing({ desk, catchUp, botId }: HearingParts): (message: IncomingMessage) => void {
  const hearOwn = (message: IncomingMessage): void => {
    const post = postEchoIn(message);
    if (post !== null) desk.postEchoed(post.mark, post.postId);
    if (typeof message.nonce === 'string') desk.echoed(message.nonce, message.id as MessageId);
  };
  return (message) => {
    const where = whereIs(message);
    if (where === null) return;
    if (message.author.id === botId()) hearOwn(message);
    catchUp.receive(toChannelMessage(message, where, botId()));
  };
}
