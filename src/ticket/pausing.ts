import type { ChannelId, Person, ServerId } from './ticket.ts';

/** A server takes no new tickets. `endsAt`: in epoch ms, `null`: until somebody resumes. */
export interface Pause {
  readonly endsAt: number | null;
  readonly reason: string | null;
}

const dayMs = 24 * 60 * 60_000;
/** So many days a pause may last that ends by itself. */
export const longestPauseDays = 31;

/** Why a pause can't end at this instant; `null`: it can. */
export function problemOfPause(endsAt: number | null, now: number): 'past' | 'tooLong' | null {
  if (endsAt === null) return null;
  if (endsAt <= now) return 'past';
  return endsAt - now > longestPauseDays * dayMs ? 'tooLong' : null;
}

interface PauseEvent {
  readonly serverId: ServerId;
  readonly channelId: ChannelId;
  readonly by: Person;
}

/** A manager used `/config pause`. */
export interface PauseCommanded extends PauseEvent, Pause {
  readonly type: 'pauseCommanded';
}

/** A manager used `/config resume`. */
export interface ResumeCommanded extends PauseEvent {
  readonly type: 'resumeCommanded';
}

export type PauseCommand = PauseCommanded | ResumeCommanded;

/** What the bot says to managers about pauses. */
export type PauseStatement =
  | ({ readonly type: 'nowPaused' } & Pause)
  | { readonly type: 'nowResumed' | 'notPaused' }
  | { readonly type: 'pauseRefused'; readonly problem: 'past' | 'tooLong' };
