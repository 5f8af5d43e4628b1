import type { Entry, Search } from './ports.ts';
import { contentOf } from './standing.ts';
import type { KnownMessage, Store } from './store.ts';

/** What a copy that is looked for may say by now, beside what was sent. `originOf`: the message behind which an entry's copy will be looked for, too, before it is sent. */
export function saidBy(
  entry: Entry,
  store: Store,
  originOf: (other: Entry) => string | null,
): Pick<Search, 'edited' | 'isMarked' | 'becomes' | 'leaves'> {
  const { becomes, isTakenAway } = changesOf(entry, store);
  const own = contentOf(entry.effect);
  const rivals =
    isTakenAway && own !== null ? awaiting(entry, own, store).flatMap((other) => originOf(other) ?? []) : [];
  return {
    becomes,
    leaves: (messageId) => rivals.filter((origin) => BigInt(origin) < BigInt(messageId)).length,
    // Its ticket was closed before that was heard of: nothing waits to say so.
    isMarked: becomes === null && !isTakenAway && wasDeleted(entry, store),
    // Where a change waits, what was sent is known: the original had not been edited yet.
    edited:
      becomes === null && wasEdited(entry, store)
        ? { isAwaited: (content) => awaiting(entry, content, store).length > 0 }
        : null,
  };
}

/** What waits to be made of what an entry sends. */
export interface Foretold {
  /** What its copy says in the end; `null`: as it was sent. */
  readonly becomes: string | null;
  readonly isTakenAway: boolean;
}

/** Looks for the changes of a copy that wait behind it. */
export function changesOf({ effect, place }: Entry, store: Store): Foretold {
  const source = 'source' in effect ? effect.source : null;
  if (source === null) return { becomes: null, isTakenAway: false };
  const changes = store.outbox
    .about(place, source.messageId)
    .flatMap((other) => ('copyOf' in other.effect && other.effect.part === source.part ? [other.effect] : []));
  const contents = changes.flatMap((change) => ('content' in change ? [change.content] : []));
  return { becomes: contents.at(-1) ?? null, isTakenAway: changes.some((change) => !('content' in change)) };
}

/** Whether what is sent was made from what its original was edited into. */
function wasEdited(entry: Entry, store: Store): boolean {
  return (originalOf(entry, store)?.editedAt ?? null) !== null;
}

function wasDeleted(entry: Entry, store: Store): boolean {
  return (originalOf(entry, store)?.deletedAt ?? null) !== null;
}

function originalOf({ effect }: Entry, store: Store): KnownMessage | null {
  const source = 'source' in effect ? effect.source : null;
  return source === null ? null : store.recorded(source.messageId);
}

/** The others that wait in the place and are to say this. */
function awaiting({ id, place }: Entry, content: string, { outbox }: Store): readonly Entry[] {
  const others = outbox.waitingIn(place).filter((other) => other !== id);
  return others.flatMap((other) => outbox.get(other) ?? []).filter(({ effect }) => contentOf(effect) === content);
}
