import type { Clock } from './ports.ts';

/** Waiting that can be ended for all at once. */
export interface Pauses {
  /** Resolves after so long, or when all is ended. */
  pause(delayMs: number): Promise<void>;
  end(): void;
}

/** Makes something that can wait. */
export function createPauses(clock: Clock): Pauses {
  const running = new Set<() => void>();
  return {
    pause: (delayMs) =>
      new Promise((resolve) => {
        const done = (): void => {
          cancel();
          running.delete(done);
          resolve();
        };
        const cancel = clock.after(delayMs, done);
        running.add(done);
      }),
    end: () => {
      for (const done of running) done();
    },
  };
}
