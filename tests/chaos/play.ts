import { createTally } from '../../src/sandbox/tally/tally.ts';
import type { Tally as SandboxTally } from '../../src/sandbox/tally/tally.ts';
import { setStage } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';
import { Affairs } from './affairs.ts';
import { Bot } from './bot.ts';
import { compare } from './compare.ts';
import type { Compared } from './compare.ts';
import type { Plan, Step } from './plan.ts';
import { patienceMs, plainLine, Scene, sleep } from './scene.ts';
import type { UserSide } from './sides.ts';
import { disturb, loseAnswers, refuse } from './troubles.ts';
import { Upheavals } from './upheavals.ts';

/** What came of a seed. */
export interface Outcome extends Compared {
  readonly seed: number;
  readonly counts: Readonly<Record<string, number>>;
  /** What was done, and when. */
  readonly log: readonly string[];
}

/** Where nothing has moved for so long, nothing will. */
const stillMs = 20_000;

/** Plays a schedule against a built bot. */
export async function play(plan: Plan, program: string): Promise<Outcome> {
  const { grace, receipts, realLimits } = plan.setting;
  const tickets = [`grace: ${grace}`, `receipts: ${receipts}`, 'auto_archive: 1h'];
  const stage = await setStage({ tickets, sandbox: { rateLimits: realLimits }, patienceMs });
  const { configPath, folder, world } = stage;
  const bot = new Bot({ program, configPath, folder, token: world.application.token });
  const player = new Player(plan, stage, bot);
  try {
    return await player.run();
  } finally {
    await bot.kill();
    await stage.stop();
  }
}

class Player {
  readonly #plan: Plan;
  readonly #scene: Scene;
  readonly #affairs: Affairs;
  readonly #upheavals: Upheavals;
  /** What the demo's page would count. */
  readonly #seen: SandboxTally;

  constructor(plan: Plan, stage: Stage, bot: Bot) {
    this.#plan = plan;
    this.#scene = new Scene(plan.setting, stage, bot);
    this.#affairs = new Affairs(this.#scene);
    this.#upheavals = new Upheavals(this.#scene);
    this.#seen = createTally(stage.sandbox.world, { botId: stage.world.application.botUser.id, notePrefix: '//' });
  }

