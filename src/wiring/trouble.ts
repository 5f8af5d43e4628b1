import { randomBytes } from 'node:crypto';
import type { AdoptionParts } from '../desk/adoption.ts';
import type { Entry, Failure } from '../desk/ports.ts';
import { OperatorError } from '../lib/errors.ts';
import type { Log } from '../lib/log.ts';
import { storageProblem } from '../storage/problems.ts';

/** Where everything that goes wrong while the bot runs ends up: in the log, or as the reason for which it ends. */
export interface Trouble {
  readonly ended: Promise<Error | null>;
  /** Rejects with the reason, for whoever waits for something else. */
  readonly rejected: Promise<never>;
  end(this: void, reason: Error | null): void;
  ofDelivery(this: void, entry: Entry, failure: Failure): void;
  /** A channel couldn't be read. `ticket`: whose post it is; `null`: it is a DM, and nobody must learn which. */
  ofChannel(this: void, ticket: number | null, failure: Failure): void;
  readonly ofAdoption: Pick<AdoptionParts, 'onAdopted' | 'onStrange' | 'onTrouble'>;
  /** Something broke while a place was worked through; `true`: the bot goes on. */
  ofPlace(this: void, place: string, error: unknown): boolean;
  /** Something broke while an interaction was answered; gives what to call it by: the short ID under which it is logged. */
  ofInteraction(this: void, error: unknown, handled: string): string;
  /** Runs what handles one event: a bug in it costs this event alone; what the operator must mend ends the bot. */
  guard(this: void, handled: string, run: () => void): void;
}

/** Makes the place for trouble. */
export function createTrouble(log: Log): Trouble {
  let end: Trouble['end'] = () => {};
  const ended = new Promise<Error | null>((resolve) => {
    end = resolve;
  });
  const rejected = ended.then((reason) => Promise.reject(reason ?? new Error('The bot was stopped.')));
  // Nobody may be waiting.
  rejected.catch(() => {});

  const told = new Set<string>();
  const bug = (error: unknown, handled: string): string => {
    const id = randomBytes(3).toString('hex');
    log.error(
      { err: error, id, handled },
      `Something went wrong (${id}). This is a mistake in supportmail: please report it.`,
    );
    return id;
  };
  /** What the operator has to mend ends the bot; the rest is a mistake of the program, and gets an ID. */
  const take = (error: unknown, handled: string): { readonly isSurvived: boolean; readonly id: string } => {
    const problem = error instanceof OperatorError ? error : storageProblem(error);
    if (problem === null) return { isSurvived: true, id: bug(error, handled) };
    end(problem);
    return { isSurvived: false, id: problem.code };
  };
  return {
    ended,
    rejected,
    end,
    ofInteraction: (error, handled) => take(error, handled).id,
    ofDelivery: (entry, failure) => {
      const unshown = unshownFeedback(entry, failure);
      // What stays as it is, is told once.
      if (unshown !== null && !told.has(unshown)) log.error(unshown);
      if (unshown !== null) told.add(unshown);
      const isNew = unshown === null && isNews(entry, failure);
      log[isNew ? 'warn' : 'debug'](describe(entry, failure), 'A delivery has a problem.');
    },
    ofChannel: (ticket, { cause }) => {
      const whose = ticket === null ? 'A direct message' : `The post of ticket ${ticket}`;
      log.warn({ cause }, `${whose} could not be read; trying again.`);
    },
    ofAdoption: {
      onAdopted: (tickets) =>
        log.warn(
          { tickets },
          `Tickets ${tickets.join(', ')} stand in Discord, and the database did not know them (was a backup restored?): they go on.`,
        ),
      onStrange: (posts) =>
        log.warn(
          { posts },
          'These posts of the bot belong to no ticket, or to one whose number is taken: nothing is relayed from them.',
        ),
      onTrouble: (server, { cause }) => log.warn({ server, cause }, 'The posts of a forum could not be read.'),
    },
    ofPlace: (place, error) => take(error, place).isSurvived,
    guard: (handled, run) => {
      try {
        run();
      } catch (error) {
        take(error, handled);
      }
    },
  };
}

/** A wait for a rate limit isn't, nor what was told for all at once; the first failure of an entry is, and what ends it. */
function isNews({ attempts }: Entry, { kind, retryAfterMs }: Failure): boolean {
  return kind !== 'busy' && retryAfterMs === null && (attempts <= 1 || (kind !== 'down' && kind !== 'unknownOutcome'));
}

/** Why what users say about their tickets can't be shown in its channel; `null`: it is about something else, or passes. */
function unshownFeedback({ effect }: Entry, { kind, cause }: Failure): string | null {
  const isPassing = kind === 'busy' || kind === 'down' || kind === 'unknownOutcome' || kind === 'unauthorized';
  if (effect.type !== 'showFeedback' || isPassing) return null;
  const { channelId } = effect;
  return kind === 'forbidden' || kind === 'hidden'
    ? `The bot may not write into the feedback channel ${channelId} (${cause}): ratings are kept, and are shown there once it may.`
    : `Feedback can't be shown in channel ${channelId} (${cause}): ratings are kept, but not shown. Check \`feedback.channel\`.`;
}

function describe({ id, ticketId, effect, attempts }: Entry, { kind, cause }: Failure) {
  return { entry: id, ticket: ticketId, effect: effect.type, attempts, failure: kind, cause };
}
