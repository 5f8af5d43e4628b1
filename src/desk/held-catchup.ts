import type { CatchUp } from './catchup.ts';
import type { Pauses } from './pauses.ts';

/** A catch-up that begins when it is opened; what comes before that is kept, in order. */
export interface HeldCatchUp extends CatchUp {
  open(): void;
}

/** Holds a catch-up back: before anything is read or handled, it must be known which posts are ours. */
export function holdBack(catchUp: CatchUp, pauses: Pick<Pauses, 'pause'>): HeldCatchUp {
  const opened = Promise.withResolvers<void>();
  const waiting: (() => void)[] = [];
  let isOpen = false;
  const inTurn = (run: () => void): void => {
    if (isOpen) run();
    else waiting.push(run);
  };
  return {
    open: () => {
      if (isOpen) return;
      isOpen = true;
      for (const run of waiting) run();
      opened.resolve();
    },
    begin: (...session) => inTurn(() => catchUp.begin(...session)),
    receive: (message) => inTurn(() => catchUp.receive(message)),
    adopt: (postId) => inTurn(() => catchUp.adopt(postId)),
    returned: (serverId) => inTurn(() => catchUp.returned(serverId)),
    whenRead: async (whose, patienceMs) => {
      const isPatient = patienceMs === null;
      if (!isOpen) await (isPatient ? opened.promise : Promise.race([opened.promise, pauses.pause(patienceMs)]));
      if (isOpen) await catchUp.whenRead(whose, patienceMs);
    },
    stop: () => catchUp.stop(),
  };
}
