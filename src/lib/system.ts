import { randomBytes, randomInt } from 'node:crypto';

/** The machine's clock: epoch ms, and callbacks that can be taken back. */
export const systemClock = {
  now: (): number => Date.now(),
  after: (delayMs: number, run: () => void): (() => void) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

// Without vowels, so that no words come about, and without characters that look alike.
const markAlphabet = 'bcdfghjkmnpqrstvwxz23456789';
const markLength = 8;

/** Randomness that can't be guessed, from the operating system. */
export const systemRandom = {
  /** Eight characters: one in 282 billion. */
  mark: (): string => Array.from({ length: markLength }, () => markAlphabet[randomInt(markAlphabet.length)]).join(''),
  /** 22 characters, 128 bits. */
  nonce: (): string => randomBytes(16).toString('base64url'),
  below: (limit: number): number => randomInt(limit),
  fraction: (): number => randomInt(2 ** 32) / 2 ** 32,
};

/** Whether a process of this machine is alive. A signal of 0 only asks; `EPERM`: it runs, as somebody else. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