  async run(): Promise<Outcome> {
    const { seed, steps } = this.#plan;
    let compared: Compared;
    try {
      await this.#scene.bot.start();
      await this.#scene.up();
      for (const step of steps) await this.#play(step);
      compared = this.#withCounts(await this.#end());
    } catch (error) {
      this.#scene.note(String(error));
      const { complaints, excused } = this.#compare();
      const what = error instanceof Error ? error.message : String(error);
      compared = { complaints: [{ kind: 'wrong', what }, ...complaints.slice(0, 5)], excused };
    }
    const counts = { ...this.#scene.tally.counts, kills: this.#scene.bot.kills };
    if (compared.complaints.length > 0)
      this.#scene.log.push(...this.#scene.bot.output.split('\n').slice(-40), ...this.#scene.records.list());
    return { seed, counts, log: this.#scene.log, ...compared };
  }

  /** Where both sides are as the model, the demo's page must say so, which knows of no model. */
  #withCounts({ complaints, excused }: Compared): Compared {
    const { waiting, lost, doubled } = this.#seen.counts();
    if (complaints.length > 0 || waiting + lost + doubled === 0) return { complaints, excused };
    const what = `the demo's page would count ${waiting} waiting, ${lost} lost, ${doubled} doubled`;
    return { complaints: [{ kind: 'wrong', what }], excused };
  }

  #compare(): Compared {
    return compare(this.#scene.stage, this.#scene.users, this.#plan.setting.receipts);
  }

  async #play(step: Step): Promise<void> {
    // Let sockets and timers have their turn.
    await sleep(1);
    this.#scene.stage.sandbox.world.settings.echoBeforeAnswer = this.#plan.setting.echoFirst;
    this.#scene.note(JSON.stringify(step));
    const { sandbox } = this.#scene.stage;
    switch (step.do) {
      case 'write':
        return this.#scene.write(await this.#scene.free(step.user), step.lines);
      case 'edit':
        return this.#scene.did('edits', this.#scene.talk.edit(await this.#scene.free(step.user), step));
      case 'delete':
        return this.#scene.did('deletions', this.#scene.talk.delete(await this.#scene.free(step.user), step));
      case 'close':
        return this.#scene.begin(await this.#scene.free(step.user), (user) => this.#affairs.close(user, step));
      case 'write in closed post': {
        const user = await this.#scene.free(step.user);
        return user.phase === 'closed' ? this.#scene.write(user, step.lines) : undefined;
      }
      case 'go on':
        return this.#scene.begin(await this.#scene.free(step.user), (user) => this.#affairs.goOn(user, step));
      case 'breathe':
        return sleep(step.ms);
      case 'wait for posts':
        return this.#waitForPosts();
      case 'lose answers':
        return loseAnswers(sandbox, this.#scene.tally, step);
      case 'refuse':
        return refuse(sandbox, this.#scene.tally, step);
      case 'kill':
        return this.#upheavals.restart(step.pauseMs);
      case 'kill at':
        return this.#upheavals.killAt(step);
      case 'lose for long':
        return this.#upheavals.loseForLong(step);
      case 'disturb':
        this.#scene.tally.add(`gateway: ${step.how}`);
        return disturb(sandbox, step.how);
      case 'go down':
        this.#scene.tally.add(`downtimes (${step.how})`);
        return step.how === 'kill' ? this.#scene.bot.kill() : this.#scene.bot.stop();
      case 'come up':
        return this.#scene.bot.start();
      case 'close DMs':
        return this.#upheavals.closeDms(await this.#scene.free(step.user));
      case 'open DMs':
        return this.#scene.openDms(await this.#scene.free(step.user));
      case 'archive':
        return this.#upheavals.archive(await this.#scene.free(step.user));
      case 'back up':
        return this.#upheavals.backUp();
      case 'restore':
        return this.#upheavals.restore();
    }
  }

  async #waitForPosts(): Promise<void> {
    await this.#scene.comesTrue(
      () => this.#scene.users.every((user) => user.phase !== 'open' || this.#scene.talk.post(user) !== null),
      8_000,
    );
  }

  /** Troubles are over, the bot runs, and everybody who has an open ticket says one thing more. */
  async #end(): Promise<Compared> {
    const { sandbox } = this.#scene.stage;
    this.#scene.note('the end');
    sandbox.faults.clear();
    await this.#upheavals.over();
    await sleep(800);
    sandbox.gateway.accept();
    await this.#scene.bot.start();
    for (const index of this.#scene.users.keys()) this.#scene.openDms(await this.#scene.free(index));
    await this.#scene.up();
    await Promise.all(this.#scene.users.map((user, index) => this.#lastWords(user, index)));
    await this.#settle();
    // What comes twice may come late.
    await sleep(300);
    if (this.#scene.records.waiting() > 0) throw new Error(`${this.#scene.records.waiting()} effects still wait.`);
    return this.#compare();
  }

  /** Waits until both sides are as they should be, or until nothing moves any more. */
  async #settle(): Promise<void> {
    let before = '';
    let stillSince = Date.now();
    await this.#scene.comesTrue(() => {
      if (this.#scene.records.waiting() > 0) return false;
      const now = JSON.stringify(this.#compare().complaints);
      if (now !== before) stillSince = Date.now();
      before = now;
      return now === '[]' || Date.now() - stillSince > stillMs;
    }, patienceMs);
  }

  async #lastWords(user: UserSide, index: number): Promise<void> {
    if (user.phase !== 'open') return;
    const said = this.#scene.talk.say(user, plainLine('user'));
    await this.#scene.knownPost(user);
    await this.#scene.until(
      `${user.name}'s last words are heard`,
      () => said !== null && this.#scene.talk.hasCopy(user, said),
    );
    this.#scene.talk.say(user, plainLine((this.#plan.seed + index) % 4 === 0 ? 'user' : 'staff'));
  }
}
