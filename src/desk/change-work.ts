import type { Deleted, Edited, MessageDeleted } from '../ticket/events.ts';
import type { FileLink, MessageId, Ticket } from '../ticket/ticket.ts';
import type { KnownMessage } from './store.ts';
import { placeOn } from './queueing.ts';
import { applyTo } from './ticket-work.ts';
import type { Work } from './work.ts';

/** A message was edited: the record keeps both texts, and the copies of what was relayed follow. */
export function messageEdited(work: Work, event: Edited): void {
  const known = work.store.recorded(event.messageId);
  if (known === null || known.deletedAt !== null || !isNewer(known, event)) return;
  const after = { ...known.writing, text: event.text, files: event.files };
  const change = changeOf(work, known);
  work.store.recordEdit(event.messageId, after, event.editedAt);
  if (change === null) return;
  const decision = applyTo(work, change.ticket.id, { type: 'messageEdited', after, ...change.facts });
  // What was taken back stays back, whatever it is edited into later.
  if (decision?.record !== undefined) work.store.reclassify(event.messageId, decision.record);
}

/** A message was deleted: it stays in the record; what becomes of its copies depends on who wrote it. */
export function messageDeleted(work: Work, event: Deleted): void {
  const known = work.store.recorded(event.messageId);
  if (known === null || known.deletedAt !== null) return;
  const change = changeOf(work, known);
  work.store.recordDeletion(event.messageId, work.now);
  if (change !== null) applyTo(work, change.ticket.id, { type: 'messageDeleted', ...change.facts });
}

/** A draft has become a ticket: what was deleted in it meanwhile is delivered all the same, marked. */
export function markDeletedInDraft(work: Work, messages: readonly MessageId[]): void {
  for (const messageId of messages) {
    const known = work.store.recorded(messageId);
    const change = known === null || known.deletedAt === null ? null : changeOf(work, known);
    if (change !== null) applyTo(work, change.ticket.id, { type: 'messageDeleted', ...change.facts });
  }
}

/** Discord may tell of edits late, and out of order. */
function isNewer({ editedAt, writing }: KnownMessage, event: Edited): boolean {
  const isSame = writing.text === event.text && namesOf(writing.files) === namesOf(event.files);
  return !isSame && (editedAt === null || event.editedAt > editedAt);
}

/** Not by their links: each time Discord tells of a file, its link is another. */
function namesOf(files: readonly FileLink[]): string {
  return JSON.stringify(files.map(({ name, size }) => [name, size]));
}

interface Change {
  readonly ticket: Ticket;
  readonly facts: Omit<MessageDeleted, 'type'>;
}

/** What a change means for a ticket; `null` where the message neither reached the other side nor is on its way there. */
function changeOf({ store }: Work, known: KnownMessage): Change | null {
  const ticket = known.ticketId === null || known.became !== 'relayed' ? null : store.ticket(known.ticketId);
  if (ticket === null) return null;
  const { side, authorName, writing, editedAt } = known;
  const place = placeOn(side === 'user' ? 'post' : 'user', ticket);
  const { messageId } = writing;
  if (store.copyOf(messageId, place, 1) === null && !store.outbox.isSending(place, messageId)) return null;
  const unsent = store.outbox.unsent(place, messageId);
  return { ticket, facts: { side, authorName, before: writing, wasEdited: editedAt !== null, unsent } };
}
