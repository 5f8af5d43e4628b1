import { coalescingKeyOf, replacedKeyOf, sideOf, urgencyOf } from '../ticket/effects.ts';
import type { Effect, Planned } from '../ticket/effects.ts';
import type { ChannelId, PostId, TicketId, UserId } from '../ticket/ticket.ts';
import type { Place } from './ports.ts';
import type { Store } from './store.ts';

/** So long an answer to an interaction may take before the outbox looks whether it was given. Discord allows 3 seconds. */
const answerWithinMs = 10_000;

interface Queueing {
  readonly store: Store;
  readonly owner: Owner;
  readonly now: number;
  /** Gets every place that now has something to do. */
  readonly places: Set<Place>;
}

/** Whose effects these are: a ticket's (a {@link Ticket} will do), or a user's before and beside tickets. */
export interface Owner {
  readonly id: TicketId | null;
  readonly userId: UserId;
  readonly postId: PostId | null;
}

/** Writes effects into the outbox, in order. Gives each one's entry. */
export function queue(effects: readonly Planned[], queueing: Queueing): ReadonlyMap<Effect, number> {
  const ids = new Map<Effect, number>();
  for (const planned of effects) {
    const place = placeOf(planned.effect, queueing.owner);
    ids.set(planned.effect, add(planned, place, queueing, ids));
    queueing.places.add(place);
  }
  return ids;
}

function add(
  planned: Planned,
  place: Place,
  { store, owner, now }: Queueing,
  ids: ReadonlyMap<Effect, number>,
): number {
  const { effect, after = [], patienceMs } = planned;
  return store.outbox.add({
    ticketId: owner.id,
    place,
    urgency: urgencyOf(effect),
    effect,
    coalescingKey: coalescingKeyOf(effect),
    replacedKey: replacedKeyOf(effect),
    after: after.flatMap((awaited) => ids.get(awaited) ?? []),
    patientUntil: patienceMs === undefined ? null : now + patienceMs,
    ...firstState(planned, owner, store, now),
  });
}

/** What an interaction's answer shows counts as being sent already: if the process ends here, the post is read first. */
function firstState({ effect, delayMs = 0 }: Planned, { postId }: Owner, store: Store, now: number) {
  if (effect.type !== 'sendToPost' || !effect.shownByAnswer) {
    return { state: 'queued', unknownSince: null, anchor: null, notBefore: now + delayMs } as const;
  }
  const anchor = postId === null ? null : store.newest(postId as string as ChannelId);
  return { state: 'sending', unknownSince: now, anchor, notBefore: now + answerWithinMs } as const;
}

/** The queue an effect waits in. */
export function placeOf(effect: Effect, owner: Owner): Place {
  if (effect.type === 'lookAtFiles') return `files/${effect.userId}`;
  if (effect.type === 'openDm') return effect.outside === null ? `user/${effect.to}` : `dm/${effect.to}`;
  if (effect.type === 'lookUpMember') return `member/${effect.serverId}/${effect.userId}`;
  if (effect.type === 'answerLater') return `answer/${effect.answerTo.interactionId}`;
  if (effect.type === 'showFeedback') return `channel/${effect.channelId}`;
  if (effect.type === 'showPanel') return `channel/${effect.panel.channelId}`;
  return placeOn(sideOf(effect), owner);
}

/** The queue of one side of a ticket. */
export function placeOn(side: 'post' | 'user', owner: Pick<Owner, 'id' | 'userId'>): Place {
  if (side === 'user') return `user/${owner.userId}`;
  if (owner.id === null) throw new Error('What is done in a post needs a ticket.');
  return `post/${owner.id}`;
}
