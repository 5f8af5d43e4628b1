import type { Effect, Outgoing } from '../ticket/effects.ts';
import type { Standing } from '../ticket/standing.ts';
import type { MessageId } from '../ticket/ticket.ts';
import type { Entry, Place } from './ports.ts';
import type { Store } from './store.ts';

/** What stands of a message's copy in a place, once all that waits there is done: by part, in order. */
export function standingOf(store: Store, place: Place, source: MessageId): readonly Standing[] {
  const sent = store.copiesOf(source, place).map((copy): Standing => {
    const files = copy.files.map((file) => ({ id: file.source, isLink: file.id === null }));
    return { ...copy, files, state: 'sent', confirms: false };
  });
  const parts = new Map<number, Standing>(sent.map((standing) => [standing.part, standing]));
  for (const entry of store.outbox.about(place, source)) foresee(parts, entry);
  return [...parts.values()].toSorted((one, other) => one.part - other.part);
}

function foresee(parts: Map<number, Standing>, { effect, state, request }: Entry): void {
  switch (effect.type) {
    case 'sendToPost':
    case 'sendToUser': {
      const { part, parts: all, receipt } = effect.source ?? { part: 0, parts: 0, receipt: false };
      const isUnsent = state === 'queued' && request === null;
      const confirms = receipt && part === all;
      return void parts.set(part, {
        part,
        content: contentOf(effect),
        files: filesOf(effect),
        state: isUnsent ? 'unsent' : 'sending',
        confirms,
      });
    }
    case 'editCopy': {
      const before = parts.get(effect.part);
      if (before !== undefined) parts.set(effect.part, { ...before, ...changed(before, effect) });
      return;
    }
    case 'sendAsStaff': {
      const isUnsent = state === 'queued' && request === null;
      const { part } = effect.source;
      return void parts.set(part, {
        part,
        content: effect.content,
        files: [],
        state: isUnsent ? 'unsent' : 'sending',
        confirms: false,
      });
    }
    case 'editAsStaff': {
      const before = parts.get(effect.part);
      if (before !== undefined) parts.set(effect.part, { ...before, content: effect.content });
      return;
    }
    case 'deleteCopy':
    case 'deleteAsStaff':
      return void parts.delete(effect.part);
    default:
      return;
  }
}

/** What a message says that was relayed. */
export function contentOf(effect: Effect): string | null {
  if (effect.type === 'sendAsStaff') return effect.content;
  return 'body' in effect && effect.body.type === 'relayed' ? effect.body.content : null;
}

function filesOf({ attached }: Outgoing): Standing['files'] {
  return (attached?.files ?? []).map(({ id }) => ({ id, isLink: attached?.as === 'link' }));
}

function changed(
  { files }: Standing,
  { content, keeps }: Extract<Effect, { type: 'editCopy' }>,
): Pick<Standing, 'content' | 'files'> {
  return { content, files: keeps === undefined ? files : files.filter(({ id }) => keeps.includes(id)) };
}
