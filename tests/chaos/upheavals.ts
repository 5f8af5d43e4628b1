import { Scene, patienceMs, sleep } from './scene.ts';
import type { Step } from './plan.ts';
import type { Said, UserSide } from './sides.ts';
import { isUpToDate } from './talk.ts';
import { effectOf, fallSilent, matcher } from './troubles.ts';

/** What happens to the bot and its database as a whole, and to users' and posts' being reachable. */
export class Upheavals {
  readonly #scene: Scene;
  /** How often users had dropped something, and what had arrived, when the backup was made. */
  #backup: { readonly neverMinded: number; readonly delivered: ReadonlySet<Said> } | null = null;
  /** Kills and restarts that are under way. */
  #upheaval: Promise<unknown> = Promise.resolve();

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  /** Resolves when no kill and no restart is under way. */
  async over(): Promise<void> {
    await this.#upheaval;
  }

  backUp(): void {
    // A post that stands open may have been opened again since, or not yet closed: by a database of that moment, nobody can tell.
    if (this.#scene.records.isClosing()) return;
    // Nothing is there yet, or just being made.
    if (!this.#scene.records.backUp()) return;
    const delivered = this.#scene.users.flatMap((user) =>
      user.said.filter((said) => this.#scene.talk.surelyHasCopy(user, said)),
    );
    this.#backup = { neverMinded: this.#neverMinded(), delivered: new Set(delivered) };
  }

  /**
   * Yesterday's database in place of today's. What nobody can find out from Discord then isn't asked for: what users dropped,
   * and deletions that hadn't been heard of.
   */
  async restore(): Promise<void> {
    for (const index of this.#scene.users.keys()) await this.#scene.free(index);
    await this.#scene.bot.start();
    await this.#scene.up();
    const isQuiet = (): boolean =>
      this.#scene.records.waiting() === 0 && this.#scene.users.every((user) => this.#scene.talk.areDeletionsDone(user));
    if (this.#backup?.neverMinded !== this.#neverMinded() || !(await this.#scene.comesTrue(isQuiet, 5_000))) return;
    await this.#scene.bot.kill();
    this.#scene.records.restore();
    const { delivered } = this.#backup;
    for (const said of this.#scene.users.flatMap((user) => user.said)) said.isForgotten ||= !delivered.has(said);
    this.#scene.tally.add('restored backups');
    await this.#scene.bot.start();
    await this.#scene.up();
    // What is changed before the bot knows it again, it can't know either.
    await sleep(1_500);
    await this.#scene.comesTrue(() => this.#scene.users.every((user) => this.#isReadAgain(user)), 10_000);
    await this.#scene.comesTrue(() => this.#scene.records.waiting() === 0, patienceMs);
  }

  /** Whether the bot has come to the end of both sides of the user's open ticket. */
  #isReadAgain({ phase, tickets, said }: UserSide): boolean {
    if (phase !== 'open') return true;
    return (['user', 'staff'] as const).every((side) => {
      const last = said.findLast(
        ({ by, ticket, deleted }) => by === side && ticket === tickets.length - 1 && deleted === null,
      );
      return last === undefined || this.#scene.records.hasRead(last.message.id);
    });
  }

  #neverMinded(): number {
    return this.#scene.users.reduce((sum, { neverMinded }) => sum + neverMinded, 0);
  }

  async restart(pauseMs: number): Promise<void> {
    const upheaval = (async () => {
      if (!this.#scene.bot.isRunning) return;
      await this.#scene.bot.kill();
      await sleep(pauseMs);
      await this.#scene.bot.start();
    })();
    this.#upheaval = upheaval;
    await upheaval;
  }

  killAt({ target, moment }: Extract<Step, { do: 'kill at' }>): void {
    const { sandbox } = this.#scene.stage;
    const matches = matcher(sandbox, target);
    const when = moment === 'performed' ? 'after' : 'before';
    const kill = async ({ method }: { method: string }): Promise<void> => {
      this.#scene.tally.add(`killed: ${moment}`);
      if (moment !== 'arrival, undone' && method !== 'GET') {
        this.#scene.tally.add('lost answers');
        this.#scene.tally.add('lost by kill');
      }
      const wasRunning = this.#scene.bot.isRunning;
      await this.#scene.bot.kill();
      if (wasRunning) void this.#scene.bot.start();
    };
    sandbox.faults.add({ matches, when, effect: kill });
    if (moment === 'arrival, undone') sandbox.faults.add({ matches, when, effect: effectOf('close') });
  }

  /** Many answers are lost at once with their echoes, the bot dies, and it starts when Discord knows no nonce any more. */
  async loseForLong({ jumpMinutes, writes }: Extract<Step, { do: 'lose for long' }>): Promise<void> {
    for (const index of this.#scene.users.keys()) await this.#scene.free(index);
    await this.#scene.bot.start();
    await this.#scene.up();
    const silence = fallSilent(this.#scene.stage.sandbox);
    for (const { user, lines } of writes) this.#scene.write(this.#scene.user(user), lines);
    await this.#scene.comesTrue(() => silence.hits() >= writes.length, 1_000);
    await sleep(30);
    await this.#scene.bot.kill();
    const hits = silence.hits();
    silence.end();
    this.#scene.tally.add('lost answers', hits);
    this.#scene.tally.add('lost by kill', hits);
    this.#scene.tally.add('lost and settled after the nonce window', hits);
    for (const { tickets } of this.#scene.users)
      if (jumpMinutes > 60) for (const ticket of tickets) ticket.wasArchived = true;
    this.#scene.stage.sandbox.world.clock.advance(jumpMinutes * 60_000);
    this.#scene.bot.shiftClock(jumpMinutes * 60_000);
    await this.#scene.bot.start();
  }

  closeDms(user: UserSide): void {
    if (user.phase !== 'open' || user.areDmsClosed || !isUpToDate(user, this.#scene.talk.statements(user))) return;
    this.#scene.tally.add('DMs closed');
    user.person.closeDms();
    user.areDmsClosed = true;
    for (const said of user.said) {
      const isUnsent =
        said.by === 'staff' && !said.isNote && said.deleted === null && !this.#scene.talk.surelyHasCopy(user, said);
      if (isUnsent) said.excuses.add('DMs closed');
    }
  }

  archive(user: UserSide): void {
    const post = this.#scene.talk.post(user);
    const ticket = user.tickets.at(-1);
    if (user.phase !== 'open' || post === null || post.archived || ticket === undefined) return;
    ticket.wasArchived = true;
    this.#scene.stage.world.staff[1].changePost(post.id, { archived: true });
    this.#scene.tally.add('archived by Discord');
  }
}
