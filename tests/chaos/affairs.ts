import { posts } from '../../src/sandbox/scenario.ts';
import type { Message } from '../../src/sandbox/world/nouns.ts';
import { reactionsOn, shown } from '../support/stage.ts';
import { postsOf } from './compare.ts';
import type { Line, Sequel, Step } from './plan.ts';
import { patienceMs } from './scene.ts';
import type { Scene } from './scene.ts';
import { newTicket } from './sides.ts';
import type { UserSide } from './sides.ts';
import { isQuestion } from './talk.ts';

/** Closings, and what comes after them: people go on until they see what they wanted. */
export class Affairs {
  readonly #scene: Scene;

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  async close(user: UserSide, step: Extract<Step, { do: 'close' }>): Promise<void> {
    this.#scene.openDms(user);
    if (user.phase !== 'open') return;
    await this.#scene.knownPost(user);
    const ticket = user.tickets.at(-1);
    if (ticket === undefined) return;
    user.phase = 'closing';
    const isRushed = this.#excuseUnread(user);
    ticket.closings += 1;
    if (step.isTold) ticket.toldClosings += 1;
    const closing = this.#useUntil(
      user,
      step.fromElsewhere,
      { name: 'close', options: { 'notify-user': step.isTold } },
      () => this.#says(user, /^🔒 Closed by/, ticket.closings),
    );
    const meanwhile = step.meanwhile.flatMap((line) => {
      const said = this.#scene.talk.say(user, line);
      return said?.by === 'user' ? [said] : [];
    });
    await closing;
    await this.#scene.until(`${user.name}'s ticket is closed`, () => this.#isClosed(user));
    this.#scene.tally.add('closings');
    if (isRushed || meanwhile.length > 0) await this.#afterRush(user);
    else user.phase = 'closed';
  }

  /**
   * A bot that has just started may hear of the closing before it has read all that was written. What staff wrote it must
   * then tell them; what they changed of what it has read is recorded only. What the user wrote (`true`: they did) comes into the next ticket, or a question.
   */
  #excuseUnread(user: UserSide): boolean {
    const ofUser = user.said.filter(
      ({ by, ticket, message }) =>
        by === 'user' && ticket === user.tickets.length - 1 && !this.#scene.records.hasRead(message.id),
    );
    for (const said of ofUser) said.excuses.add('closing');
    for (const said of user.said) {
      if (said.by !== 'staff' || this.#scene.talk.isCarriedOut(user, said)) continue;
      if (said.edited === null || !this.#scene.records.hasRead(said.message.id)) said.excuses.add('closing');
      if (said.edited !== null) said.isUncertain = true;
    }
    return ofUser.length > 0;
  }

  #isClosed(user: UserSide): boolean {
    const post = this.#scene.talk.post(user);
    return post?.archived === true && post.locked && this.#scene.records.statusOf(post.id) === 'closed';
  }

  #says(user: UserSide, pattern: RegExp, count: number): boolean {
    const { messages } = this.#scene.talk.post(user) ?? { messages: [] };
    return messages.filter((message) => pattern.test(shown(message))).length >= count;
  }

  /** Staff use a command again and again, as people do, until they see what they wanted. */
  async #useUntil(
    user: UserSide,
    fromElsewhere: boolean,
    command: { name: string; options: Record<string, string | number | boolean> },
    isDone: () => boolean,
  ): Promise<void> {
    const { staff, lounge } = this.#scene.stage.world;
    const ticket = user.tickets.at(-1);
    const giveUpAt = Date.now() + patienceMs;
    for (let tries = 0; Date.now() < giveUpAt && !isDone(); tries += 1) {
      await this.#scene.up();
      const post = this.#scene.talk.post(user);
      const isHere = !fromElsewhere && post?.archived === false;
      const place = { channelId: isHere ? post.id : lounge.id };
      const options = isHere ? command.options : { ...command.options, ticket: ticket?.number ?? 0 };
      const answer = await staff[0].command(command.name, options, place).catch((error: unknown) => String(error));
      this.#scene.note(
        `  /${command.name}: ${typeof answer === 'string' ? answer : JSON.stringify(answer).slice(0, 150)}`,
      );
      if (typeof answer === 'string' || answer.type === 'failed')
        this.#scene.tally.add('commands that were not answered');
      await this.#scene.comesTrue(isDone, 2_000 + 500 * tries);
    }
    await this.#scene.until(`/${command.name} for ${user.name}`, isDone);
  }

  /** What the user wrote during the closing came into the old ticket, a new one, or a question. */
  async #afterRush(user: UserSide): Promise<void> {
    const isSettled = (): boolean =>
      user.said
        .filter(({ by, excuses, deleted }) => by === 'user' && deleted === null && excuses.has('closing'))
        .every(
          (said) =>
            this.#scene.talk.hasCopy(user, said) ||
            reactionsOn(said.message).includes('❌') ||
            this.#question(user) !== null,
        );
    await this.#scene.nudging(user, isSettled);
    const count = postsOf(user, posts(this.#scene.stage.sandbox, this.#scene.stage.world.forum.id)).length;
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
    return this.#scene.talk.statements(user).findLast(isQuestion) ?? null;
  }

  async goOn(user: UserSide, { sequel, lines }: Extract<Step, { do: 'go on' }>): Promise<void> {
    if (user.phase !== 'closed') return;
    if (sequel === 'staff reopen') return this.#reopen(user, lines);
    this.#scene.write(user, lines);
    if (this.#scene.setting.grace !== '0s') await this.#press(user, sequel);
  }

  async #reopen(user: UserSide, lines: readonly Line[]): Promise<void> {
    const ticket = user.tickets.at(-1);
    if (ticket === undefined) return;
    ticket.reopeningsByStaff += 1;
    const isOpen = (): boolean =>
      this.#says(user, /^🔓 Opened again by <@/, ticket.reopeningsByStaff) && this.#isOpen(user);
    await this.#useUntil(user, true, { name: 'reopen', options: {} }, isOpen);
    user.phase = 'open';
    this.#scene.tally.add('reopenings by staff');
    this.#scene.write(user, lines);
  }

  /** The user answers the question what shall become of what they wrote after the closing. */
  async #press(user: UserSide, sequel: Exclude<Sequel, 'staff reopen'>): Promise<void> {
    await this.#scene.nudging(
      user,
      () => this.#question(user) !== null && this.#scene.records.drafts(user.person.id) >= this.#pending(user).length,
    );
    const label = { 'user reopens': 'Reopen', 'new ticket': 'New ticket', 'never mind': 'Never mind' }[sequel];
    const giveUpAt = Date.now() + patienceMs;
    for (let question = this.#question(user); question !== null; question = this.#question(user)) {
      if (Date.now() > giveUpAt) throw new Error(`${user.name} pressed “${label}” in vain.`);
      await this.#scene.up();
      const answer = await user.person.press(question, label).catch((error: unknown) => String(error));
      this.#scene.note(
        `  ${user.name} presses ${label}: ${typeof answer === 'string' ? answer : JSON.stringify(answer).slice(0, 150)}`,
      );
      if (typeof answer === 'string' || answer.type === 'failed')
        this.#scene.tally.add('commands that were not answered');
      await this.#scene.comesTrue(() => this.#question(user) !== question, 1_000);
    }
    this.#conclude(user, sequel);
    if (sequel === 'user reopens')
      await this.#scene.until(`${user.name}'s ticket is open again`, () => this.#isOpen(user));
  }

  #isOpen(user: UserSide): boolean {
    const post = this.#scene.talk.post(user);
    return post?.archived === false && !post.locked && this.#scene.records.statusOf(post.id) === 'open';
  }

  #pending(user: UserSide) {
    return user.said.filter((said) => said.by === 'user' && said.ticket === null && !said.excuses.has('taken back'));
  }

  #conclude(user: UserSide, sequel: Exclude<Sequel, 'staff reopen'>): void {
    this.#scene.tally.add(`questions answered: ${sequel}`);
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
}
