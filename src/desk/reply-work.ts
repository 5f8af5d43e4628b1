import type { ReplyDeleted, ReplyEditAsked, ReplyEdited } from '../ticket/commands.ts';
import type { ReplyChangeAsked, ReplyTarget } from '../ticket/events.ts';
import type { MessageId, Person, Ticket } from '../ticket/ticket.ts';
import { placeOn } from './queueing.ts';
import { standingOf } from './standing.ts';
import type { KnownMessage } from './store.ts';
import { applyTo } from './ticket-work.ts';
import type { Applied } from './ticket-work.ts';
import type { Work } from './work.ts';

type ReplyCommand = ReplyEditAsked | ReplyEdited | ReplyDeleted;

/** Staff used *Edit reply* or *Delete reply* on a message of a post: the record keeps what it was. */
export function changeReply(work: Work, ticket: Ticket, event: ReplyCommand): Applied | null {
  const { messageId, by } = event;
  const known = knownBehind(work, messageId);
  const target = targetOf(work, ticket, known, by);
  const applied = applyTo(work, ticket.id, { type: 'replyChangeAsked', wish: wishOf(event), messageId, by, target });
  if (applied?.record !== undefined && known !== null) record(work, known, event);
  return applied;
}

function wishOf(event: ReplyCommand): ReplyChangeAsked['wish'] {
  switch (event.type) {
    case 'replyEditAsked':
      return { type: 'askForText' };
    case 'replyEdited':
      return { type: 'edit', text: event.text };
    case 'replyDeleted':
      return { type: 'delete' };
  }
}

/** What somebody wrote or typed that a message of the post shows, or that it is. */
function knownBehind({ store }: Work, messageId: MessageId): KnownMessage | null {
  return store.recorded(store.sourceOf(messageId) ?? messageId);
}

function targetOf(work: Work, ticket: Ticket, known: KnownMessage | null, by: Person): ReplyTarget {
  if (known === null || known.side !== 'staff' || known.ticketId !== ticket.id) return { what: 'other' };
  if (known.deletedAt !== null) return { what: 'deleted' };
  if (!known.isTyped) return { what: 'written' };
  const { author, writing: before } = known;
  const standing = standingOf(work.store, placeOn('user', ticket), before.messageId);
  const shown = { by, standing: standingOf(work.store, placeOn('post', ticket), before.messageId) };
  return { what: 'reply', authorId: author.id, facts: { side: 'staff', author, before, standing, shown } };
}

function record({ store, now }: Work, { writing }: KnownMessage, event: ReplyCommand): void {
  if (event.type === 'replyDeleted') store.recordDeletion(writing.messageId, now);
  if (event.type === 'replyEdited')
    store.recordEdit(writing.messageId, { ...writing, text: event.text }, event.editedAt);
}
