import { urgencyOf } from '../ticket/effects.ts';
import type { FailureReason } from '../ticket/events.ts';
import type { Entry, Failure } from './ports.ts';

const firstWaitMs = 500;
const longestWaitMs = 30_000;
/** A missing permission is for people to mend, and each try counts against Discord's limit of invalid requests. */
const forbiddenWaitMs = 60_000;
/** Discord bans whoever makes 10,000 invalid requests in ten minutes: all places together try ten a minute. */
const refusedEveryMs = 6_000;

/** Why an effect is given up after this failure, or `null`: it is tried again. */
export function finalReason(entry: Entry, failure: Failure): FailureReason | null {
  switch (failure.kind) {
    case 'busy':
    case 'down':
    case 'unknownOutcome':
    case 'unauthorized':
      return null;
    case 'tooManyDms':
      // Who wrote to us is waited for; what staff send by themselves isn't worth being taken for a spammer.
      return 'outside' in entry.effect ? 'tooManyDms' : null;
    case 'hidden':
    case 'forbidden':
      return isWorthWaiting(entry) ? null : 'forbidden';
    case 'lost':
    case 'gone':
      // A forum that isn't there comes back, or the configuration changes: nobody's first message is lost meanwhile.
      return isQuestion(entry) || entry.effect.type === 'openPost' ? null : 'gone';
    case 'closedDms':
    case 'noSharedServer':
    case 'tooLarge':
    case 'refused':
      return isQuestion(entry) ? null : failure.kind;
  }
}

/** Whether somebody is a member, and what their files are, has an answer: a draft waits for it. */
function isQuestion({ effect }: Entry): boolean {
  return effect.type === 'lookUpMember' || effect.type === 'lookAtFiles';
}

/** A permission can be given: what carries messages waits for it. Receipts and tags don't hold it up. */
function isWorthWaiting({ effect, place }: Entry): boolean {
  // Whoever wanted it is told, and wants it again.
  if (effect.type === 'showPanel') return false;
  // Nothing but feedback waits there.
  if (effect.type === 'showFeedback') return true;
  // What staff sent can be shown in another way.
  const isByWebhook = effect.type === 'sendAsStaff' || effect.type === 'editAsStaff' || effect.type === 'deleteAsStaff';
  const isSmall = urgencyOf(effect) === 'lower' || effect.type === 'answerLater' || isByWebhook;
  return !isSmall && !place.startsWith('user/');
}

/**
 * Whether Discord counts such an answer as an invalid request. What comes with a time wasn't asked of Discord, or is seen to by
 * whoever gave the time. https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
 */
export function countsAsInvalid({ kind, retryAfterMs }: Failure): boolean {
  return (kind === 'forbidden' || kind === 'hidden') && retryAfterMs === null;
}

/** How long to wait before the next try, in ms: what Discord asks for, else longer each time, with jitter (`fraction`: 0 to 1). */
export function waitMs(attempts: number, failure: Failure, fraction: number): number {
  if (failure.retryAfterMs !== null) return failure.retryAfterMs;
  if (failure.kind !== 'busy' && failure.kind !== 'down' && failure.kind !== 'unknownOutcome') return forbiddenWaitMs;
  const doubled = firstWaitMs * 2 ** Math.min(attempts - 1, 10);
  return Math.min(longestWaitMs, doubled) * (0.5 + fraction / 2);
}

/** However many places are refused, together they don't try again more often than this: gives each its instant, in epoch ms. */
export function createSpacing(): (earliest: number) => number {
  let nextAt = 0;
  return (earliest) => {
    const at = Math.max(earliest, nextAt);
    nextAt = at + refusedEveryMs;
    return at;
  };
}

/** What may be done twice, or surely wasn't done, may have changed since: tags have other IDs, a post was found elsewhere. */
export function isRenewed({ request, state }: Entry): boolean {
  return request?.repeat === 'harmless' || (request?.repeat === 'never' && state === 'queued');
}
