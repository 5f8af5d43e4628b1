import { DiscordAPIError, Routes } from 'discord.js';
import type { Clock, Random } from '../desk/ports.ts';
import type { RequestOptions, Rest } from './buckets.ts';
import { codeOf, toFailure, waitOfCode } from './failures.ts';
import { NotDiscord } from './front.ts';
import { Gate } from './gate.ts';
import type { Verdict } from './gate.ts';
import { channelIn, lackingFor, withoutUse } from './uses.ts';
import type { Use } from './uses.ts';
import { Withheld } from './withheld.ts';

const frontWaitMs = 60_000;
/** However long somebody before Discord wants to be left alone: what is mended shall be noticed within an hour. */
const longestFrontWaitMs = 60 * 60_000;
const forumWaitMs = 15_000;
/** Whoever is kept away asks again so often, which costs no request: a permission that is given shall have effect soon. */
const askAgainMs = 15_000;
/** Other DMs go through all the while, so nothing says when it is over. */
const tellAgainMs = 60 * 60_000;
/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
const codes = { missingAccess: 50_001, missingPermissions: 50_013, quarantined: 20_026, opensTooFast: 40_003 };

export interface RefusalParts {
  readonly clock: Pick<Clock, 'now'>;
  readonly random: Pick<Random, 'fraction'>;
  /** The forum that this is, or that this is a post of; `null`: it is neither. */
  forumOf(channelId: string): string | null;
  /** Whether it is a channel of a server that the bot writes into beside the forums: staff read feedback there, or a panel stands there. */
  isServerChannel(channelId: string): boolean;
  /** The bot's permissions in a forum; `null`: not known. */
  permissionsIn(forumId: string): bigint | null;
  /** How a forum is called towards the operator. */
  nameOf(forumId: string): string;
  /** The operator should know, and perhaps mend something. */
  onProblem(message: string): void;
  /** What a problem was told about goes again. */
  onBack(message: string): void;
}

/**
 * Keeps the number of refused requests small, however many tickets there are: what is refused to one would be to others. Discord
 * bans at 10,000 in ten minutes. https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
 */
export function createRefusals(parts: RefusalParts): (rest: Rest) => Rest {
  const refusals = new Refusals(parts);
  return (rest) => ({ request: (options) => refusals.throughFront(rest, options) });
}

class Refusals {
  readonly #parts: RefusalParts;
  readonly #front: Gate;
  readonly #dms: Gate;
  readonly #forums = new Map<string, Gate>();
  /** When the operator was told last that DMs are refused, by code. */
  readonly #toldAt = new Map<number, number>();

  constructor(parts: RefusalParts) {
    this.#parts = parts;
    this.#front = new Gate({ ...parts, firstWaitMs: frontWaitMs });
    this.#dms = new Gate({ ...parts, firstWaitMs: 0 });
  }

