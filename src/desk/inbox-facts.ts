import { categoryNamed } from '../ticket/category.ts';
import { memberKnownForMs } from '../ticket/inbox.ts';
import type { Inbox, OfferedServer, Prompt } from '../ticket/inbox.ts';
import { limitOf } from '../ticket/refusing.ts';
import type { Rules } from '../ticket/rules.ts';
import type { MessageId, ServerId, Ticket, UserId, Writing } from '../ticket/ticket.ts';
import type { Doorway } from '../ticket/which-server.ts';
import { choiceHoldsForMs } from '../ticket/which-ticket.ts';
import type { OfferedTicket } from '../ticket/which-ticket.ts';
import { answeredBy } from './outside-work.ts';
import type { Work } from './work.ts';

/** The server that it is clear a user means; `null`: it isn't. One that isn't configured (any more) is one that a draft is for. */
export function serverMeant(work: Work, userId: UserId, writing: Writing | null): ServerId | null {
  const { store } = work;
  const servers = work.servers();
  const replyTo = writing?.replyTo ?? null;
  const replied = servers.find((id) => replyTo !== null && store.openTicketOfMessage(replyTo, userId, id) !== null);
  if (replied !== undefined) return replied;
  const draftFor = store.user(userId)?.draftFor ?? null;
  if (draftFor !== null) return draftFor === 'undecided' ? null : draftFor;
  const [only, ...others] = servers;
  if (writing === null) return others.length === 0 ? (only ?? null) : null;
  const found = servers.find((id) => store.ticketFoundClosed(userId, id, writing.writtenAt) !== null);
  if (found !== undefined) return found;
  const open = openTickets(work, userId);
  const spokenIn = ticketSpokenIn(work, userId, open, writing);
  if (spokenIn !== null) return spokenIn.serverId;
  if (open.length > 0) return null;
  return others.length === 0 ? (only ?? null) : (serverOf(work, userId, writing, servers) ?? null);
}

/** Of all configured servers, the most recently active first. */
function openTickets(work: Work, userId: UserId): readonly Ticket[] {
  const open = work.servers().flatMap((id) => work.store.openTicketsOf(userId, id));
  return open.toSorted((one, other) => activeAt(work, other) - activeAt(work, one));
}

/** The open ticket in which what a user writes goes on without asking. An answer to what staff wrote to them by name would tell whose an anonymous one is. */
function ticketSpokenIn(work: Work, userId: UserId, open: readonly Ticket[], writing: Writing): Ticket | null {
  const ticket = ticketClear(work, userId, open, writing.writtenAt);
  return ticket?.isAnonymous === true && answeredBy(work, userId, writing) !== null ? null : ticket;
}

/** The only one, the latest where they want that, or the one that they chose just now. */
function ticketClear(work: Work, userId: UserId, open: readonly Ticket[], at: number): Ticket | null {
  const { store } = work;
  const [latest, ...others] = open;
  // What was meant for an anonymous one gives its user away in another.
  const isSafe = others.every(({ isAnonymous }) => isAnonymous === latest?.isAnonymous);
  if (others.length === 0 || (isSafe && store.preferences(userId).autoRedirect)) return latest ?? null;
  const { ticketId, spokenAt } = store.conversation(userId) ?? {};
  const chosen = open.find(({ id }) => id === ticketId);
  if (chosen === undefined || spokenAt === undefined) return null;
  return at - Math.max(spokenAt, activeAt(work, chosen)) < choiceHoldsForMs ? chosen : null;
}

/** By what the user answers, and by what was closed lately. */
function serverOf(work: Work, userId: UserId, writing: Writing, servers: readonly ServerId[]): ServerId | undefined {
  const answered = answeredBy(work, userId, writing)?.serverId;
  if (answered !== undefined) return servers.find((id) => id === answered);
  const closed = servers.flatMap((serverId) => {
    const rules = work.rulesOf(serverId);
    const recent = rules === null ? null : recentTicket(work, userId, rules, writing);
    return recent === null ? [] : [{ serverId, ...recent }];
  });
  return closed.toSorted((one, other) => other.closedAt - one.closedAt)[0]?.serverId;
}

/** When something was written in it last, in epoch ms. */
export function activeAt({ store, madeAt }: Work, { id, openedAt }: Ticket): number {
  const { messageId } = store.lastTurn(id);
  return messageId === null ? openedAt : Math.max(openedAt, madeAt(messageId));
}

