import { join } from 'node:path';
import { createPerson, posts } from '../../src/sandbox/scenario.ts';
import type { Person } from '../../src/sandbox/scenario/types.ts';
import { createTally } from '../../src/sandbox/tally/tally.ts';
import type { Tally as SandboxTally } from '../../src/sandbox/tally/tally.ts';
import type { Message } from '../../src/sandbox/world/nouns.ts';
import { reactionsOn, setStage, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';
import { Bot } from './bot.ts';
import { compare, postsOf } from './compare.ts';
import type { Compared } from './compare.ts';
import type { Line, Plan, Sequel, Setting, Step } from './plan.ts';
import { Records } from './records.ts';
import { newTicket } from './sides.ts';
import type { Said, UserSide } from './sides.ts';
import { isQuestion, isUpToDate, Talk } from './talk.ts';
import { disturb, effectOf, fallSilent, loseAnswers, matcher, refuse, Tally } from './troubles.ts';

/** What came of a seed. */
export interface Outcome extends Compared {
  readonly seed: number;
  readonly counts: Readonly<Record<string, number>>;
  /** What was done, and when. */
  readonly log: readonly string[];
}

/** Nobody waits longer for anything while the bot runs. */
const patienceMs = 60_000;
/** Where nothing has moved for so long, nothing will. */
const stillMs = 20_000;
/** What was lost with a killed bot before it was stored may be found only when its author writes again. */
const nudgeAfterMs = 8_000;
const names = ['Mia', 'Jonas', 'Yuki', 'Nora', 'Omar', 'Pia'];

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
  readonly #setting: Setting;
  readonly #stage: Stage;
  readonly #bot: Bot;
  readonly #tally = new Tally();
  /** What the demo's page would count. */
  readonly #seen: SandboxTally;
  readonly #talk: Talk;
  readonly #records: Records;
  readonly #users: UserSide[];
  readonly #log: string[] = [];
  readonly #began = Date.now();
  /** How often users had dropped something, and what had arrived, when the backup was made. */
  #backup: { readonly neverMinded: number; readonly delivered: ReadonlySet<Said> } | null = null;
  /** Kills and restarts that are under way. */
  #upheaval: Promise<unknown> = Promise.resolve();

  constructor(plan: Plan, stage: Stage, bot: Bot) {
    this.#plan = plan;
    this.#setting = plan.setting;
    this.#stage = stage;
    this.#bot = bot;
    this.#talk = new Talk(stage, plan.setting);
    this.#records = new Records(join(stage.folder, 'supportmail.db'));
    this.#users = peopleOf(stage, plan.setting.people);
    this.#seen = createTally(stage.sandbox.world, { botId: stage.world.application.botUser.id, notePrefix: '//' });
    stage.sandbox.world.onEvent((event) => {
      if (event.type !== 'messageCreated') return;
      const { botUser } = stage.world.application;
      this.#tally.add(event.message.authorId === botUser.id ? 'messages of the bot' : 'messages');
    });
  }

  async run(): Promise<Outcome> {
    const { seed, steps } = this.#plan;
    let compared: Compared;
    try {
      await this.#bot.start();
      await this.#up();
      for (const step of steps) await this.#play(step);
      compared = this.#withCounts(await this.#end());
    } catch (error) {
      this.#note(String(error));
      const { complaints, excused } = this.#compare();
      const what = error instanceof Error ? error.message : String(error);
      compared = { complaints: [{ kind: 'wrong', what }, ...complaints.slice(0, 5)], excused };
    }
    const counts = { ...this.#tally.counts, kills: this.#bot.kills };
    if (compared.complaints.length > 0)
      this.#log.push(...this.#bot.output.split('\n').slice(-40), ...this.#records.list());
    return { seed, counts, log: this.#log, ...compared };
  }

  /** Where both sides are as the model, the demo's page must say so, which knows of no model. */
  #withCounts({ complaints, excused }: Compared): Compared {
    const { waiting, lost, doubled } = this.#seen.counts();
    if (complaints.length > 0 || waiting + lost + doubled === 0) return { complaints, excused };
    const what = `the demo's page would count ${waiting} waiting, ${lost} lost, ${doubled} doubled`;
    return { complaints: [{ kind: 'wrong', what }], excused };
  }

  #note(what: string): void {
    this.#log.push(`${String(Date.now() - this.#began).padStart(6)} ms  ${what}`);
  }

  #compare(): Compared {
    return compare(this.#stage, this.#users, this.#plan.setting.receipts);
  }

  async #play(step: Step): Promise<void> {
    // Let sockets and timers have their turn.
    await sleep(1);
    this.#stage.sandbox.world.settings.echoBeforeAnswer = this.#plan.setting.echoFirst;
    this.#note(JSON.stringify(step));
    const { sandbox } = this.#stage;
    switch (step.do) {
      case 'write':
        return this.#write(await this.#free(step.user), step.lines);
      case 'edit':
        return this.#did('edits', this.#talk.edit(await this.#free(step.user), step));
      case 'delete':
        return this.#did('deletions', this.#talk.delete(await this.#free(step.user), step));
      case 'close':
        return this.#begin(await this.#free(step.user), (user) => this.#close(user, step));
      case 'write in closed post': {
        const user = await this.#free(step.user);
        return user.phase === 'closed' ? this.#write(user, step.lines) : undefined;
      }
      case 'go on':
        return this.#begin(await this.#free(step.user), (user) => this.#goOn(user, step));
      case 'breathe':
        return sleep(step.ms);
      case 'wait for posts':
        return this.#waitForPosts();
      case 'lose answers':
        return loseAnswers(sandbox, this.#tally, step);
      case 'refuse':
        return refuse(sandbox, this.#tally, step);
      case 'kill':
        return this.#restart(step.pauseMs);
      case 'kill at':
        return this.#killAt(step);
      case 'lose for long':
        return this.#loseForLong(step);
      case 'disturb':
        this.#tally.add(`gateway: ${step.how}`);
        return disturb(sandbox, step.how);
      case 'go down':
        this.#tally.add(`downtimes (${step.how})`);
        return step.how === 'kill' ? this.#bot.kill() : this.#bot.stop();
      case 'come up':
        return this.#bot.start();
      case 'close DMs':
        return this.#closeDms(await this.#free(step.user));
      case 'open DMs':
        return this.#openDms(await this.#free(step.user));
      case 'archive':
        return this.#archive(await this.#free(step.user));
      case 'back up':
        return this.#backUp();
      case 'restore':
        return this.#restore();
    }
  }

  #backUp(): void {
    // Nothing is there yet, or just being made.
    if (!this.#records.backUp()) return;
    const delivered = this.#users.flatMap((user) => user.said.filter((said) => this.#talk.hasCopy(user, said)));
    this.#backup = { neverMinded: this.#neverMinded(), delivered: new Set(delivered) };
  }

  /**
   * Yesterday's database in place of today's. What nobody can find out from Discord then isn't asked for: what users dropped,
   * and deletions that hadn't been heard of.
   */
  async #restore(): Promise<void> {
    for (const index of this.#users.keys()) await this.#free(index);
    await this.#bot.start();
    await this.#up();
    const isQuiet = (): boolean =>
      this.#records.waiting() === 0 && this.#users.every((user) => this.#talk.areDeletionsDone(user));
    if (this.#backup?.neverMinded !== this.#neverMinded() || !(await this.#comesTrue(isQuiet, 5_000))) return;
    await this.#bot.kill();
    this.#records.restore();
    const { delivered } = this.#backup;
    for (const said of this.#users.flatMap((user) => user.said)) said.isForgotten ||= !delivered.has(said);
    this.#tally.add('restored backups');
    await this.#bot.start();
    await this.#up();
    // What is changed before the bot knows it again, it can't know either.
    await sleep(1_500);
    await this.#comesTrue(() => this.#records.waiting() === 0, patienceMs);
  }

  #neverMinded(): number {
    return this.#users.reduce((sum, { neverMinded }) => sum + neverMinded, 0);
  }

  async #waitForPosts(): Promise<void> {
    await this.#comesTrue(
      () => this.#users.every((user) => user.phase !== 'open' || this.#talk.post(user) !== null),
      8_000,
    );
  }

  #did(what: string, said: Said | null): void {
    if (said === null) return;
    this.#tally.add(what);
    this.#note(
      `  ${what}: ${said.earlier.at(-1)?.[0]?.slice(0, 8)} > ${said.parts[0]?.slice(0, 8)}, ${JSON.stringify(said.deleted ?? said.edited)}`,
    );
  }

  #user(index: number): UserSide {
    const user = this.#users[index];
    if (user === undefined) throw new Error(`There is no user ${index}.`);
    return user;
  }

  /** A user, once nothing is going on about them any more. */
  async #free(index: number): Promise<UserSide> {
    const user = this.#user(index);
    if (user.busy !== null) {
      await this.#bot.start();
      await user.busy;
    }
    return user;
  }

  /** Goes on beside the following steps. */
  #begin(user: UserSide, run: (user: UserSide) => Promise<void>): void {
    const busy = (async () => {
      await run(user);
      user.busy = null;
    })();
    // Whoever waits for it hears of its failure.
    busy.catch(() => {});
    user.busy = busy;
  }

  #write(user: UserSide, lines: readonly Line[]): void {
    for (const line of lines) {
      const said = this.#talk.say(user, line);
      const words = said === null ? 'nothing' : (said.parts[0] ?? '').split(' ', said.isNote ? 2 : 1).join(' ');
      this.#note(
        `  ${user.name}'s ${line.by} say ${words}${said === null || said.excuses.size === 0 ? '' : ` (${[...said.excuses].join(', ')})`}`,
      );
    }
  }

  /** Waits until the bot is ready, whoever starts it. */
  async #up(): Promise<void> {
    await this.#until('the bot is ready', () => this.#bot.isReady);
  }

  async #until(what: string, condition: () => boolean, withinMs = patienceMs): Promise<void> {
    if (await this.#comesTrue(condition, withinMs)) return;
    throw new Error(`Waited ${withinMs} ms in vain: ${what}.`);
  }

  /** Time in which the bot isn't ready counts half. */
  async #comesTrue(condition: () => boolean, withinMs: number): Promise<boolean> {
    for (let leftMs = withinMs, last = Date.now(); leftMs > 0;) {
      if (condition()) return true;
      await sleep(15);
      const now = Date.now();
      // Asked also for the error it throws.
      leftMs -= this.#bot.isReady ? now - last : (now - last) / 2;
      last = now;
    }
    return condition();
  }

  async #restart(pauseMs: number): Promise<void> {
    const upheaval = (async () => {
      if (!this.#bot.isRunning) return;
      await this.#bot.kill();
      await sleep(pauseMs);
      await this.#bot.start();
    })();
    this.#upheaval = upheaval;
    await upheaval;
  }

  #killAt({ target, moment }: Extract<Step, { do: 'kill at' }>): void {
    const { sandbox } = this.#stage;
    const matches = matcher(sandbox, target);
    const when = moment === 'performed' ? 'after' : 'before';
    const kill = async ({ method }: { method: string }): Promise<void> => {
      this.#tally.add(`killed: ${moment}`);
      if (moment !== 'arrival, undone' && method !== 'GET') {
        this.#tally.add('lost answers');
        this.#tally.add('lost by kill');
      }
      const wasRunning = this.#bot.isRunning;
      await this.#bot.kill();
      if (wasRunning) void this.#bot.start();
    };
    sandbox.faults.add({ matches, when, effect: kill });
    if (moment === 'arrival, undone') sandbox.faults.add({ matches, when, effect: effectOf('close') });
  }

  /** Many answers are lost at once with their echoes, the bot dies, and it starts when Discord knows no nonce any more. */
  async #loseForLong({ jumpMinutes, writes }: Extract<Step, { do: 'lose for long' }>): Promise<void> {
    for (const index of this.#users.keys()) await this.#free(index);
    await this.#bot.start();
    await this.#up();
    const silence = fallSilent(this.#stage.sandbox);
    for (const { user, lines } of writes) this.#write(this.#user(user), lines);
    await this.#comesTrue(() => silence.hits() >= writes.length, 1_000);
    await sleep(30);
    await this.#bot.kill();
    const hits = silence.hits();
    silence.end();
    this.#tally.add('lost answers', hits);
    this.#tally.add('lost by kill', hits);
    this.#tally.add('lost and settled after the nonce window', hits);
    for (const { tickets } of this.#users)
      if (jumpMinutes > 60) for (const ticket of tickets) ticket.wasArchived = true;
    this.#stage.sandbox.world.clock.advance(jumpMinutes * 60_000);
    this.#bot.shiftClock(jumpMinutes * 60_000);
    await this.#bot.start();
  }

  #closeDms(user: UserSide): void {
    if (user.phase !== 'open' || user.areDmsClosed || !isUpToDate(user, this.#talk.statements(user))) return;
    this.#tally.add('DMs closed');
    user.person.closeDms();
    user.areDmsClosed = true;
    for (const said of user.said) {
      const isUnsent = said.by === 'staff' && !said.isNote && said.deleted === null && !this.#talk.hasCopy(user, said);
      if (isUnsent) said.excuses.add('DMs closed');
    }
  }

  #openDms(user: UserSide): void {
    user.person.openDms();
    user.areDmsClosed = false;
  }

  #archive(user: UserSide): void {
    const post = this.#talk.post(user);
    const ticket = user.tickets.at(-1);
    if (user.phase !== 'open' || post === null || post.archived || ticket === undefined) return;
    ticket.wasArchived = true;
    this.#stage.world.staff[1].changePost(post.id, { archived: true });
    this.#tally.add('archived by Discord');
  }

  async #close(user: UserSide, step: Extract<Step, { do: 'close' }>): Promise<void> {
    this.#openDms(user);
    if (user.phase !== 'open') return;
    await this.#knownPost(user);
    const ticket = user.tickets.at(-1);
    if (ticket === undefined) return;
    user.phase = 'closing';
    this.#excuseUnread(user);
    ticket.closings += 1;
    if (step.isTold) ticket.toldClosings += 1;
    const closing = this.#useUntil(
      user,
      step.fromElsewhere,
      { name: 'close', options: { 'notify-user': step.isTold } },
      () => this.#says(user, /^🔒 Closed by/, ticket.closings),
    );
    const meanwhile = step.meanwhile.flatMap((line) => {
      const said = this.#talk.say(user, line);
      return said?.by === 'user' ? [said] : [];
    });
    await closing;
    await this.#until(`${user.name}'s ticket is closed`, () => this.#isClosed(user));
    this.#tally.add('closings');
    if (meanwhile.length > 0) await this.#afterRush(user);
    else user.phase = 'closed';
  }

  /** A bot that has just started may hear of the closing before it has read all that staff wrote: then it must tell them. */
  #excuseUnread(user: UserSide): void {
    for (const said of user.said) {
      if (said.by === 'staff' && !said.isNote && !this.#talk.hasCopy(user, said)) said.excuses.add('closing');
    }
  }

  #isClosed(user: UserSide): boolean {
    const post = this.#talk.post(user);
    return post?.archived === true && post.locked && this.#records.statusOf(post.id) === 'closed';
  }

  #says(user: UserSide, pattern: RegExp, count: number): boolean {
    const { messages } = this.#talk.post(user) ?? { messages: [] };
    return messages.filter((message) => pattern.test(shown(message))).length >= count;
  }

  /** The user's first message may have been lost with a bot that was killed: they write again. */
  async #knownPost(user: UserSide): Promise<void> {
    await this.#nudging(user, () => this.#talk.post(user) !== null);
    const post = this.#talk.post(user);
    const ticket = user.tickets.at(-1);
    if (post !== null && ticket !== undefined)
      Object.assign(ticket, { postId: post.id, number: Number(/^#(\d+)/.exec(post.title)?.[1]) });
    await this.#until(`${user.name}'s post is recorded`, () => this.#records.statusOf(post?.id ?? '') !== null);
  }

  async #nudging(user: UserSide, condition: () => boolean): Promise<void> {
    for (let nudges = 0; nudges < 5; nudges += 1) {
      if (await this.#comesTrue(condition, nudgeAfterMs)) return;
      this.#tally.add('nudges');
      this.#note(`${user.name} writes again`);
      this.#talk.say(user, plainLine('user'));
    }
    throw new Error(`Waited in vain for ${user.name}: ${condition.toString()}`);
  }

  /** Staff use a command again and again, as people do, until they see what they wanted. */
  async #useUntil(
    user: UserSide,
    fromElsewhere: boolean,
    command: { name: string; options: Record<string, string | number | boolean> },
    isDone: () => boolean,
  ): Promise<void> {
    const { staff, lounge } = this.#stage.world;
    const ticket = user.tickets.at(-1);
    const giveUpAt = Date.now() + patienceMs;
    for (let tries = 0; Date.now() < giveUpAt && !isDone(); tries += 1) {
      await this.#up();
      const post = this.#talk.post(user);
      const isHere = !fromElsewhere && post?.archived === false;
      const place = { channelId: isHere ? post.id : lounge.id };
      const options = isHere ? command.options : { ...command.options, ticket: ticket?.number ?? 0 };
      const answer = await staff[0].command(command.name, options, place).catch((error: unknown) => String(error));
      this.#note(`  /${command.name}: ${typeof answer === 'string' ? answer : JSON.stringify(answer).slice(0, 150)}`);
      if (typeof answer === 'string' || answer.type === 'failed') this.#tally.add('commands that were not answered');
      await this.#comesTrue(isDone, 2_000 + 500 * tries);
    }
    await this.#until(`/${command.name} for ${user.name}`, isDone);
  }

  /** What the user wrote during the closing came into the old ticket, a new one, or a question. */
  async #afterRush(user: UserSide): Promise<void> {
    const isSettled = (): boolean =>
      user.said
        .filter(({ by, excuses, deleted }) => by === 'user' && deleted === null && excuses.has('closing'))
        .every(
          (said) =>
            this.#talk.hasCopy(user, said) || reactionsOn(said.message).includes('❌') || this.#question(user) !== null,
        );
    await this.#nudging(user, isSettled);
    const count = postsOf(user, posts(this.#stage.sandbox, this.#stage.world.forum.id)).length;
    if (count > user.tickets.length) {
      user.tickets.push(newTicket());
      user.phase = 'open';
    } else if (this.#question(user) === null) user.phase = 'closed';
    else {
      user.phase = 'asked';
      await this.#press(user, 'new ticket');
    }
  }

  #question(user: UserSide): Message | null {
    return this.#talk.statements(user).findLast(isQuestion) ?? null;
  }

  async #goOn(user: UserSide, { sequel, lines }: Extract<Step, { do: 'go on' }>): Promise<void> {
    if (user.phase !== 'closed') return;
    if (sequel === 'staff reopen') return this.#reopen(user, lines);
    this.#write(user, lines);
    if (this.#setting.grace !== '0s') await this.#press(user, sequel);
  }

  async #reopen(user: UserSide, lines: readonly Line[]): Promise<void> {
    const ticket = user.tickets.at(-1);
    if (ticket === undefined) return;
    ticket.reopeningsByStaff += 1;
    const isOpen = (): boolean =>
      this.#says(user, /^🔓 Opened again by <@/, ticket.reopeningsByStaff) && this.#isOpen(user);
    await this.#useUntil(user, true, { name: 'reopen', options: {} }, isOpen);
    user.phase = 'open';
    this.#tally.add('reopenings by staff');
    this.#write(user, lines);
  }

  /** The user answers the question what shall become of what they wrote after the closing. */
  async #press(user: UserSide, sequel: Exclude<Sequel, 'staff reopen'>): Promise<void> {
    await this.#nudging(
      user,
      () => this.#question(user) !== null && this.#records.drafts(user.person.id) >= this.#pending(user).length,
    );
    const label = { 'user reopens': 'Reopen', 'new ticket': 'New ticket', 'never mind': 'Never mind' }[sequel];
    const giveUpAt = Date.now() + patienceMs;
    for (let question = this.#question(user); question !== null; question = this.#question(user)) {
      if (Date.now() > giveUpAt) throw new Error(`${user.name} pressed “${label}” in vain.`);
      await this.#up();
      const answer = await user.person.press(question, label).catch((error: unknown) => String(error));
      this.#note(
        `  ${user.name} presses ${label}: ${typeof answer === 'string' ? answer : JSON.stringify(answer).slice(0, 150)}`,
      );
      if (typeof answer === 'string' || answer.type === 'failed') this.#tally.add('commands that were not answered');
      await this.#comesTrue(() => this.#question(user) !== question, 1_000);
    }
    this.#conclude(user, sequel);
    if (sequel === 'user reopens') await this.#until(`${user.name}'s ticket is open again`, () => this.#isOpen(user));
  }

  #isOpen(user: UserSide): boolean {
    const post = this.#talk.post(user);
    return post?.archived === false && !post.locked && this.#records.statusOf(post.id) === 'open';
  }

  #pending(user: UserSide) {
    return user.said.filter((said) => said.by === 'user' && said.ticket === null && !said.excuses.has('taken back'));
  }

  #conclude(user: UserSide, sequel: Exclude<Sequel, 'staff reopen'>): void {
    this.#tally.add(`questions answered: ${sequel}`);
    const pending = this.#pending(user);
    if (sequel === 'never mind') {
      user.neverMinded += 1;
      user.phase = 'closed';
      for (const said of pending) said.excuses.add('taken back');
      return;
    }
    const last = user.tickets.at(-1);
    if (sequel === 'user reopens' && last !== undefined) last.reopeningsByUser += 1;
    else user.tickets.push(newTicket());
    user.phase = 'open';
    for (const said of pending) said.ticket = user.tickets.length - 1;
  }

  /** Troubles are over, the bot runs, and everybody who has an open ticket says one thing more. */
  async #end(): Promise<Compared> {
    const { sandbox } = this.#stage;
    this.#note('the end');
    sandbox.faults.clear();
    await this.#upheaval;
    await sleep(800);
    sandbox.gateway.accept();
    await this.#bot.start();
    for (const index of this.#users.keys()) this.#openDms(await this.#free(index));
    await this.#up();
    await Promise.all(this.#users.map((user, index) => this.#lastWords(user, index)));
    await this.#settle();
    // What comes twice may come late.
    await sleep(300);
    if (this.#records.waiting() > 0) throw new Error(`${this.#records.waiting()} effects still wait.`);
    return this.#compare();
  }

  /** Waits until both sides are as they should be, or until nothing moves any more. */
  async #settle(): Promise<void> {
    let before = '';
    let stillSince = Date.now();
    await this.#comesTrue(() => {
      if (this.#records.waiting() > 0) return false;
      const now = JSON.stringify(this.#compare().complaints);
      if (now !== before) stillSince = Date.now();
      before = now;
      return now === '[]' || Date.now() - stillSince > stillMs;
    }, patienceMs);
  }

  async #lastWords(user: UserSide, index: number): Promise<void> {
    if (user.phase !== 'open') return;
    const said = this.#talk.say(user, plainLine('user'));
    await this.#knownPost(user);
    await this.#until(`${user.name}'s last words are heard`, () => said !== null && this.#talk.hasCopy(user, said));
    this.#talk.say(user, plainLine((this.#plan.seed + index) % 4 === 0 ? 'user' : 'staff'));
  }
}

function plainLine(by: Line['by']): Line {
  return { by, who: 0, parts: 1, isNote: false, isRepeat: false, isReply: false };
}

function peopleOf({ sandbox, world }: Stage, count: number): UserSide[] {
  return names.slice(0, count).map((name, index) => {
    const known: Person | undefined = world.members[index];
    const person = known ?? createPerson(sandbox, { username: name.toLowerCase(), displayName: name });
    if (known === undefined) world.server.addMember(person);
    return { person, name, tickets: [], said: [], phase: 'new', areDmsClosed: false, neverMinded: 0, busy: null };
  });
}

async function sleep(ms: number): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
