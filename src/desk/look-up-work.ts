import { categoryNamed } from '../ticket/category.ts';
import type {
  HistoryAsked,
  LookUpCommand,
  SearchAsked,
  TicketInfoAsked,
  TranscriptAsked,
  WhoseTickets,
} from '../ticket/commands.ts';
import type { ListedTicket, TicketInfo } from '../ticket/look-up-statement.ts';
import type { Statement } from '../ticket/statement.ts';
import type { Ticket, UserId } from '../ticket/ticket.ts';
import { notTheTicket, ticketFor, toInvoker } from './command-work.ts';
import type { Reply } from './command-work.ts';
import { queue } from './queueing.ts';
import type { Work } from './work.ts';

/** So many lines fit into one answer, however long names and texts are. */
const ticketsPerPage = 20;
const mostFound = 10;

/** Staff want to know something about tickets of their server. Only they read it. */
export function answerLookUp(work: Work, event: LookUpCommand): Reply {
  switch (event.type) {
    case 'ticketInfoAsked':
      return toInvoker(infoAsked(work, event));
    case 'transcriptAsked':
      return transcriptAsked(work, event);
    case 'historyAsked': {
      const statement = history(work, event);
      return event.via === 'button' ? { answer: { to: 'message', statement }, entryId: null } : toInvoker(statement);
    }
    case 'searchAsked':
      return toInvoker(search(work, event));
  }
}

function infoAsked(work: Work, event: TicketInfoAsked): Statement {
  const ticket = ticketFor(work, event);
  return ticket === null ? notTheTicket(event.ticketId) : { type: 'ticketInfo', info: infoOf(work, ticket) };
}

/** It may take a while, and is written when it is sent: what waits is only that it is wanted. */
function transcriptAsked(work: Work, event: TranscriptAsked): Reply {
  const ticket = ticketFor(work, event);
  if (ticket === null) return toInvoker(notTheTicket(event.ticketId));
  const { id: ticketId } = ticket;
  const { answerTo } = event;
  const statement: Statement = { type: 'transcriptMade', ticketId };
  queue([{ effect: { type: 'answerLater', answerTo, statement, transcriptOf: ticketId } }], { ...work, owner: ticket });
  return { answer: { to: 'later' }, entryId: null };
}

function infoOf(work: Work, ticket: Ticket): TicketInfo {
  const { id, postId, status, activity, category, openedAt, closedAt, claimedBy, watchers } = ticket;
  const isOpen = status === 'open';
  return {
    ...named(work, ticket, { id, postId, status, activity, category, openedAt }),
    user: userOf(ticket),
    closedAt: isOpen ? null : closedAt,
    closesAt: ticket.closePlan?.at ?? null,
    claimedBy,
    watchers: isOpen ? watchers : [],
    rating: ticket.feedback?.rating ?? null,
    written: work.store.lookUps.written(id),
  };
}

/** What stands for somebody who was forgotten is no ID. */
function userOf({ isAnonymous, userId, userName: name }: Ticket): TicketInfo['user'] {
  return isAnonymous || !/^[1-9]\d*$/.test(userId) ? { name, isAnonymous } : { id: userId };
}

function named({ rulesOf }: Work, { serverId }: Pick<Ticket, 'serverId'>, ticket: ListedTicket): ListedTicket {
  const rules = rulesOf(serverId);
  return rules === null || ticket.category === null
    ? ticket
    : { ...ticket, category: categoryNamed(ticket.category, rules) };
}

interface Asked {
  readonly whose: WhoseTickets;
  readonly userId: UserId;
  /** The ticket that is known already. */
  readonly except: Ticket['id'] | null;
}

function history(work: Work, event: HistoryAsked): Statement {
  const { whose } = event;
  if ('userId' in whose) return listed(work, event, { whose, userId: whose.userId, except: null });
  const ticket = ticketFor(work, { ...event, ticketId: whose.ticketId });
  if (ticket === null) return notTheTicket(whose.ticketId);
  const { id: ticketId, userId, isAnonymous } = ticket;
  // However many there are, it would tell something of them.
  if (isAnonymous) return { type: 'historyHidden', ticketId };
  return listed(work, event, { whose: { ticketId }, userId, except: ticketId });
}

function listed(work: Work, { serverId, page: wanted }: HistoryAsked, { whose, userId, except }: Asked): Statement {
  const { lookUps } = work.store;
  const count = lookUps.countOf(userId, serverId, except);
  if (count === 0) return { type: 'noTickets', whose };
  const pages = Math.ceil(count / ticketsPerPage);
  const page = Math.min(Math.max(0, wanted), pages - 1);
  const tickets = lookUps.listOf(userId, serverId, { except, limit: ticketsPerPage, offset: page * ticketsPerPage });
  return {
    type: 'ticketList',
    whose,
    tickets: tickets.map((ticket) => named(work, { serverId }, ticket)),
    count,
    page,
    pages,
  };
}

function search({ store }: Work, { serverId, query }: SearchAsked): Statement {
  const found = store.lookUps.find(query, serverId, mostFound + 1);
  if (found.length === 0) return { type: 'nothingFound', query };
  return { type: 'messagesFound', query, found: found.slice(0, mostFound), areMore: found.length > mostFound };
}
