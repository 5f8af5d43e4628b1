import { GatewayDispatchEvents, Routes } from 'discord.js';
import type { GatewayDispatchPayload, REST } from 'discord.js';
import type { Clock, Random, Sight, Spot } from '../desk/ports.ts';
import type { ServerId } from '../ticket/ticket.ts';
import { toFailure } from './failures.ts';
import { send } from './send.ts';
import type { View } from './view.ts';

/** Asking costs an invalid request each time, of which Discord bans at 10,000 in ten minutes. https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans */
const firstWaitMs = 15_000;
const longestWaitMs = 10 * 60_000;
/** Where Discord gave no answer, as in a rush or an outage. */
const unknownWaitMs = 5_000;
/** However much happens in a server, it isn't asked about more often. */
const quietMs = 2_000;

export interface SightParts {
  readonly rest: () => Pick<REST, 'request'>;
  readonly view: View;
  readonly clock: Clock;
  readonly random: Random;
  readonly servers: readonly { readonly id: string; readonly forumId: string }[];
  readonly botId: () => string;
  /** A forum or server is no longer to be seen: what is for it waits. */
  onLost(spot: Spot): void;
  /** It is to be seen again. */
  onBack(spot: Spot): void;
}

/** Follows which forums and servers are to be seen: by what the gateway tells, and by asking where that isn't enough. */
export interface KeptSight extends Sight {
  take(packet: GatewayDispatchPayload): void;
  /** What the gateway has told so far is complete: from here on, what goes out of sight is news. */
  begin(): void;
  stop(): void;
}

/**
 * Makes the sight. Of a forum that the bot may no longer view, the gateway still tells as before; and of one that is
 * deleted it may tell late: so whoever gets an answer as if nothing were there asks here.
 */
export function createSight(parts: SightParts): KeptSight {
  const spots = parts.servers.flatMap(({ id, forumId }) => [
    new Watched(parts, { what: 'server', serverId: id as ServerId }, id),
    new Watched(parts, { what: 'forum', serverId: id as ServerId }, forumId),
  ]);
  const watched = ({ what, serverId }: Spot): Watched | undefined =>
    spots.find(({ spot }) => spot.what === what && spot.serverId === serverId);
  return {
    isInSight: (spot) => watched(spot)?.isInSight() ?? false,
    ask: async (spot) => (await watched(spot)?.ask()) ?? false,
    take: (packet) => {
      for (const one of spots) {
        one.follow();
        if (mayConcern(packet, one, parts)) one.look();
      }
    },
    begin: () => {
      for (const one of spots) one.begin();
    },
    stop: () => {
      for (const one of spots) one.stop();
    },
  };
}

class Watched {
  readonly spot: Spot;
  readonly id: string;
  readonly #parts: SightParts;
  /** Discord said so itself, whatever the gateway tells. */
  #isHidden = false;
  /** As it was told last; `null`: nothing was yet. */
  #told: boolean | null = null;
  #asking: Promise<boolean> | null = null;
  /** Somebody waits for the answer who was told that there is nothing. */
  #isDoubted = false;
  #askedAt = 0;
  #waitMs = firstWaitMs;
  #cancel = (): void => {};
  #isOver = false;

  constructor(parts: SightParts, spot: Spot, id: string) {
    this.#parts = parts;
    this.spot = spot;
    this.id = id;
  }

  isInSight(): boolean {
    return this.#isInView() && !this.#isHidden;
  }

  /** The server (of Discord's) that this is in, as far as it is known. */
  guildId(): string | null {
    return this.spot.what === 'server' ? this.id : (this.#parts.view.forum(this.id)?.serverId ?? null);
  }

  begin(): void {
    this.#told = this.isInSight();
  }

  async ask(): Promise<boolean> {
    // Whoever asks now wants to know how it is now, and not how it was when somebody else began to ask.
    if (this.#asking !== null && !(await this.#asking)) return false;
    if (!this.isInSight()) return false;
    this.#isDoubted = true;
    return (this.#asking ??= this.#request());
  }

  /** Something happened that may have changed it. */
  look(): void {
    if (!this.#isInView() || this.#asking !== null || this.#isOver) return;
    const earliest = this.#askedAt + quietMs;
    const { clock } = this.#parts;
    if (clock.now() >= earliest) this.#asking = this.#request();
    else this.#wakeIn(earliest - clock.now());
  }

  /** Tells what changed. */
  follow(): void {
    const isInSight = this.isInSight();
    if (this.#told === null || this.#told === isInSight) return;
    this.#told = isInSight;
    if (isInSight) this.#parts.onBack(this.spot);
    else this.#parts.onLost(this.spot);
  }

  stop(): void {
    this.#isOver = true;
    this.#cancel();
  }

  #isInView(): boolean {
    const { view } = this.#parts;
    return this.spot.what === 'server' ? view.hasServer(this.id) : view.forum(this.id) !== null;
  }

  async #request(): Promise<boolean> {
    this.#cancel();
    this.#askedAt = this.#parts.clock.now();
    const path = this.spot.what === 'server' ? Routes.guild(this.id) : Routes.channel(this.id);
    const isThere = await send(this.#parts.rest(), { method: 'GET', path, body: null }).then(
      () => true,
      (error: unknown) => (isRefusal(error) ? false : null),
    );
    this.#asking = null;
    if (this.#isOver) return false;
    // Where nobody knows, it stays as it was, unless there is reason for doubt.
    this.#isHidden = isThere === null ? this.#isHidden || this.#isDoubted : !isThere;
    this.#isDoubted = false;
    this.#askAgain(isThere === null);
    this.follow();
    return isThere === true && this.isInSight();
  }

  #askAgain(isUnknown: boolean): void {
    if (!this.#isHidden) this.#waitMs = firstWaitMs;
    if (isUnknown) return this.#wakeIn(unknownWaitMs);
    if (!this.#isHidden) return;
    this.#wakeIn(this.#waitMs * (0.75 + this.#parts.random.fraction() / 4));
    this.#waitMs = Math.min(this.#waitMs * 2, longestWaitMs);
  }

  #wakeIn(delayMs: number): void {
    this.#cancel();
    this.#cancel = this.#parts.clock.after(delayMs, () => this.look());
  }
}

function isRefusal(error: unknown): boolean {
  const { kind } = toFailure(error);
  return kind === 'lost' || kind === 'hidden';
}

/** Whether a packet tells of something that decides what the bot may see: roles, its own ones, or the forum itself. */
function mayConcern({ t, d }: GatewayDispatchPayload, watched: Watched, { botId }: SightParts): boolean {
  const isHere = (guildId: string): boolean => guildId === watched.guildId();
  switch (t) {
    case GatewayDispatchEvents.GuildRoleUpdate:
    case GatewayDispatchEvents.GuildRoleDelete:
    case GatewayDispatchEvents.ThreadListSync:
      return watched.spot.what === 'forum' && isHere(d.guild_id);
    case GatewayDispatchEvents.GuildMemberUpdate:
      return watched.spot.what === 'forum' && isHere(d.guild_id) && d.user.id === botId();
    case GatewayDispatchEvents.ChannelUpdate:
      return d.id === watched.id;
    default:
      return false;
  }
}
