import type { Effect } from '../ticket/effects.ts';
import type { MessageId } from '../ticket/ticket.ts';

/** What became of a message that was to be relayed. Says nothing of who wrote it, or in which ticket. */
export interface Settled {
  readonly to: 'user' | 'staff';
  readonly outcome: 'delivered' | 'failed';
  readonly messageId: MessageId;
}

/** `null`: it relays no message, or only a part of one that isn't the last. */
export function settledBy(effect: Effect, outcome: Settled['outcome']): Settled | null {
  if (effect.type !== 'sendToUser' && effect.type !== 'sendToPost') return null;
  const { source } = effect;
  if (source === null || (outcome === 'delivered' && source.part !== source.parts)) return null;
  return { to: effect.type === 'sendToUser' ? 'user' : 'staff', outcome, messageId: source.messageId };
}
