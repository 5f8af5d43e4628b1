import { decide } from '../ticket/decide.ts';
import type { Answer, Decision } from '../ticket/decide.ts';
import type { Effect } from '../ticket/effects.ts';
import type { CloseCommanded, FailureReason, StaffWrote, TicketEvent, UserWrote } from '../ticket/events.ts';
import { memberKnownForMs, route } from '../ticket/inbox.ts';
import type { Inbox, Routing } from '../ticket/inbox.ts';
import { openTicket } from '../ticket/opening.ts';
import type { Rules } from '../ticket/rules.ts';
import type {
  ChannelId,
  Member,
  MessageId,
  PostId,
  ServerId,
  Ticket,
  TicketId,
  UserId,
  Writing,
} from '../ticket/ticket.ts';
import type { Clock, Entry, OutsideEvent, Place, Random, Result, Store } from './ports.ts';
import { placeOf, queue } from './queueing.ts';

/** The answer to an interaction. `entryId`: the outbox says the same, should the answer not be given. */
export interface Reply {
  readonly answer: Answer;
  readonly entryId: number | null;
}

export interface DeskParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  /** The settings of a configured server; `null` for any other. */
  rulesOf(serverId: ServerId): Rules | null;
  /** The server that a DM is for. */
  homeServer(): ServerId;
  /** Called after each commit with the places that may have something to do. */
  onQueued(places: ReadonlySet<Place>): void;
}

/** Runs decisions. Each call is one transaction: what came in, what follows from it, and what is to be done are kept together. */
export interface Desk {
  handle(event: OutsideEvent): Reply | null;
  /** An effect was done. Said twice, it counts once. */
  performed(entryId: number, result: Result): void;
  /** An effect won't be tried again. */
  failed(entryId: number, reason: FailureReason): void;
  /** The gateway showed a message of ours that bears this nonce. */
  echoed(nonce: string, messageId: MessageId): void;
  /** The gateway showed a post of ours that bears this mark. */
  postEchoed(mark: string, postId: PostId): void;
  /** Everything in a channel up to this message was handled. */
  saw(channelId: ChannelId, messageId: string): void;
}

/** Makes the desk. */
export function createDesk(parts: DeskParts): Desk {
  const inTransaction = <T>(run: (work: Work) => T): T => {
    const places = new Set<Place>();
    const result = parts.store.transaction(() => run(new Work(parts, places)));
    if (places.size > 0) parts.onQueued(places);
    return result;
  };
  return {
    handle: (event) => inTransaction((work) => work.handle(event)),
    performed: (entryId, result) => inTransaction((work) => work.performed(entryId, result)),
    failed: (entryId, reason) => inTransaction((work) => work.failed(entryId, reason)),
    echoed: (nonce, messageId) => inTransaction((work) => work.echoed(nonce, messageId)),
    postEchoed: (mark, postId) => inTransaction((work) => work.postEchoed(mark, postId)),
    saw: (channelId, messageId) => inTransaction(() => parts.store.sawMessage(channelId, messageId)),
  };
}

/** One transaction's work. */
class Work {
  readonly #parts: DeskParts;
  readonly #store: Store;
  readonly #places: Set<Place>;
  readonly #now: number;

  constructor(parts: DeskParts, places: Set<Place>) {
    this.#parts = parts;
    this.#store = parts.store;
    this.#places = places;
    this.#now = parts.clock.now();
  }

