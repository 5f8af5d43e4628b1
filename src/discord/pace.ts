import type { Buckets, Rest } from './buckets.ts';

/**
 * Discord takes 50 requests a second from a bot, whatever they are about. Some are left for those that discord.js makes by
 * itself when it connects. https://docs.discord.com/developers/topics/rate-limits#global-rate-limit
 */
const atOnce = 46;
const windowMs = 1_000;
/** Discord has counted by now what it hasn't answered yet: else requests without an answer would hold up all others. */
const countedWithinMs = 5_000;

type Clock = { now(): number; after(delayMs: number, run: () => void): () => void };

/** The same requests in two paces: what waits for Discord's limit lets the urgent ones go first. */
export interface PacedRest {
  readonly urgent: Rest;
  readonly background: Rest;
}

/**
 * Keeps requests within Discord's limit for all of a bot's, so that none is refused for it. Nobody knows when Discord counts
 * a request, only that it has when it answers: so each one counts from its beginning until a second after its answer.
 */
export function createPacedRest(buckets: Buckets, clock: Clock): PacedRest {
  const slots = createSlots(clock);
  const paced = (pace: keyof PacedRest): Rest => ({
    // Whoever waits for others of the same bucket takes no slot meanwhile.
    request: async (options) => {
      const turn = await buckets.enter(options);
      const free = await slots.take(pace);
      try {
        return await turn.request();
      } finally {
        free();
        turn.end();
      }
    },
  });
  return { urgent: paced('urgent'), background: paced('background') };
}

interface Slots {
  /** Gives what is to be called when the answer is there. */
  take(pace: keyof PacedRest): Promise<() => void>;
}

function createSlots(clock: Clock): Slots {
  const waiting = { urgent: [] as (() => void)[], background: [] as (() => void)[] };
  let underWay = 0;
  /** When the last answers came, oldest first. */
  const answered: number[] = [];
  let isAlarmSet = false;

  const isFree = (): boolean => {
    const now = clock.now();
    while (answered[0] !== undefined && !isRecent(answered[0], now)) answered.shift();
    return underWay + answered.length < atOnce;
  };
  const goOn = (): void => {
    while (waiting.urgent.length + waiting.background.length > 0) {
      if (!isFree()) return setAlarm();
      underWay += 1;
      (waiting.urgent.shift() ?? waiting.background.shift())?.();
    }
  };
  /** Where all fifty are under way, the first answer goes on. */
  const setAlarm = (): void => {
    const [first] = answered;
    if (isAlarmSet || first === undefined) return;
    isAlarmSet = true;
    clock.after(Math.min(windowMs, first + windowMs - clock.now()), () => {
      isAlarmSet = false;
      goOn();
    });
  };
  const taken = (): (() => void) => {
    let isUnderWay = true;
    const free = (): void => {
      cancel();
      if (isUnderWay) underWay -= 1;
      isUnderWay = false;
      // A late answer counts once more: perhaps Discord counted only now.
      answered.push(clock.now());
      goOn();
    };
    const cancel = clock.after(countedWithinMs, free);
    return free;
  };
  return {
    take: async (pace) => {
      await new Promise<void>((resolve) => {
        waiting[pace].push(resolve);
        goOn();
      });
      return taken();
    },
  };
}

/** A clock may also be put back. */
function isRecent(at: number, now: number): boolean {
  return Math.abs(now - at) < windowMs;
}