  throughFront(rest: Rest, options: RequestOptions): Promise<unknown> {
    const { onProblem, onBack } = this.#parts;
    return this.#front.pass({
      about: options.fullRoute,
      circumstances: null,
      isDoubtful: false,
      perform: () => this.#inChannel(rest, options),
      judge: judgeFront,
      withheld: (forMs) =>
        new Withheld('busy', 'something in front of Discord refuses this machine', this.#soon(forMs)),
      onShut: (error) =>
        onProblem(
          `Something in front of Discord refuses this machine (${toFailure(error).cause}). Cloudflare does so for up to a day after too many refused requests. Everything waits, and one request tries from time to time.`,
        ),
      onOpen: () => onBack('Discord can be reached again: what waited goes on.'),
    });
  }

  #inChannel(rest: Rest, options: RequestOptions): Promise<unknown> {
    if (options.fullRoute === Routes.userChannels()) return this.#toUser(rest, options);
    const place = channelIn(options);
    if (place === null || place.use === null) return rest.request(options);
    const forumId = this.#parts.forumOf(place.channelId);
    if (forumId !== null) return this.#inForum({ forumId, use: place.use, channelId: place.channelId }, rest, options);
    // Whatever else we write into is a user's DM.
    if (this.#parts.isServerChannel(place.channelId)) return rest.request(options);
    return place.use === 'write' || place.use === 'attach' ? this.#toUser(rest, options) : rest.request(options);
  }

  async #inForum(
    { forumId, use, channelId }: { readonly forumId: string; readonly use: Use; readonly channelId: string },
    rest: Rest,
    options: RequestOptions,
  ): Promise<unknown> {
    const { permissionsIn, onProblem, onBack, nameOf } = this.#parts;
    const permissions = permissionsIn(forumId);
    const lacking = permissions === null ? [] : lackingFor(use, permissions);
    const why =
      lacking.length === 0
        ? `Discord refuses the bot in ${nameOf(forumId)}, though its permissions look right (is it timed out?)`
        : `The bot lacks the permission ${lacking.map((name) => `"${name}"`).join(' and ')} in ${nameOf(forumId)}`;
    const withheld = (): Error =>
      new Withheld(lacking.includes('View Channel') ? 'hidden' : 'forbidden', why, this.#soon(askAgainMs));
    try {
      return await this.#gateOf(forumId, use).pass({
        // Of new posts each one counts: they are all alike.
        about: use === 'open' ? JSON.stringify(options.body) : channelId,
        circumstances: permissions,
        isDoubtful: lacking.length > 0,
        perform: () => rest.request(options),
        judge: (error) => (isRefusal(error) ? { isForAll: false } : null),
        withheld,
        onShut: () => onProblem(`${why}: ${withoutUse(use)}. It goes on by itself once the bot may.`),
        onOpen: () => onBack(`The bot may again in ${nameOf(forumId)}: what waited goes on.`),
      });
    } catch (error) {
      if (!isRefusal(error) || lacking.length === 0) throw error;
      throw withheld();
    }
  }

  #gateOf(forumId: string, use: Use): Gate {
    const key = `${forumId}/${use}`;
    const gate = this.#forums.get(key) ?? new Gate({ ...this.#parts, firstWaitMs: forumWaitMs });
    this.#forums.set(key, gate);
    return gate;
  }

  /** To open a DM is refused like a message in it. */
  #toUser(rest: Rest, options: RequestOptions): Promise<unknown> {
    return this.#dms.pass({
      about: options.fullRoute === Routes.userChannels() ? JSON.stringify(options.body) : options.fullRoute,
      circumstances: null,
      isDoubtful: false,
      perform: () => rest.request(options),
      judge: (error) => this.#judgeDm(error),
      withheld: (forMs) =>
        new Withheld('tooManyDms', 'Discord lets the bot begin no conversations now', this.#soon(forMs)),
      onShut: () => {},
      onOpen: () => {},
    });
  }

  #judgeDm(error: unknown): Verdict | null {
    const code = codeOf(error);
    if (code !== codes.quarantined && code !== codes.opensTooFast) return null;
    const now = this.#parts.clock.now();
    const toldAt = this.#toldAt.get(code) ?? 0;
    if (now - toldAt >= tellAgainMs) {
      this.#toldAt.set(code, now);
      this.#parts.onProblem(code === codes.quarantined ? isQuarantined : opensTooFast);
    }
    return { isForAll: false, waitMs: waitOfCode(code) ?? 0 };
  }

  /** Never all at the same instant. */
  #soon(ms: number): number {
    return Math.ceil(ms * (1 + this.#parts.random.fraction() / 4));
  }
}

const isQuarantined =
  "Discord has flagged the bot as a spammer (20026): it may not write to users who haven't written to it. Messages to them wait. Appeal in Discord's Developer Portal, where your application shows the notice.";
const opensTooFast =
  'Discord says that the bot begins conversations too fast (40003). Messages to users who have none with it yet wait ten minutes, and are tried again.';

function isRefusal(error: unknown): boolean {
  const code = codeOf(error);
  return code === codes.missingAccess || code === codes.missingPermissions;
}

/** Whatever Discord itself answers came through. */
function judgeFront(error: unknown): Verdict | 'taken' | null {
  if (error instanceof DiscordAPIError) return 'taken';
  if (!(error instanceof NotDiscord) || (error.status !== 403 && error.status !== 429)) return null;
  // Too many requests concern all of this machine's; a single one may also be refused for what it says.
  return { isForAll: error.status === 429, waitMs: Math.min(longestFrontWaitMs, error.retryAfterMs ?? 0) };
}
