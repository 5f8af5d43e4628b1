import { join } from 'node:path';
import { createPerson } from '../../src/sandbox/scenario.ts';
import type { Person } from '../../src/sandbox/scenario/types.ts';
import type { Stage } from '../support/stage.ts';
import type { Bot } from './bot.ts';
import type { Line, Setting } from './plan.ts';
import { Records } from './records.ts';
import type { Said, UserSide } from './sides.ts';
import { Talk } from './talk.ts';
import { Tally } from './troubles.ts';

/** Nobody waits longer for anything while the bot runs. Where ten tries of one thing go wrong, the bot waits for minutes. */
export const patienceMs = 240_000;
/** What was lost with a killed bot before it was stored may be found only when its author writes again. */
const nudgeAfterMs = 8_000;
const names = ['Mia', 'Jonas', 'Yuki', 'Nora', 'Omar', 'Pia'];

/** What a schedule is played on: the people, the bot, and what is known of both. */
export class Scene {
  readonly setting: Setting;
  readonly stage: Stage;
  readonly bot: Bot;
  readonly tally = new Tally();
  readonly talk: Talk;
  readonly records: Records;
  readonly users: readonly UserSide[];
  readonly log: string[] = [];
  readonly #began = Date.now();

  constructor(setting: Setting, stage: Stage, bot: Bot) {
    this.setting = setting;
    this.stage = stage;
    this.bot = bot;
    this.talk = new Talk(stage, setting);
    this.records = new Records(join(stage.folder, 'supportmail.db'));
    this.users = peopleOf(stage, setting.people);
    stage.sandbox.world.onEvent((event) => {
      if (event.type !== 'messageCreated') return;
      const { botUser } = stage.world.application;
      this.tally.add(event.message.authorId === botUser.id ? 'messages of the bot' : 'messages');
    });
  }

  note(what: string): void {
    this.log.push(`${String(Date.now() - this.#began).padStart(6)} ms  ${what}`);
  }

  user(index: number): UserSide {
    const user = this.users[index];
    if (user === undefined) throw new Error(`There is no user ${index}.`);
    return user;
  }

  /** A user, once nothing is going on about them any more. */
  async free(index: number): Promise<UserSide> {
    const user = this.user(index);
    if (user.busy !== null) {
      await this.bot.start();
      await user.busy;
    }
    return user;
  }

  /** Goes on beside the following steps. */
  begin(user: UserSide, run: (user: UserSide) => Promise<void>): void {
    const busy = (async () => {
      await run(user);
      user.busy = null;
    })();
    // Whoever waits for it hears of its failure.
    busy.catch(() => {});
    user.busy = busy;
  }

  did(what: string, said: Said | null): void {
    if (said === null) return;
    this.tally.add(what);
    this.note(
      `  ${what}: ${said.earlier.at(-1)?.[0]?.slice(0, 8)} > ${said.parts[0]?.slice(0, 8)}, ${JSON.stringify(said.deleted ?? said.edited)}`,
    );
  }

  write(user: UserSide, lines: readonly Line[]): void {
    for (const line of lines) {
      const said = this.talk.say(user, line);
      const words = said === null ? 'nothing' : (said.parts[0] ?? '').split(' ', said.isNote ? 2 : 1).join(' ');
      this.note(
        `  ${user.name}'s ${line.by} say ${words}${said === null || said.excuses.size === 0 ? '' : ` (${[...said.excuses].join(', ')})`}`,
      );
    }
  }

  /** Waits until the bot is ready, whoever starts it. */
  async up(): Promise<void> {
    await this.until('the bot is ready', () => this.bot.isReady);
  }

  async until(what: string, condition: () => boolean, withinMs = patienceMs): Promise<void> {
    if (await this.comesTrue(condition, withinMs)) return;
    throw new Error(`Waited ${withinMs} ms in vain: ${what}.`);
  }

  /** Time in which the bot isn't ready counts half. */
  async comesTrue(condition: () => boolean, withinMs: number): Promise<boolean> {
    for (let leftMs = withinMs, last = Date.now(); leftMs > 0;) {
      if (condition()) return true;
      await sleep(15);
      const now = Date.now();
      // Asked also for the error it throws.
      leftMs -= this.bot.isReady ? now - last : (now - last) / 2;
      last = now;
    }
    return condition();
  }

  openDms(user: UserSide): void {
    user.person.openDms();
    user.areDmsClosed = false;
  }

  /** The user's first message may have been lost with a bot that was killed: they write again. */
  async knownPost(user: UserSide): Promise<void> {
    await this.nudging(user, () => this.talk.post(user) !== null);
    const post = this.talk.post(user);
    const ticket = user.tickets.at(-1);
    if (post !== null && ticket !== undefined)
      Object.assign(ticket, { postId: post.id, number: Number(/^#(\d+)/.exec(post.title)?.[1]) });
    await this.until(`${user.name}'s post is recorded`, () => this.records.statusOf(post?.id ?? '') !== null);
  }

  async nudging(user: UserSide, condition: () => boolean): Promise<void> {
    for (let nudges = 0; nudges < 10; nudges += 1) {
      if (await this.comesTrue(condition, nudgeAfterMs)) return;
      this.tally.add('nudges');
      this.note(`${user.name} writes again`);
      this.talk.say(user, plainLine('user'));
    }
    throw new Error(`Waited in vain for ${user.name}: ${condition.toString()}`);
  }
}

/** A line of one's own, of no special kind. */
export function plainLine(by: Line['by']): Line {
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

/** Lets time pass. */
export async function sleep(ms: number): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
