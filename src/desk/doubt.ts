import type { Effect } from '../ticket/effects.ts';
import type { MessageId } from '../ticket/ticket.ts';
import type { Entry, Place } from './ports.ts';

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

/** Makes the doubt of one process. `isEarlier`: whether a message was written before it began. */
export function createDoubt(isEarlier: (messageId: MessageId) => boolean): Doubt {
  const cleared = new Set<number>();
  const knownSince = new Map<Place, bigint>();
  return {
    about: (entry) => {
      // What was attempted since is settled by what was written down about the attempt.
      const isUntold = entry.request === null || entry.state === 'queued';
      const origin = originOf(entry.effect);
      if (origin === null || !isUntold || cleared.has(entry.id) || !isEarlier(origin)) return null;
      const since = knownSince.get(entry.place);
      return since !== undefined && BigInt(origin) >= since ? null : origin;
    },
    clear: (entry, isAllKnown) => {
      cleared.add(entry.id);
      const origin = originOf(entry.effect);
      const since = knownSince.get(entry.place);
      if (!isAllKnown || origin === null) return;
      if (since === undefined || BigInt(origin) < since) knownSince.set(entry.place, BigInt(origin));
    },
  };
}

/** The message because of which something is sent: no copy and no answer is older. */
function originOf(effect: Effect): MessageId | null {
  if (effect.type !== 'sendToPost' && effect.type !== 'sendToUser') return null;
  return effect.source?.messageId ?? effect.replyTo;
}
