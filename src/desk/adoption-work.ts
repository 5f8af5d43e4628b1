import type { Effect } from '../ticket/effects.ts';
import { archivePost } from '../ticket/closing.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { PostOrigin, Correspondent, StandingPost } from './adoption.ts';
import { joinTicket } from './draft-work.ts';
import { endDraft } from './drafts.ts';
import { placeOn, queue } from './queueing.ts';
import type { Work } from './work.ts';

/** A known post stands in its forum in a state that the database doesn't know of: what was done to it since was forgotten. */
export function postFound(work: Work, post: StandingPost): void {
  const { store, now } = work;
  const ticket = store.ticketOfPost(post.postId);
  if (ticket === null || isAboutToOpen(work, ticket)) return;
  if (ticket.status === 'open' && post.isLocked && post.status === 'closed') {
    const closed: Ticket = { ...ticket, status: 'closed', closedAt: post.closedAt, closePlan: null, silence: null };
    store.saveTicket(closed);
    store.log(ticket.id, now, { type: 'foundClosed', by: null, detail: null });
    // They would wake it.
    for (const id of waiting(work, ticket, 'setTags')) store.outbox.remove(id);
    // And so would what else waits, which may only now learn that it was done.
    if (store.outbox.waitingIn(placeOn('post', ticket)).length > 0)
      queue([archivePost(closed)], { ...work, owner: closed });
  }
  if (ticket.status === 'closed' && !post.isLocked && post.status === 'open') {
    store.saveTicket({ ...ticket, status: 'open', closedAt: null, closePlan: null, silence: null });
    store.log(ticket.id, now, { type: 'foundOpen', by: null, detail: null });
    const user = store.user(ticket.userId);
    if (user?.draftFor === ticket.serverId) joinTicket(work, user.person, ticket.id);
  }
}

/**
 * A post that nobody knows becomes the ticket that its first message says it is. `false`: that number is another ticket's, or
 * nobody can tell whose ticket it is; no other one gets its number.
 */
export function adopt(work: Work, post: StandingPost, origin: PostOrigin, user: Correspondent | null): boolean {
  const { store, now } = work;
  const { postId, serverId, isLocked, closedAt } = post;
  const { ticketId, mark, openedAt } = origin;
  if (store.ticket(ticketId) !== null) return false;
  if (origin.user === null) {
    store.skipTicketId(ticketId);
    return false;
  }
  const userId = origin.user.id;
  const known = store.user(userId);
  const person = user?.person ?? known?.person ?? origin.user;
  const channelId = user?.channelId ?? known?.channelId ?? null;
  const draftFor = known?.draftFor ?? null;
  store.saveUser({ person, channelId, draftFor, refusedAt: known?.refusedAt ?? null });
  store.saveTicket({
    id: ticketId,
    serverId,
    userId,
    userName: person.name,
    isAnonymous: false,
    category: null,
    status: isLocked ? 'closed' : 'open',
    activity: 'unanswered',
    postId,
    mark,
    openedAt,
    closedAt: isLocked ? closedAt : null,
    closePlan: null,
    feedback: null,
    silence: null,
    claimedBy: null,
    watchers: [],
  });
  store.log(ticketId, now, { type: isLocked ? 'foundClosed' : 'foundOpen', by: null, detail: null });
  // What the user wrote before has been delivered there, or goes there now.
  if (draftFor === serverId && isLocked) endDraft(work, userId, ticketId);
  if (draftFor === serverId && !isLocked) joinTicket(work, person, ticketId);
  return true;
}

/** Opened again by a process that came no further. */
function isAboutToOpen(work: Work, ticket: Ticket): boolean {
  return waiting(work, ticket, 'reopenPost').length > 0;
}

/** What of this kind is still to be done in a ticket's post. */
function waiting({ store: { outbox } }: Work, ticket: Ticket, type: Effect['type']): readonly number[] {
  return outbox.waitingIn(placeOn('post', ticket)).filter((id) => outbox.get(id)?.effect.type === type);
}
