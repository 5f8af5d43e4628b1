import type { REST } from 'discord.js';

/**
 * Discord takes 50 requests a second from a bot, whatever they are about.
 * https://docs.discord.com/developers/topics/rate-limits#global-rate-limit
 */
const atOnce = 50;
/** A little longer, since requests don't all take the same time to arrive. */
const windowMs = 1_040;

type Rest = Pick<REST, 'request'>;
type Clock = { now(): number; after(delayMs: number, run: () => void): () => void };

/** The same requests in two paces: what waits for Discord's limit lets the urgent ones go first. */
export interface PacedRest {
  readonly urgent: Rest;
  readonly background: Rest;
}

/** Keeps requests within Discord's limit for all of a bot's, so that none is refused for it. */
export function createPacedRest(rest: Rest, clock: Clock): PacedRest {
  const queue = createQueue(clock);
  const paced = (pace: keyof PacedRest): Rest => ({
    request: async (options) => {
      await queue.turn(pace);
      return rest.request(options);
    },
  });
  return { urgent: paced('urgent'), background: paced('background') };
}

function createQueue(clock: Clock): { turn(pace: keyof PacedRest): Promise<void> } {
  /** When the last requests began, oldest first. */
  const begun: number[] = [];
  const waiting = { urgent: [] as (() => void)[], background: [] as (() => void)[] };
  let isAlarmSet = false;

  const goOn = (): void => {
    for (;;) {
      const next = waiting.urgent[0] ?? waiting.background[0];
      if (next === undefined) return;
      if (!mayBegin()) return setAlarm();
      (waiting.urgent.length > 0 ? waiting.urgent : waiting.background).shift();
      begun.push(clock.now());
      next();
    }
  };
  const mayBegin = (): boolean => {
    while (begun[0] !== undefined && clock.now() - begun[0] >= windowMs) begun.shift();
    return begun.length < atOnce;
  };
  const setAlarm = (): void => {
    if (isAlarmSet) return;
    isAlarmSet = true;
    clock.after((begun[0] ?? 0) + windowMs - clock.now(), () => {
      isAlarmSet = false;
      goOn();
    });
  };
  return {
    turn: (pace) =>
      new Promise((resolve) => {
        waiting[pace].push(resolve);
        goOn();
      }),
  };
}
