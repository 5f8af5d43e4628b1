import type { REST } from 'discord.js';

/**
 * Discord takes 50 requests a second from a bot, whatever they are about. Some are left for those that discord.js makes by
 * itself when it connects. https://docs.discord.com/developers/topics/rate-limits#global-rate-limit
 */
const atOnce = 46;
const windowMs = 1_000;

type Rest = Pick<REST, 'request'>;
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
export function createPacedRest(rest: Rest, clock: Clock): PacedRest {
  const slots = createSlots(clock);
  const paced = (pace: keyof PacedRest): Rest => ({
    request: async (options) => {
      await slots.take(pace);
      try {
        return await rest.request(options);
      } finally {
        slots.free();
      }
    },
  });
  return { urgent: paced('urgent'), background: paced('background') };
}

interface Slots {
  take(pace: keyof PacedRest): Promise<void>;
  /** Whoever took one has their answer. */
  free(): void;
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
  return {
    take: (pace) =>
      new Promise((resolve) => {
        waiting[pace].push(resolve);
        goOn();
      }),
    free: () => {
      underWay -= 1;
      answered.push(clock.now());
      goOn();
    },
  };
}

/** A clock may also be put back. */
function isRecent(at: number, now: number): boolean {
  return Math.abs(now - at) < windowMs;
}
