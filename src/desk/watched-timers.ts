import type { Store } from './store.ts';
import type { Work } from './work.ts';

/** The timers of a transaction, and whether it changed any. */
export function watchedTimers({ timers }: Store): { timers: Work['timers']; isChanged(): boolean } {
  let isChanged = false;
  return {
    isChanged: () => isChanged,
    timers: {
      set: (key, dueAt, event) => {
        isChanged = true;
        timers.set(key, dueAt, event);
      },
      cancel: (key) => {
        isChanged = true;
        timers.cancel(key);
      },
    },
  };
}