/** What decides where something goes that is for a server. */
export function inboxOf(work: Work, userId: UserId, rules: Rules, writing: Writing | null = null): Inbox {
  const { store, now } = work;
  const { serverId } = rules;
  const user = store.user(userId);
  const prompt = store.prompt(userId);
  const replyTo = writing?.replyTo ?? null;
  const answers = writing === null ? null : answeredBy(work, userId, writing);
  const open = store.openTicketsOf(userId, serverId);
  const replied = replyTo === null ? null : store.openTicketOfMessage(replyTo, userId, serverId);
  const spokenIn = writing === null ? null : ticketSpokenIn(work, userId, openTickets(work, userId), writing)?.id;
  return {
    ...draftOf(work, userId),
    userId,
    deliveredIn: writing === null ? null : store.ticketFoundClosed(userId, serverId, writing.writtenAt),
    prompt,
    unlooked: [],
    offered: offeredIn(work, prompt),
    isReply: replied !== null,
    // Else an anonymous one: there, no word tells more than it should.
    openTicket: open.find(({ id }) => id === (replied ?? spokenIn)) ?? open[0] ?? null,
    openCount: { all: open.length, hidden: open.filter(({ isAnonymous }) => isAnonymous).length },
    accountMadeAt: work.madeAt(userId),
    recent: answers === null ? recentTicket(work, userId, rules, writing) : null,
    member: store.member(serverId, userId, now - memberKnownForMs),
    refusedAt: user?.refusedAt ?? null,
    blacklist: store.blacklist.about(serverId, userId, now),
    barredToldAt: store.blacklist.toldAt(serverId, userId),
  };
}

/** What decides for which of several servers something is. */
export function doorwayOf(work: Work, userId: UserId): Doorway {
  const { store } = work;
  const prompt = store.prompt(userId);
  const { draftFor, ...draft } = draftOf(work, userId);
  const asksWhich = draftFor === null || prompt?.asksWhich === true;
  return {
    ...draft,
    draftFor,
    userId,
    prompt,
    refusedAt: store.user(userId)?.refusedAt ?? null,
    offered: offeredIn(work, prompt),
    voice: { language: store.preferences(userId).language ?? languageOf(work) },
    openTickets: asksWhich ? openTickets(work, userId).map((ticket) => offeredTicket(work, ticket)) : [],
    doors: work.servers().flatMap((id) => {
      const rules = work.rulesOf(id);
      if (rules?.ticketsEnabled !== true) return [];
      const isMember = isMemberOf(work, userId, id, draftFor !== null);
      // Where nobody can tell, it isn't waited for.
      return isMember === null && !work.isReachable(id)
        ? []
        : [{ id, name: rules.serverName, isMember, full: fullness(work, userId, rules) }];
    }),
  };
}

/** That of the servers, where they have one in common. */
function languageOf(work: Work): string {
  const languages = new Set(work.servers().flatMap((id) => work.rulesOf(id)?.language ?? []));
  const [only, ...others] = languages;
  return only !== undefined && others.length === 0 ? only : work.usualLanguage();
}

function fullness({ store }: Work, userId: UserId, rules: Rules): Doorway['doors'][number]['full'] {
  const { length: all } = store.openTicketsOf(userId, rules.serverId);
  return limitOf({ openCount: { all, hidden: all } }, false, rules);
}

/** So much of what began a ticket is shown where it is offered. */
const longestBeginning = 90;

function offeredTicket(work: Work, { id, serverId, category, isAnonymous }: Ticket): OfferedTicket {
  const rules = work.rulesOf(serverId);
  const beginning = Array.from(work.store.beginningOf(id).replaceAll(/\s+/g, ' ').trim());
  return {
    id,
    serverId,
    server: rules?.serverName ?? '',
    category: rules === null || category === null ? null : categoryNamed(category, rules),
    isAnonymous,
    beginning: `${beginning.slice(0, longestBeginning).join('')}${beginning.length > longestBeginning ? '…' : ''}`,
  };
}

/** What Discord said before the draft was begun, of whom it didn't know, may be otherwise by now. */
function isMemberOf({ store, now }: Work, userId: UserId, serverId: ServerId, hasDraft: boolean): boolean | null {
  if (store.member(serverId, userId, now - memberKnownForMs) !== null) return true;
  return hasDraft && store.isAbsent(serverId, userId) ? false : null;
}

function draftOf({ store }: Work, userId: UserId): Pick<Inbox, 'draftFor' | 'draft' | 'wasDropped'> {
  const draftFor = store.user(userId)?.draftFor ?? null;
  const draft = draftFor === null ? [] : store.draft(userId).map(({ messageId }) => messageId);
  return { draftFor, draft, wasDropped: false };
}

function offeredIn(work: Work, prompt: Prompt | null): readonly OfferedServer[] {
  return (prompt?.offered ?? []).flatMap((id) => {
    const rules = work.rulesOf(id);
    return rules === null ? [] : [{ id, name: rules.serverName }];
  });
}

/** A closed ticket that what the user writes may belong to. */
function recentTicket(
  { store, now }: Work,
  userId: UserId,
  { serverId, graceMs }: Rules,
  writing: Writing | null,
): Inbox['recent'] {
  const replyTo: MessageId | null = writing?.replyTo ?? null;
  const replied = replyTo === null ? null : store.closedTicketOfMessage(replyTo, userId, serverId);
  // By when it was written: what comes late was meant for the ticket that was open, or just closed, then.
  return replied ?? store.lastClosed(userId, serverId, (writing?.writtenAt ?? now) - graceMs);
}
