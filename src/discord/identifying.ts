import { Routes } from 'discord.js';
import type { APIGatewayBotInfo, APIGatewaySessionStartLimit, REST } from 'discord.js';
import { send } from './send.ts';

const memoryName = 'identified-at';
/** So long it is remembered that the bot began a session. */
const rememberedMs = 6 * 60 * 60_000;
/** So many within that time are nothing special. */
const unhurried = 20;
/** After those, the next one waits: so long at first, and then twice as long each time, up to this. It makes some 300 a day. */
const firstWaitMs = 5_000;
const longestWaitMs = 5 * 60_000;
/** Discord takes one in five seconds; another start of the bot is told so by Discord, and tries again. */
const betweenMs = 5_000;
/** So many of what Discord allows are left alone: whoever uses up all of them is given another token. */
const spare = 10;

export interface IdentifyingParts {
  readonly rest: Pick<REST, 'request'>;
  /** Outlives the process. */
  readonly memory: { get(name: string): string | null; set(name: string, value: string): void };
  readonly clock: { now(): number; after(delayMs: number, run: () => void): () => void };
  onNotice(notice: string): void;
}

/**
 * Sees that not too many sessions are begun, also where the bot is started again and again: after a thousand in 24 hours Discord
 * resets its token. https://docs.discord.com/developers/events/gateway#session-start-limit-object
 */
export interface Identifying {
  /** Resolves when the bot may begin a session. Throws what discord.js throws where Discord can't be asked; rejects when aborted. */
  whenAllowed(signal: AbortSignal): Promise<void>;
  /** It begins one. */
  count(): void;
}

/** Makes the watch over the sessions that are begun. */
export function createIdentifying({ rest, memory, clock, onNotice }: IdentifyingParts): Identifying {
  let lastAt = -Infinity;
  const remembered = (now: number): readonly number[] =>
    (JSON.parse(memory.get(memoryName) ?? '[]') as number[]).filter((at) => at <= now && at > now - rememberedMs);
  const waitOf = (limit: APIGatewaySessionStartLimit): Wait => {
    const now = clock.now();
    const recent = remembered(now);
    return longest([waitForLimit(limit), waitForCalm(recent, now), { ms: lastAt + betweenMs - now, notice: null }]);
  };
  return {
    whenAllowed: async (signal) => {
      for (;;) {
        signal.throwIfAborted();
        const info = await send<APIGatewayBotInfo>(rest, { method: 'GET', path: Routes.gatewayBot(), body: null });
        const { ms, notice } = waitOf(info.session_start_limit);
        if (ms <= 0) return;
        if (notice !== null) onNotice(notice);
        await pause(clock, ms, signal);
      }
    },
    count: () => {
      lastAt = clock.now();
      memory.set(memoryName, JSON.stringify([...remembered(lastAt), lastAt]));
    },
  };
}

interface Wait {
  readonly ms: number;
  /** What the operator is told; `null`: nothing, it is short. */
  readonly notice: string | null;
}

function longest(waits: readonly [Wait, ...Wait[]]): Wait {
  return waits.reduce((one, other) => (other.ms > one.ms ? other : one));
}

function waitForLimit({ remaining, reset_after: resetMs }: APIGatewaySessionStartLimit): Wait {
  if (remaining > spare) return { ms: 0, notice: null };
  return {
    ms: resetMs,
    notice: `Discord allows this bot only ${remaining} more sessions for now, and resets the token of a bot that uses them up: waiting ${inWords(resetMs)}.`,
  };
}

/** `recent`: when sessions were begun, oldest first. */
function waitForCalm(recent: readonly number[], now: number): Wait {
  const tooMany = recent.length - unhurried;
  if (tooMany < 0) return { ms: 0, notice: null };
  const ms = Math.min(firstWaitMs * 2 ** tooMany, longestWaitMs) - (now - (recent.at(-1) ?? 0));
  return {
    ms,
    notice: `The bot has connected to Discord ${recent.length} times within six hours, and Discord resets the token of a bot that does so too often: waiting ${inWords(ms)}. Is it started again and again? The lines before say why it ended.`,
  };
}

function inWords(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}

function pause(clock: IdentifyingParts['clock'], ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      cancel();
      reject(signal.reason as Error);
    };
    const cancel = clock.after(ms, () => {
      signal.removeEventListener('abort', stop);
      resolve();
    });
    signal.addEventListener('abort', stop, { once: true });
  });
}
