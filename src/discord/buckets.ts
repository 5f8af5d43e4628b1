import type { REST } from 'discord.js';
import type { Clock } from '../desk/ports.ts';

/** Whoever stands behind a request that has had no answer for so long goes on beside it. */
const patienceMs = 2_000;

export type Rest = Pick<REST, 'request'>;
export type RequestOptions = Parameters<Rest['request']>[0];

/** A request whose turn it is. */
export interface Turn {
  request(): Promise<unknown>;
  /** To be called in any case: the next one may go. */
  end(): void;
}

/** Discord counts requests in buckets, and discord.js makes those of one bucket one after another, to know what is left of it. */
export interface Buckets {
  /** Resolves when nothing of the same bucket stands in front, or only what Discord doesn't answer. */
  enter(options: RequestOptions): Promise<Turn>;
}

/** One of several equal ways to Discord, and the buckets in which something is under way on it. */
interface Lane {
  readonly rest: Rest;
  readonly busy: Set<string>;
}

/**
 * Lets requests of each bucket go one after another. All new posts of a forum are one bucket, and so are all members of a
 * server: where Discord leaves one of them without an answer, those of other tickets overtake it, on a way of their own.
 */
export function createBuckets(newRest: () => Rest, clock: Pick<Clock, 'after'>): Buckets {
  /** Who waits behind the one in front, for each bucket that has such a one. */
  const queues = new Map<string, (() => void)[]>();
  const lanes: Lane[] = [];

  const letNext = (bucket: string): void => {
    const next = queues.get(bucket)?.shift();
    if (next === undefined) queues.delete(bucket);
    else next();
  };
  const freeLane = (bucket: string): Lane => {
    const free = lanes.find(({ busy }) => !busy.has(bucket));
    const lane = free ?? { rest: newRest(), busy: new Set() };
    if (free === undefined) lanes.push(lane);
    return lane;
  };
  const turn = (bucket: string, options: RequestOptions): Turn => {
    const lane = freeLane(bucket);
    lane.busy.add(bucket);
    let isInFront = true;
    let cancel = (): void => {};
    const makeWay = (): void => {
      if (isInFront) letNext(bucket);
      isInFront = false;
    };
    return {
      request: () => {
        cancel = clock.after(patienceMs, makeWay);
        return lane.rest.request(options);
      },
      end: () => {
        cancel();
        lane.busy.delete(bucket);
        makeWay();
      },
    };
  };
  return {
    enter: async (options) => {
      const bucket = bucketOf(options);
      const queue = queues.get(bucket);
      if (queue === undefined) queues.set(bucket, []);
      else await new Promise<void>((resolve) => void queue.push(resolve));
      return turn(bucket, options);
    },
  };
}

/** As discord.js tells buckets apart: by method, route and the first ID in it. https://docs.discord.com/developers/topics/rate-limits */
function bucketOf({ method, fullRoute }: RequestOptions): string {
  const [path = ''] = fullRoute.split('?');
  const [first, ...rest] = path.split(/(?<=\/\d{16,20})(?=\/|$)/);
  return `${method} ${first}${rest.join('').replaceAll(/\d{16,20}/g, ':id')}`;
}
