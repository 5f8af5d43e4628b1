import type { Fuse } from './desk.ts';

/** A fuse that tells where the process could have been killed, in order, and whether it was. */
export interface CountingFuse extends Fuse {
  readonly steps: string[];
  isDead(): boolean;
}

/** Burns down at one step (from 1); everything behind it is dead, too. */
export function fuseAt(deadStep: number): CountingFuse {
  const steps: string[] = [];
  return {
    steps,
    isDead: () => steps.length >= deadStep,
    burn: (step) => steps.push(step) >= deadStep,
  };
}

/** A killed process throws what nobody hears. */
export function whileAlive(run: () => void): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith('killed')) throw error;
  }
}
