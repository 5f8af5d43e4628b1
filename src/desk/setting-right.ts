import type { Effect } from '../ticket/effects.ts';
import type { Entry, Result } from './ports.ts';
import { queue } from './queueing.ts';
import { contentOf } from './standing.ts';
import type { Work } from './work.ts';

/** A copy that was found says what its original said before. */
export function setRight(work: Work, { effect, ticketId, place }: Entry, result: Result): void {
  const content = contentOf(effect);
  const source = 'source' in effect ? effect.source : null;
  const ticket = ticketId === null ? null : work.store.ticket(ticketId);
  if (result.type !== 'message' || (result.says ?? content) === content) return;
  // After the closing, what was edited is only recorded.
  if (ticket?.status !== 'open') return;
  if (source === null || content === null) return;
  const changes = work.store.outbox.about(place, source.messageId);
  // What it was edited into is to be done already.
  if (changes.some((entry) => 'copyOf' in entry.effect && entry.effect.part === source.part)) return;
  const change = { copyOf: source.messageId, part: source.part, content };
  const edit: Effect =
    effect.type === 'sendAsStaff'
      ? { type: 'editAsStaff', serverId: ticket.serverId, by: effect.by.id, ...change }
      : { type: 'editCopy', side: effect.type === 'sendToUser' ? 'user' : 'post', ...change };
  queue([{ effect: edit }], { ...work, owner: ticket });
}
