import type { Answer } from '../ticket/decision.ts';
import type { Statement } from '../ticket/statement.ts';
import type {
  MessageAsked,
  MessageTyped,
  NoteWritten,
  RetryPressed,
  SendCommanded,
  StaffCommand,
} from '../ticket/commands.ts';
import type { CloseRequestAnswered, SendingAsked } from '../ticket/events.ts';
import type { FeedbackRated, FeedbackSent } from '../ticket/feedback-events.ts';
import type { MessageId, PostId, Ticket, TicketId } from '../ticket/ticket.ts';
import type { KnownMessage } from './store.ts';
import { placeOn } from './queueing.ts';
import { recipientOutside } from '../ticket/outside.ts';
import { sendOutside } from './outside-work.ts';
import { changeReply } from './reply-work.ts';
import { reopenCommanded } from './reopening-work.ts';
import { typedWriting } from '../ticket/typed.ts';
import { standingOf } from './standing.ts';
import { applyTo } from './ticket-work.ts';
import type { Applied } from './ticket-work.ts';
import type { Work } from './work.ts';

/** The answer to an interaction. `entryId`: the outbox says the same, should the answer not be given. */
export interface Reply {
  readonly answer: Answer;
  readonly entryId: number | null;
}

/** Staff used a command, a menu or a button on a ticket. */
export function commanded(work: Work, event: StaffCommand): Reply {
  const ticket = ticketFor(work, event);
  if (event.type === 'messageAsked' || event.type === 'messageTyped') return sending(work, ticket, event);
  if (ticket === null) return toInvoker(unknown(event));
  switch (event.type) {
    case 'closeCommanded':
    case 'closingConfirmed':
    case 'closeRequested':
    case 'closeRequestWithdrawn':
    case 'claimCommanded':
    case 'unclaimCommanded':
    case 'watchCommanded':
    case 'moveCommanded':
      return replyOf(applyTo(work, ticket.id, event));
    case 'sendCommanded':
      return sendCommanded(work, ticket, event);
    case 'noteWritten':
      return noteWritten(work, ticket, event);
    case 'retryPressed':
      return retryPressed(work, ticket, event);
    case 'replyEditAsked':
    case 'replyEdited':
    case 'replyDeleted':
      return replyOf(changeReply(work, ticket, event));
    case 'reopenCommanded':
      return replyOf(reopenCommanded(work, ticket, event));
  }
}

/** A user answered a question about their ticket: whether it may be closed, or how it was. */
export function answeredByUser(work: Work, event: CloseRequestAnswered | FeedbackRated | FeedbackSent): Reply {
  const ticket = work.store.ticket(event.ticketId);
  const isTheirs = ticket?.userId === event.userId && work.rulesOf(ticket.serverId) !== null;
  if (!isTheirs) return { answer: { to: 'message', statement: { type: 'askedNoMore' } }, entryId: null };
  return replyOf(applyTo(work, event.ticketId, event));
}

/** The ticket that is meant. It is only seen from its own server. */
export function ticketFor(
  { store, rulesOf }: Work,
  { ticketId, channelId, serverId }: Pick<StaffCommand, 'ticketId' | 'channelId' | 'serverId'>,
): Ticket | null {
  const ticket = ticketId === null ? store.ticketOfPost(channelId as string as PostId) : store.ticket(ticketId);
  return ticket === null || ticket.serverId !== serverId || rulesOf(serverId) === null ? null : ticket;
}

function unknown({ type, ticketId }: StaffCommand): Statement {
  return isForPosts(type) ? { type: 'noTicketHere' } : notTheTicket(ticketId);
}

/** Why no ticket is meant: the one that was named isn't there, or none was. */
export function notTheTicket(ticketId: TicketId | null): Statement {
  return ticketId === null ? { type: 'noTicketNamed' } : { type: 'unknownTicket', ticketId };
}

/** Whether it takes no number of a ticket. */
function isForPosts(type: StaffCommand['type']): boolean {
  switch (type) {
    case 'sendCommanded':
    case 'retryPressed':
    case 'replyEditAsked':
    case 'replyEdited':
    case 'replyDeleted':
      return true;
    default:
      return false;
  }
}

