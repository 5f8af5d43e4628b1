import type { ChannelId, Person, PostId, ServerId, TicketId, UserId } from '../ticket/ticket.ts';
import type { Desk } from './desk.ts';
import { createPauses } from './pauses.ts';
import type { Clock, Failure, Random } from './ports.ts';
import { waitMs } from './retrying.ts';
import type { Store } from './store.ts';

/** So long one question is asked again. */
const patienceMs = 60_000;

/** A post of the bot's, as it stands in a forum. */
export interface StandingPost {
  readonly postId: PostId;
  readonly serverId: ServerId;
  /** As the bot leaves a closed ticket's; somebody may have taken it out of the archive since. */
  readonly isLocked: boolean;
  /** What its tags say; `null`: nothing, or both. */
  readonly status: 'open' | 'closed' | null;
  /** When it was closed, if it was, as far as it tells; in epoch ms. */
  readonly closedAt: number;
}

/** What the first message of a ticket's post tells. */
export interface PostOrigin {
  readonly ticketId: TicketId;
  readonly mark: string;
  /** As they were then; `null`: the ticket is anonymous, and nothing in Discord tells whose it is. */
  readonly user: Person | null;
  readonly openedAt: number;
}

/** The user of a found ticket, and their DM. */
export interface Correspondent {
  readonly person: Person;
  readonly channelId: ChannelId;
}

export type Answered<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly failure: Failure };

/** Reads the forums. Never throws. */
export interface Forums {
  /** The bot's posts in a server's forum: all active ones, and of the archived ones as many as hold any that isn't known. */
  posts(serverId: ServerId, isKnown: (postId: PostId) => boolean): Promise<Answered<readonly StandingPost[]>>;
  /** `null`: it is no ticket's post. */
  origin(postId: PostId): Promise<Answered<PostOrigin | null>>;
  /** Makes no new DM where there is one. */
  correspondent(userId: UserId): Promise<Answered<Correspondent>>;
}

export interface AdoptionParts {
  readonly store: Pick<Store, 'ticketOfPost' | 'user'>;
  readonly desk: Pick<Desk, 'postFound' | 'postEchoed' | 'adopt'>;
  readonly forums: Forums;
  readonly clock: Clock;
  readonly random: Random;
  /** The servers whose forums can be read. */
  servers(): readonly ServerId[];
  /** These tickets stand in Discord, and the database didn't know them. */
  onAdopted(tickets: readonly TicketId[]): void;
  /** Not even their posts' first messages say which tickets these are, or whose; or their numbers are taken. */
  onStrange(posts: readonly PostId[]): void;
  onTrouble(serverId: ServerId, failure: Failure): void;
  guard(handled: string, run: () => void): void;
}

/**
 * Compares the forums with the database, once, at the start: after a backup was restored, or the last writes were lost, there
 * are tickets in Discord that the database doesn't know, and others that were closed or opened again meanwhile.
 */
export interface Adoption {
  /** Resolves when all that could be found is known. */
  run(): Promise<void>;
  stop(): void;
}

/** Makes the adoption. */
export function createAdoption(parts: AdoptionParts): Adoption {
  return new Adopting(parts);
}

function oldestFirst(one: StandingPost, other: StandingPost): number {
  return BigInt(one.postId) < BigInt(other.postId) ? -1 : 1;
}

class Adopting implements Adoption {
  readonly #parts: AdoptionParts;
  readonly #pauses;
  readonly #adopted: TicketId[] = [];
  readonly #strange: PostId[] = [];
  #isOver = false;

  constructor(parts: AdoptionParts) {
    this.#parts = parts;
    this.#pauses = createPauses(parts.clock);
  }

  async run(): Promise<void> {
    const { servers, onAdopted, onStrange, guard } = this.#parts;
    await Promise.all(servers().map((serverId) => this.#compare(serverId))).catch((error: unknown) =>
      guard('the posts of a forum', () => {
        throw error;
      }),
    );
    if (this.#isOver) return;
    if (this.#adopted.length > 0) onAdopted(this.#adopted.toSorted((a, b) => a - b));
    if (this.#strange.length > 0) onStrange(this.#strange);
  }

  stop(): void {
    this.#isOver = true;
    this.#pauses.end();
  }

  async #compare(serverId: ServerId): Promise<void> {
    const { store, desk, forums } = this.#parts;
    const isKnown = (postId: PostId): boolean => store.ticketOfPost(postId) !== null;
    const posts = await this.#answered(serverId, () => forums.posts(serverId, isKnown));
    // What was closed gives way to what its user opened afterwards.
    for (const post of posts ?? []) if (isKnown(post.postId)) this.#handle(post, () => desk.postFound(post));
    // What a user wrote before the oldest of them went there.
    const unknown = (posts ?? []).filter(({ postId }) => !isKnown(postId)).toSorted(oldestFirst);
    for (const post of unknown) await this.#adopt(post);
  }

  async #adopt(post: StandingPost): Promise<void> {
    const { store, desk, forums } = this.#parts;
    const { postId, serverId } = post;
    const origin = await this.#answered(serverId, () => forums.origin(postId));
    // Nobody said so: the next start asks again.
    if (origin === undefined) return;
    if (origin === null) return void this.#strange.push(postId);
    // It may be the one that a ticket of ours waits for.
    this.#handle(post, () => desk.postEchoed(origin.mark, postId));
    if (store.ticketOfPost(postId) !== null) return this.#handle(post, () => desk.postFound(post));
    const userId = origin.user?.id ?? null;
    const isReachable = userId === null || (store.user(userId)?.channelId ?? null) !== null;
    const user =
      !post.isLocked && !isReachable
        ? ((await this.#answered(serverId, () => forums.correspondent(userId))) ?? null)
        : null;
    this.#handle(post, () => {
      const isAdopted = desk.adopt(post, origin, user);
      if (isAdopted) this.#adopted.push(origin.ticketId);
      else this.#strange.push(postId);
    });
  }

  #handle({ postId }: StandingPost, run: () => void): void {
    if (!this.#isOver) this.#parts.guard(postId, run);
  }

  /** Asks until there is an answer; `undefined`: there is none, or nobody waits for it any more. */
  async #answered<Value>(serverId: ServerId, ask: () => Promise<Answered<Value>>): Promise<Value | undefined> {
    const { clock, random, onTrouble } = this.#parts;
    const until = clock.now() + patienceMs;
    for (let tries = 1; !this.#isOver; tries += 1) {
      const answered = await ask();
      if (this.#isOver) return undefined;
      if (answered.ok) return answered.value;
      const { failure } = answered;
      onTrouble(serverId, failure);
      const isPassing = failure.kind === 'busy' || failure.kind === 'down' || failure.kind === 'unknownOutcome';
      if (!isPassing || clock.now() >= until) return undefined;
      await this.#pauses.pause(waitMs(tries, failure, random.fraction()));
    }
    return undefined;
  }
}
