import { problemOfPause } from '../ticket/pausing.ts';
import type { PauseCommand } from '../ticket/pausing.ts';
import { toInvoker } from './command-work.ts';
import type { Reply } from './command-work.ts';
import type { Work } from './work.ts';

/** Managers let their server take no new tickets for a while, or take them again. Open ones go on. */
export function pauseCommanded({ store, now }: Work, event: PauseCommand): Reply {
  const { serverId } = event;
  if (event.type === 'resumeCommanded') {
    return toInvoker({ type: store.pauses.end(serverId, now) ? 'nowResumed' : 'notPaused' });
  }
  const { endsAt, reason } = event;
  const problem = problemOfPause(endsAt, now);
  if (problem !== null) return toInvoker({ type: 'pauseRefused', problem });
  store.pauses.save(serverId, { endsAt, reason }, { by: event.by.id, at: now });
  return toInvoker({ type: 'nowPaused', endsAt, reason });
}