/** `/send`: to the user of the ticket in whose post it is used, or to a person outside of any ticket. */
function sending(work: Work, ticket: Ticket | null, event: MessageAsked | MessageTyped): Reply {
  const to = event.contact === undefined ? recipientOutside(ticket, event.to) : event.to;
  if (to !== null) return sendOutside(work, event, to);
  if (ticket === null) return toInvoker({ type: 'noRecipient' });
  return event.type === 'messageTyped' ? messageTyped(work, ticket, event) : replyOf(applyTo(work, ticket.id, event));
}

/** Staff typed a message for the user into a command. */
export function messageTyped(work: Work, ticket: Ticket, event: MessageTyped): Reply {
  const applied = applyTo(work, ticket.id, event);
  if (applied?.record === 'relayed') {
    work.store.record({
      // It stands in no channel, so nobody deletes it there.
      channelId: null,
      writing: typedWriting(event),
      author: event.by,
      shownAs: applied.shownAs ?? null,
      side: 'staff',
      userId: ticket.userId,
      ticketId: ticket.id,
      became: 'relayed',
    });
  }
  return replyOf(applied);
}

/** A note is kept like one that was written in the post. */
function noteWritten(work: Work, ticket: Ticket, event: NoteWritten): Reply {
  const { id, text, writtenAt, by } = event;
  const applied = applyTo(work, ticket.id, event);
  if (applied?.record === 'note') {
    work.store.record({
      channelId: null,
      writing: { messageId: id as MessageId, text, files: [], replyTo: null, writtenAt },
      author: by,
      side: 'staff',
      userId: ticket.userId,
      ticketId: ticket.id,
      became: 'note',
    });
  }
  return replyOf(applied);
}

function sendCommanded(work: Work, ticket: Ticket, event: SendCommanded): Reply {
  if (event.isOurs) return toInvoker({ type: 'notForUser' });
  const { writing, author } = event;
  const known = work.store.recorded(writing.messageId);
  if (known !== null && known.deletedAt !== null) return toInvoker({ type: 'isGone' });
  // A menu tells of its message's author without the name that they have in the server.
  const shown = known?.author ?? { id: author.id, name: author.name, isHidden: false };
  const applied = applyTo(work, ticket.id, {
    ...asked(work, ticket, { writing, author: shown, known }),
    by: event.by,
    via: 'menu',
  });
  if (applied?.record === 'relayed') {
    work.store.record({
      channelId: event.channelId,
      writing,
      author,
      shownAs: applied.shownAs ?? null,
      side: 'staff',
      userId: ticket.userId,
      ticketId: ticket.id,
      became: 'relayed',
    });
    work.store.reclassify(writing.messageId, 'relayed');
    if (applied.shownAs !== undefined) work.store.recordName(writing.messageId, applied.shownAs);
    // Discord may have kept back what it says until somebody used a menu on it.
    if (known?.writing.text === '') work.store.recordContent(writing.messageId, writing);
  }
  return replyOf(applied);
}

function retryPressed(work: Work, ticket: Ticket, event: RetryPressed): Reply {
  const known = work.store.recorded(event.messageId);
  if (known === null || known.ticketId !== ticket.id || known.deletedAt !== null) {
    return { answer: { to: 'message', statement: { type: 'isGone' } }, entryId: null };
  }
  const { writing, author } = known;
  return replyOf(
    applyTo(work, ticket.id, { ...asked(work, ticket, { writing, author, known }), by: event.by, via: 'button' }),
  );
}

interface Wanted extends Pick<SendingAsked, 'writing' | 'author'> {
  readonly known: KnownMessage | null;
}

/** A message that is to go to the user, with where its copy is. */
function asked({ store }: Work, ticket: Ticket, { writing, author, known }: Wanted): Omit<SendingAsked, 'by' | 'via'> {
  const place = placeOn('user', ticket);
  const isWaiting = store.outbox.isSending(place, writing.messageId);
  const copy = isWaiting ? 'waiting' : known?.became === 'relayed' ? 'settled' : 'none';
  // Not what still stands there and is about to be taken away.
  const delivered = standingOf(store, place, writing.messageId).map(({ part }) => part);
  return { type: 'sendingAsked', writing, author, copy, delivered };
}

function replyOf(applied: Applied | null): Reply {
  const answer = applied?.answer;
  if (applied === null || answer === undefined) throw new Error('A command was decided on without an answer.');
  return { answer, entryId: answer.to === 'everyone' ? (applied.entries.get(answer.effect) ?? null) : null };
}

/** Only whoever used it reads what came of it. */
export function toInvoker(statement: Statement): Reply {
  return { answer: { to: 'invoker', statement }, entryId: null };
}
