import type { Deleted, Edited, EditUnread, MessageDeleted } from '../ticket/events.ts';
import type { FileLink, MessageId, Ticket } from '../ticket/ticket.ts';
import type { KnownMessage } from './store.ts';
import { placeOn } from './queueing.ts';
import { standingOf } from './standing.ts';
import { applyTo } from './ticket-work.ts';
import type { Work } from './work.ts';

/** A message was edited: the record keeps both texts, and the copies of what was relayed follow. */
export function messageEdited(work: Work, event: Edited): void {
  const known = work.store.recorded(event.messageId);
  if (known === null || known.deletedAt !== null || !isNewer(known, event)) return;
  if (isSame(known, event)) return work.store.recordNoEdit(event.messageId, event.editedAt);
  const after = { ...known.writing, text: event.text, files: event.files };
  const change = changeOf(work, known);
  work.store.recordEdit(event.messageId, after, event.editedAt);
  if (change === null || known.became !== 'relayed') return;
  const decision = applyTo(work, change.ticket.id, { type: 'messageEdited', after, ...change.facts });
  // What was taken back stays back, whatever it is edited into later.
  if (decision?.record !== undefined) work.store.reclassify(event.messageId, decision.record);
}

/** A message was edited into something that Discord doesn't show: the record and the copies stay as they are. */
export function editUnread(work: Work, event: EditUnread): void {
  const known = work.store.recorded(event.messageId);
  if (known === null || known.deletedAt !== null || !isNewer(known, event)) return;
  work.store.recordNoEdit(event.messageId, event.editedAt);
  const change = changeOf(work, known);
  if (change !== null) applyTo(work, change.ticket.id, event);
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
function isNewer({ editedAt }: KnownMessage, event: Edited | EditUnread): boolean {
  return editedAt === null || event.editedAt > editedAt;
}

function isSame({ writing }: KnownMessage, event: Edited): boolean {
  return writing.text === event.text && namesOf(writing.files) === namesOf(event.files);
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
  const ticket = known.ticketId === null ? null : store.ticket(known.ticketId);
  if (ticket === null) return null;
  const { side, author, writing } = known;
  const standing = standingOf(store, placeOn(side === 'user' ? 'post' : 'user', ticket), writing.messageId);
  return standing.length === 0 ? null : { ticket, facts: { side, author, before: writing, standing } };
}