  handle(event: OutsideEvent): Reply | null {
    if (!this.#store.isFirst(event.key, this.#now)) return null;
    switch (event.type) {
      case 'userWrote':
        this.#userWrote(event);
        return null;
      case 'staffWrote':
        this.#staffWrote(event);
        return null;
      case 'closeCommanded':
        return this.#commanded(event);
    }
  }

  performed(entryId: number, result: Result): void {
    const entry = this.#store.outbox.get(entryId);
    if (entry === null) return;
    this.#store.outbox.remove(entryId);
    this.#touch(entry);
    if (result.type === 'member') return this.#memberLookedUp(entry, result.member);
    const messageId = messageOf(result);
    if (messageId !== null) this.#store.addCopy(copyOf(entry, messageId));
    if (result.type === 'post') {
      this.#store.sawMessage(channelOf(result.postId), result.postId);
      this.#applyTo(entry.ticketId, { type: 'postOpened', postId: result.postId });
    }
    this.#applyTo(entry.ticketId, { type: 'delivered', effect: entry.effect, messageId });
  }

  failed(entryId: number, reason: FailureReason): void {
    const entry = this.#store.outbox.get(entryId);
    if (entry === null) return;
    this.#store.outbox.removeWithFollowers(entryId);
    this.#touch(entry);
    this.#applyTo(entry.ticketId, { type: 'deliveryFailed', effect: entry.effect, reason });
  }

  echoed(nonce: string, messageId: MessageId): void {
    const entry = this.#store.outbox.byNonce(nonce);
    if (entry !== null) this.performed(entry.id, { type: 'message', messageId });
  }

  postEchoed(mark: string, postId: PostId): void {
    const entry = this.#store.outbox.opening(mark);
    if (entry !== null) this.performed(entry.id, { type: 'post', postId });
  }

  #userWrote(event: UserWrote): void {
    const rules = this.#parts.rulesOf(this.#parts.homeServer());
    if (rules === null) return;
    const user = this.#store.user(event.user.id);
    const inbox = this.#inboxOf(event.user.id, rules);
    const routing = route(inbox, event, rules, this.#now);
    this.#store.saveUser({
      person: event.user,
      channelId: event.channelId,
      draftFor: draftAfter(routing, inbox, rules),
      refusedAt: this.#refusedAt(routing, user?.refusedAt ?? null),
    });
    this.#store.sawMessage(event.channelId, event.writing.messageId);
    this.#follow(routing, event, rules);
  }

  /** Carries out where a user's message goes. */
  #follow(routing: Routing, event: UserWrote, rules: Rules): void {
    const record = (became: 'draft' | 'relayed' | 'refused', ticketId: TicketId | null) =>
      this.#store.record({
        writing: event.writing,
        author: event.user,
        side: 'user',
        userId: event.user.id,
        ticketId,
        became,
      });
    switch (routing.to) {
      case 'ticket':
        record('relayed', routing.ticketId);
        this.#applyTo(routing.ticketId, event);
        return;
      case 'draft':
        record('draft', null);
        this.#queueForUser(event.user.id, routing.effects);
        return;
      case 'newTicket':
        record('relayed', this.#open(event.user.id, routing.member, [event.writing], rules));
        return;
      case 'refusal':
        record('refused', null);
        this.#queueForUser(event.user.id, routing.effects);
        return;
      case 'nowhere':
        return;
    }
  }

  #memberLookedUp(entry: Entry, member: Member | null): void {
    if (entry.effect.type !== 'lookUpMember') return;
    const { userId, serverId } = entry.effect;
    if (member !== null) this.#store.saveMember(member, this.#now);
    const rules = this.#parts.rulesOf(serverId);
    const user = this.#store.user(userId);
    if (rules === null || user === null) return;
    const routing = route(
      this.#inboxOf(userId, rules),
      { type: 'memberLookedUp', userId, serverId, member },
      rules,
      this.#now,
    );
    this.#store.saveUser({ ...user, draftFor: null, refusedAt: this.#refusedAt(routing, user.refusedAt) });
    if (routing.to === 'newTicket') {
      const ticketId = this.#open(userId, routing.member, this.#store.draft(userId), rules);
      this.#store.endDraft(userId, ticketId);
    } else if (routing.to === 'refusal') {
      this.#store.endDraft(userId, null);
      this.#queueForUser(userId, routing.effects);
    }
  }

  #open(userId: UserId, member: Member, writings: readonly Writing[], rules: Rules): TicketId | null {
    const user = this.#store.user(userId);
    if (user === null) return null;
    const id = this.#store.nextTicketId();
    const earlierTickets = this.#store.earlierTickets(userId, rules.serverId);
    const opening = { id, mark: this.#parts.random.mark(), user: user.person, member, writings, earlierTickets };
    const { ticket, effects } = openTicket(opening, rules, this.#now);
    this.#store.saveTicket(ticket);
    this.#store.log(id, this.#now, { type: 'opened', by: userId, detail: null });
    this.#queue(effects, ticket);
    return id;
  }

  #inboxOf(userId: UserId, rules: Rules): Inbox {
    const user = this.#store.user(userId);
    return {
      userId,
      draftFor: user?.draftFor ?? null,
      openTicket: this.#store.openTicketOf(userId, rules.serverId)?.id ?? null,
      member: this.#store.member(rules.serverId, userId, this.#now - memberKnownForMs),
      refusedAt: user?.refusedAt ?? null,
    };
  }

  #refusedAt(routing: Routing, before: number | null): number | null {
    return routing.to === 'refusal' && routing.effects.length > 0 ? this.#now : before;
  }

  #staffWrote(event: StaffWrote): void {
    const ticket = this.#store.ticketOfPost(event.postId);
    if (ticket === null) return;
    this.#store.sawMessage(channelOf(event.postId), event.writing.messageId);
    const decision = this.#applyTo(ticket.id, event);
    const became = decision?.record ?? 'ignored';
    const { writing, author } = event;
    this.#store.record({ writing, author, side: 'staff', userId: ticket.userId, ticketId: ticket.id, became });
  }

  #commanded(event: CloseCommanded): Reply {
    const ticket = this.#store.ticketOfPost(event.postId);
    const rules = ticket === null ? null : this.#parts.rulesOf(ticket.serverId);
    if (ticket === null || rules === null) return refused({ to: 'invoker', statement: { type: 'noTicketHere' } });
    const decision = decide(ticket, event, rules, this.#now);
    const ids = this.#carryOut(ticket, decision, event);
    const { answer } = decision;
    if (answer === undefined) throw new Error(`No answer was decided for ${event.type}.`);
    return { answer, entryId: answer.to === 'everyone' ? (ids.get(answer.effect) ?? null) : null };
  }

  #applyTo(ticketId: TicketId | null, event: TicketEvent): Decision | null {
    const ticket = ticketId === null ? null : this.#store.ticket(ticketId);
    const rules = ticket === null ? null : this.#parts.rulesOf(ticket.serverId);
    if (ticket === null || rules === null) return null;
    const decision = decide(ticket, event, rules, this.#now);
    this.#carryOut(ticket, decision, event);
    return decision;
  }

  #carryOut(before: Ticket, { ticket, effects, giveUp }: Decision, event: TicketEvent): ReadonlyMap<Effect, number> {
    if (ticket !== before) this.#store.saveTicket(ticket);
    if (ticket.status !== before.status) {
      const by = event.type === 'closeCommanded' ? event.by.id : null;
      const detail = event.type === 'closeCommanded' ? event.comment : null;
      this.#store.log(ticket.id, this.#now, { type: ticket.status, by, detail });
    }
    if (giveUp !== undefined && 'effect' in event) this.#store.outbox.giveUp(placeOf(event.effect, ticket), giveUp);
    return this.#queue(effects, ticket);
  }

  #queue(effects: Decision['effects'], ticket: Ticket): ReadonlyMap<Effect, number> {
    return queue(effects, { store: this.#store, owner: ticket, now: this.#now, places: this.#places });
  }

  #queueForUser(userId: UserId, effects: readonly Effect[]): void {
    const planned = effects.map((effect) => ({ effect }));
    const owner = { id: null, userId, postId: null };
    queue(planned, { store: this.#store, owner, now: this.#now, places: this.#places });
  }

  /** Whatever waited for this entry may be due now, on the ticket's other side as well. */
  #touch(entry: Entry): void {
    this.#places.add(entry.place);
    const ticket = entry.ticketId === null ? null : this.#store.ticket(entry.ticketId);
    if (ticket === null) return;
    this.#places.add(`post/${ticket.id}`).add(`user/${ticket.userId}`);
  }
}

function draftAfter(routing: Routing, inbox: Inbox, rules: Rules): ServerId | null {
  return routing.to === 'draft' ? rules.serverId : inbox.draftFor;
}

function refused(answer: Answer): Reply {
  return { answer, entryId: null };
}

function messageOf(result: Result): MessageId | null {
  if (result.type === 'message') return result.messageId;
  // A post's first message has the post's ID. https://docs.discord.com/developers/resources/channel#start-thread-in-forum-or-media-channel
  return result.type === 'post' ? (result.postId as string as MessageId) : null;
}

function copyOf(entry: Entry, messageId: MessageId) {
  const source = 'source' in entry.effect ? entry.effect.source : null;
  return {
    messageId,
    place: entry.place,
    ticketId: entry.ticketId,
    source: source?.messageId ?? null,
    part: source?.part ?? 0,
  };
}

/** A post is a channel with the same ID. */
function channelOf(postId: PostId): ChannelId {
  return postId as string as ChannelId;
}
