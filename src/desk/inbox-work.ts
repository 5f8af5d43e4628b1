import type { Effect, LookUpMember } from '../ticket/effects.ts';
import type { UserWrote } from '../ticket/events.ts';
import { memberKnownForMs, route } from '../ticket/inbox.ts';
import type { Inbox, Routing } from '../ticket/inbox.ts';
import { openTicket } from '../ticket/opening.ts';
import type { Rules } from '../ticket/rules.ts';
import type { Member, Person, TicketId, UserId, Writing } from '../ticket/ticket.ts';
import { markDeletedInDraft } from './change-work.ts';
import { queue } from './queueing.ts';
import { applyTo } from './ticket-work.ts';
import type { Work } from './work.ts';

/** A user wrote to the bot: their words are kept before anything else happens. */
export function userWrote(work: Work, event: UserWrote): void {
  const rules = work.rulesOf(work.homeServer());
  if (rules === null) return;
  const inbox = inboxOf(work, event.user.id, rules);
  const routing = route(inbox, event, rules, work.now);
  work.store.saveUser({
    person: event.user,
    channelId: event.channelId,
    draftFor: routing.to === 'draft' ? rules.serverId : inbox.draftFor,
    refusedAt: refusedAt(work, routing, inbox.refusedAt),
  });
  work.store.sawMessage(event.channelId, event.writing.messageId);
  follow(work, routing, event, rules);
}

/** Discord said whether a user is a member: what waited in their draft goes on. */
export function memberLookedUp(work: Work, { userId, serverId }: LookUpMember, member: Member | null): void {
  if (member !== null) work.store.saveMember(member, work.now);
  const rules = work.rulesOf(serverId);
  const user = work.store.user(userId);
  if (user === null) return;
  if (rules === null) {
    // The server left the configuration meanwhile: the draft must not hold up what the user writes later.
    work.store.saveUser({ ...user, draftFor: null });
    return work.store.endDraft(userId, null);
  }
  const routing = route(
    inboxOf(work, userId, rules),
    { type: 'memberLookedUp', userId, serverId, member },
    rules,
    work.now,
  );
  work.store.saveUser({ ...user, draftFor: null, refusedAt: refusedAt(work, routing, user.refusedAt) });
  if (routing.to === 'newTicket') {
    const writings = work.store.draft(userId);
    work.store.endDraft(userId, open(work, user.person, routing.member, writings, rules));
    markDeletedInDraft(
      work,
      writings.map(({ messageId }) => messageId),
    );
  } else if (routing.to === 'refusal') {
    work.store.endDraft(userId, null);
    queueForUser(work, userId, routing.effects);
  }
}

function inboxOf({ store, now }: Work, userId: UserId, rules: Rules): Inbox {
  const user = store.user(userId);
  return {
    userId,
    draftFor: user?.draftFor ?? null,
    draft: (user?.draftFor ?? null) === null ? [] : store.draft(userId).map(({ messageId }) => messageId),
    openTicket: store.openTicketOf(userId, rules.serverId)?.id ?? null,
    member: store.member(rules.serverId, userId, now - memberKnownForMs),
    refusedAt: user?.refusedAt ?? null,
  };
}

function refusedAt({ now }: Work, routing: Routing, before: number | null): number | null {
  return routing.to === 'refusal' && routing.isToldAgain ? now : before;
}

/** Carries out where a user's message goes. */
function follow(work: Work, routing: Routing, event: UserWrote, rules: Rules): void {
  const { user, writing } = event;
  const record = (became: 'draft' | 'relayed' | 'refused', ticketId: TicketId | null): void =>
    work.store.record({ writing, author: user, side: 'user', userId: user.id, ticketId, became });
  switch (routing.to) {
    case 'ticket':
      record('relayed', routing.ticketId);
      applyTo(work, routing.ticketId, event);
      return;
    case 'draft':
      record('draft', null);
      queueForUser(work, user.id, routing.effects);
      return;
    case 'newTicket':
      record('relayed', open(work, user, routing.member, [writing], rules));
      return;
    case 'refusal':
      record('refused', null);
      queueForUser(work, user.id, routing.effects);
      return;
    case 'nowhere':
      return;
  }
}

function open(work: Work, user: Person, member: Member, writings: readonly Writing[], rules: Rules): TicketId {
  const { store, random, now } = work;
  const id = store.nextTicketId();
  const earlierTickets = store.earlierTickets(user.id, rules.serverId);
  const { ticket, effects } = openTicket(
    { id, mark: random.mark(), user, member, writings, earlierTickets },
    rules,
    now,
  );
  store.saveTicket(ticket);
  store.log(id, now, { type: 'opened', by: user.id, detail: null });
  queue(effects, { ...work, owner: ticket });
  return id;
}

function queueForUser(work: Work, userId: UserId, effects: readonly Effect[]): void {
  const planned = effects.map((effect) => ({ effect }));
  queue(planned, { ...work, owner: { id: null, userId, postId: null } });
}
