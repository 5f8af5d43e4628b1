import type { Clock, Random } from '../desk/ports.ts';

/** So many different ones must have been refused, and none taken between, before it isn't about one of them alone. */
const refusedBeforeShut = 3;
const longestWaitMs = 10 * 60_000;

export interface GateParts {
  readonly clock: Pick<Clock, 'now'>;
  readonly random: Pick<Random, 'fraction'>;
  /** How long nothing is tried after the first refusal, in ms; twice as long after each further one, up to ten minutes. */
  readonly firstWaitMs: number;
}

/** What a refusal says about what comes next. `isForAll`: that the next ones will surely meet the same. */
export interface Verdict {
  readonly isForAll: boolean;
  /** Not before that. */
  readonly waitMs?: number;
}

/** One that wants to pass. */
export interface Passing<Answer> {
  /** Whom it is about: one that is refused, whatever the reason, doesn't keep others away. */
  readonly about: string;
  /** What a refusal depends on, as it is now: when it has changed, it is worth a try. */
  readonly circumstances: bigint | null;
  /** Whether a refusal is to be expected under these. */
  readonly isDoubtful: boolean;
  perform(): Promise<Answer>;
  /** `null`: whatever went wrong says nothing about this. */
  judge(error: unknown): Verdict | 'taken' | null;
  /** The error for one that isn't tried, which is told how long that lasts. */
  withheld(forMs: number): Error;
  /** From now on others are kept away. Called once, until they pass again. */
  onShut(error: unknown): void;
  onOpen(): void;
}

/**
 * Lets requests pass until they are refused. Then it keeps them away, and lets one after another try, ever more rarely, until one
 * is taken: each refusal counts, and Discord bans whoever collects too many. https://docs.discord.com/developers/topics/rate-limits
 */
export class Gate {
  readonly #parts: GateParts;
  readonly #refused = new Set<string>();
  #isShut = false;
  #openAt = 0;
  #waitMs: number;
  /** The circumstances of the last refusal, and those in which something passed against all expectation. */
  #refusedUnder: bigint | null = null;
  #takenUnder: bigint | null = null;
  /** Settles with the one that is trying now. */
  #trial: Promise<void> | null = null;

  constructor(parts: GateParts) {
    this.#parts = parts;
    this.#waitMs = parts.firstWaitMs;
  }

  async pass<Answer>(passing: Passing<Answer>): Promise<Answer> {
    for (;;) {
      if (!this.#isShut && !this.#isDoubted(passing)) return this.#try(passing);
      if (this.#trial === null) break;
      await this.#trial;
    }
    const leftMs = this.#openAt - this.#parts.clock.now();
    if (this.#isShut && leftMs > 0 && passing.circumstances === this.#refusedUnder) throw passing.withheld(leftMs);
    const trying = this.#try(passing);
    this.#trial = trying.then(
      () => this.#tried(),
      () => this.#tried(),
    );
    return trying;
  }

  #tried(): void {
    this.#trial = null;
  }

  #isDoubted({ isDoubtful, circumstances }: Pick<Passing<unknown>, 'isDoubtful' | 'circumstances'>): boolean {
    return isDoubtful && (circumstances === null || circumstances !== this.#takenUnder);
  }

  async #try<Answer>(passing: Passing<Answer>): Promise<Answer> {
    try {
      const answer = await passing.perform();
      this.#taken(passing);
      return answer;
    } catch (error) {
      const verdict = passing.judge(error);
      if (verdict === 'taken') this.#taken(passing);
      else if (verdict !== null) this.#refuse(passing, verdict, error);
      throw error;
    }
  }

  #taken({ circumstances, onOpen }: Passing<unknown>): void {
    this.#takenUnder = circumstances;
    this.#refused.clear();
    this.#waitMs = this.#parts.firstWaitMs;
    if (this.#isShut) onOpen();
    this.#isShut = false;
  }

  #refuse(passing: Passing<unknown>, { isForAll, waitMs = 0 }: Verdict, error: unknown): void {
    const { clock, random } = this.#parts;
    // It was under way already when another one was refused.
    if (this.#isShut && clock.now() < this.#openAt && passing.circumstances === this.#refusedUnder) return;
    this.#refusedUnder = passing.circumstances;
    this.#takenUnder = null;
    this.#refused.add(passing.about);
    const isEnough = isForAll || this.#isDoubted(passing) || this.#refused.size >= refusedBeforeShut;
    if (!isEnough && !this.#isShut) return;
    this.#openAt = clock.now() + Math.max(waitMs, this.#waitMs * (0.75 + random.fraction() / 4));
    this.#waitMs = Math.min(longestWaitMs, this.#waitMs * 2);
    if (!this.#isShut) passing.onShut(error);
    this.#isShut = true;
  }
}
