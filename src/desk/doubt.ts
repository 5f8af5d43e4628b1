import type { Effect } from '../ticket/effects.ts';
import type { MessageId } from '../ticket/ticket.ts';
import { addressOf } from './addressing.ts';
import type { Entry, Place } from './ports.ts';
import type { Store } from './store.ts';

/**
 * Knows which messages an earlier process may have sent though nothing in the database tells of it: a backup was restored,
 * or the machine lost its last writes. These are looked for before they are sent.
 */
export interface Doubt {
  /** The message behind which an earlier copy would stand; `null`: there can be none. */
  about(entry: Entry): MessageId | null;
  /** This one was looked for and isn't there. `isAllKnown`: no message of ours that nobody knows stands behind it, so there is no doubt about later ones. */
  clear(entry: Entry, isAllKnown: boolean): void;
}

/**
 * Makes the doubt of one process, at its beginning. `isEarlier`: whether a message was written before that. What waits
 * already, and isn't about any message, stands behind the newest that was known in its place then, if anywhere. What may have
 * been sent counts as such from here on: an edit comes behind it, and doesn't rewrite what is looked for.
 */
export function createDoubt(store: Store, isEarlier: (messageId: MessageId) => boolean): Doubt {
  const waiting = sendsWaiting(store);
  const older = originsOf(waiting, store);
  const cleared = new Set<number>();
  const knownSince = new Map<Place, bigint>();
  const originIn = ({ id, effect }: Entry): MessageId | null =>
    isSend(effect) ? (originOf(effect) ?? older.get(id) ?? null) : null;
  const doubt: Doubt = {
    about: (entry) => {
      // What was attempted, or shown by an answer, is settled by what was written down about that.
      const isUntold = entry.state === 'queued' || (entry.request === null && entry.anchor === null);
      const origin = originIn(entry);
      if (origin === null || !isUntold || cleared.has(entry.id) || !isEarlier(origin)) return null;
      const since = knownSince.get(entry.place);
      return since !== undefined && BigInt(origin) >= since ? null : origin;
    },
    clear: (entry, isAllKnown) => {
      const origin = originIn(entry);
      if (origin === null) return;
      cleared.add(entry.id);
      const since = knownSince.get(entry.place);
      if (isAllKnown && (since === undefined || BigInt(origin) < since)) knownSince.set(entry.place, BigInt(origin));
    },
  };
  for (const entry of waiting.filter((one) => isUntried(one) && doubt.about(one) !== null)) {
    store.outbox.progress(entry.id, { ...entry, state: 'unknown' });
  }
  return doubt;
}

/** Whether an entry counts as sent only because it may have been: no try was written down. */
export function isOnlyDoubted({ state, request, unknownSince }: Entry): boolean {
  return state === 'unknown' && request === null && unknownSince === null;
}

function isUntried({ state, request, anchor }: Entry): boolean {
  return state === 'queued' && request === null && anchor === null;
}

/** The message because of which something is sent: no copy and no answer is older. */
function originOf(effect: Sending): MessageId | null {
  if (effect.type === 'showFeedback') return effect.since;
  if (effect.type === 'showPanel') return effect.panel.id;
  return effect.source?.messageId ?? (effect.type === 'sendAsStaff' ? null : effect.replyTo);
}

function sendsWaiting({ outbox }: Store): readonly Entry[] {
  const waiting = outbox.places().flatMap((place) => outbox.waitingIn(place).flatMap((id) => outbox.get(id) ?? []));
  return waiting.filter(({ effect }) => isSend(effect));
}

function originsOf(waiting: readonly Entry[], store: Store): ReadonlyMap<number, MessageId> {
  return new Map(
    waiting.flatMap((entry) => {
      const { channelId } = addressOf(entry, store);
      const origin = entry.anchor ?? (channelId === null ? null : store.newest(channelId));
      return origin === null ? [] : [[entry.id, origin as MessageId]];
    }),
  );
}

type Sending = Extract<Effect, { type: 'sendToPost' | 'sendToUser' | 'sendAsStaff' | 'showFeedback' | 'showPanel' }>;

function isSend(effect: Effect): effect is Sending {
  if (effect.type === 'showPanel') return effect.panel.messageId === null;
  const { type } = effect;
  return type === 'sendToPost' || type === 'sendToUser' || type === 'sendAsStaff' || type === 'showFeedback';
}
