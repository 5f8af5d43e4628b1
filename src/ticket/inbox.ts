import type { Effect, Statement } from './effects.ts';
import type { InboxEvent, MemberLookedUp, UserWrote } from './events.ts';
import type { Rules } from './rules.ts';
import { statementTo } from './saying.ts';
import type { Member, MessageId, ServerId, TicketId, UserId } from './ticket.ts';

/** So long is an answer of Discord about a member good enough. */
export const memberKnownForMs = 10 * 60_000;

/** A user who keeps writing to a bot that can't take it is told so at most this often. */
const refusalEveryMs = 60_000;

/** All that decides where a user's DM goes. */
export interface Inbox {
  readonly userId: UserId;
  /** What the user wrote before a ticket exists waits in a draft for this server. */
  readonly draftFor: ServerId | null;
  readonly draft: readonly MessageId[];
  readonly openTicket: TicketId | null;
  /** As Discord told within the last {@link memberKnownForMs}. */
  readonly member: Member | null;
  readonly refusedAt: number | null;
}

/** Where something goes. */
export type Routing =
  | { readonly to: 'ticket'; readonly ticketId: TicketId }
  /** It joins the draft; a new draft asks Discord first. */
  | { readonly to: 'draft'; readonly effects: readonly Effect[] }
  /** The draft is complete: a ticket is opened from it. */
  | { readonly to: 'newTicket'; readonly member: Member }
  /** A rule says no: the draft ends, and its author is told why, unless they were told just now. */
  | { readonly to: 'refusal'; readonly isToldAgain: boolean; readonly effects: readonly Effect[] }
  | { readonly to: 'nowhere' };

/** Decides where a user's DM goes, before and beside tickets. Pure; `now` is in epoch ms. */
export function route(inbox: Inbox, event: InboxEvent, rules: Rules, now: number): Routing {
  return event.type === 'userWrote' ? routeMessage(inbox, event, rules, now) : routeMember(inbox, event, rules, now);
}

function routeMessage(inbox: Inbox, event: UserWrote, rules: Rules, now: number): Routing {
  if (inbox.draftFor !== null) return { to: 'draft', effects: [] };
  if (inbox.openTicket !== null) return { to: 'ticket', ticketId: inbox.openTicket };
  if (!rules.ticketsEnabled) {
    return refusal(inbox, { type: 'ticketsDisabled', server: rules.serverName }, rules, {
      now,
      messages: [event.writing.messageId],
    });
  }
  if (inbox.member !== null) return { to: 'newTicket', member: inbox.member };
  return { to: 'draft', effects: [{ type: 'lookUpMember', serverId: rules.serverId, userId: inbox.userId }] };
}

function routeMember(inbox: Inbox, event: MemberLookedUp, rules: Rules, now: number): Routing {
  if (inbox.draftFor === null) return { to: 'nowhere' };
  if (event.member !== null) return { to: 'newTicket', member: event.member };
  return refusal(inbox, { type: 'notAMember', server: rules.serverName }, rules, {
    now,
    messages: inbox.draft,
  });
}

/** Each message is marked as not sent; the sentence that says why isn't repeated all the time. */
function refusal(inbox: Inbox, statement: Statement, rules: Rules, refused: Refused): Routing {
  const isToldAgain = inbox.refusedAt === null || refused.now - inbox.refusedAt >= refusalEveryMs;
  const sentence = statementTo('user', statement, rules, refused.messages.at(-1));
  const marks = refused.messages.map((messageId) => failedMark(messageId));
  return { to: 'refusal', isToldAgain, effects: isToldAgain ? [sentence, ...marks] : marks };
}

interface Refused {
  readonly now: number;
  readonly messages: readonly MessageId[];
}

function failedMark(messageId: MessageId): Effect {
  return { type: 'react', side: 'user', messageId, outcome: 'failed' };
}
