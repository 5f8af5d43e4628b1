import { posts } from '../../src/sandbox/scenario.ts';
import type { Post } from '../../src/sandbox/scenario/types.ts';
import type { Message } from '../../src/sandbox/world/nouns.ts';
import { reactionsOn, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';
import { align, copyOf } from './copies.ts';
import type { Copy, Expected } from './copies.ts';
import type { Said, Ticket, UserSide } from './sides.ts';

/** A difference between what people did and what stands in Discord. */
export interface Complaint {
  readonly kind: 'lost' | 'doubled' | 'out of order' | 'wrong';
  readonly what: string;
}

export interface Compared {
  readonly complaints: readonly Complaint[];
  /** What may differ, and did: how often each excuse was needed. */
  readonly excused: ReadonlyMap<string, number>;
}

/** Compares both sides of every ticket, as they stand in Discord, with what people did. */
export function compare(stage: Stage, users: readonly UserSide[], receipts: boolean): Compared {
  const all = posts(stage.sandbox, stage.world.forum.id);
  const results = users.map((user) => new Comparison(user, postsOf(user, all), stage, receipts).run());
  const excused = new Map<string, number>();
  for (const one of results) for (const [why, count] of one.excused) excused.set(why, (excused.get(why) ?? 0) + count);
  return { complaints: results.flatMap(({ complaints }) => complaints), excused };
}

/** The posts of a user, oldest first. */
export function postsOf({ name }: UserSide, all: readonly Post[]): Post[] {
  return all.filter(({ title }) => title.endsWith(` · ${name}`));
}

interface Part extends Expected {
  readonly said: Said;
  readonly index: number;
}

class Comparison {
  readonly #user: UserSide;
  readonly #posts: readonly Post[];
  readonly #stage: Stage;
  readonly #receipts: boolean;
  readonly #complaints: Complaint[] = [];
  readonly #excused = new Map<string, number>();
  /** What each message became on the other side. */
  readonly #copies = new Map<Said, Copy[]>();
  readonly #firsts = new Set<Said>();

  constructor(user: UserSide, own: readonly Post[], stage: Stage, receipts: boolean) {
    this.#user = user;
    this.#posts = own;
    this.#stage = stage;
    this.#receipts = receipts;
  }

  run(): Compared {
    const { tickets } = this.#user;
    if (this.#posts.length > tickets.length)
      this.#complain('doubled', `${this.#posts.length} posts, not ${tickets.length}`);
    if (this.#posts.length < tickets.length)
      this.#complain('lost', `${this.#posts.length} posts, not ${tickets.length}`);
    for (const [index, ticket] of tickets.entries()) {
      const post = this.#posts[index];
      if (post !== undefined) this.#comparePost(index, ticket, post);
    }
    this.#compareDm();
    for (const said of this.#user.said) this.#compareFate(said);
    return { complaints: this.#complaints, excused: this.#excused };
  }

  #complain(kind: Complaint['kind'], what: string): void {
    this.#complaints.push({ kind, what: `${this.#user.name}: ${what}` });
  }

  #excuse(why: string): void {
    this.#excused.set(why, (this.#excused.get(why) ?? 0) + 1);
  }

  #comparePost(index: number, ticket: Ticket, post: Post): void {
    const bots = post.messages.filter((message) => this.#isBots(message) && message.id !== post.id);
    const said = this.#user.said.filter((one) => one.by === 'user' && mayBeIn(one, index));
    const where = `post #${index + 1}`;
    this.#compareRow(where, said, (one) => one.ticket !== index || isExcused(one), bots.flatMap(toCopies));
    const first = bots.flatMap(toCopies)[0]?.message;
    for (const [one, copies] of this.#copies)
      if (copies.some(({ message }) => message === first)) this.#firsts.add(one);
    this.#compareStatements(where, bots.filter((message) => copyOf(message) === null).map(shown), [
      [/^🔒 Closed by/, ticket.closings],
      [/^🔓 Opened again by <@/, ticket.reopeningsByStaff],
      [/^🔓 Opened again by the user/, ticket.reopeningsByUser],
      [/^(?:❌ Not delivered: the user|Ticket \d+ is closed: this message)/, null],
    ]);
    this.#compareState(where, ticket, post, index);
  }

  #compareState(where: string, ticket: Ticket, post: Post, index: number): void {
    const isLast = index === this.#user.tickets.length - 1;
    const isOpen = isLast && this.#user.phase === 'open';
    const activity = isOpen ? this.#activity(index) : null;
    const wanted = isOpen ? ['Open', ...(activity === null ? [] : [activity])] : ['Closed'];
    const there = post.tags.toSorted().join(', ');
    if (there !== wanted.toSorted().join(', '))
      this.#complain('wrong', `${where} has the tags ${there}, not ${wanted.join(', ')}`);
    const state = `${post.archived ? 'archived' : 'active'}, ${post.locked ? 'locked' : 'not locked'}`;
    if (post.locked === isOpen || post.archived === isOpen)
      this.#complain('wrong', `${where} is ${state}, ${isOpen ? 'open' : 'closed'}`);
    if (ticket.number === null) ticket.number = Number(/^#(\d+)/.exec(post.title)?.[1]);
  }

  /** Whose turn it is: nothing was written at the end that wasn't relayed. */
  #activity(index: number): string {
    const relayed = this.#user.said.filter((one) => one.ticket === index && !one.wasNote && !isTold(one));
    const last = relayed.at(-1);
    if (last?.by === 'staff') return 'Awaiting Response';
    return relayed.some(({ by }) => by === 'staff') ? 'User Responded' : 'Unanswered';
  }

  #compareDm(): void {
    const bots = this.#user.person.dmMessages().filter((message) => this.#isBots(message));
    const said = this.#user.said.filter((one) => one.by === 'staff');
    this.#compareRow('the DM', said, (one) => isTold(one) || one.excuses.has('closing'), bots.flatMap(toCopies));
    const sum = (count: (ticket: Ticket) => number): number =>
      this.#user.tickets.reduce((total, ticket) => total + count(ticket), 0);
    this.#compareStatements('the DM', bots.filter((message) => copyOf(message) === null).map(shown), [
      [/^✉️ Message sent/, this.#user.tickets.length + sum((ticket) => ticket.reopeningsByUser)],
      [/^🔒 Your conversation/, sum((ticket) => ticket.toldClosings)],
      [/^🔓 Your conversation/, sum((ticket) => ticket.reopeningsByStaff)],
      [/^All right\. Nothing was sent\./, this.#user.neverMinded],
      [/^❌ This message could not be delivered/, null],
      [/^Your conversation with .* What shall become/, this.#user.phase === 'asked' ? 1 : 0],
    ]);
  }

  #compareRow(where: string, said: readonly Said[], isOptional: (said: Said) => boolean, there: readonly Copy[]): void {
    const wanted = said.flatMap((one) => partsOf(one, isOptional(one)));
    const left = new Set(there.filter(({ isStruckOut }) => !isStruckOut));
    this.#pairFloating(
      where,
      wanted.filter((part) => isFloating(part) && !isSurplus(part)),
      left,
    );
    const { pairs, missing, extra } = align(
      wanted.filter((part) => !isFloating(part)),
      [...left],
    );
    for (const { expected, copy } of pairs) this.#pair(expected, copy);
    // What an edit made superfluous may stand there still, but another that says the same stands there before it.
    const strays = new Set(extra);
    this.#pairFloating(
      where,
      wanted.filter((part) => isFloating(part) && isSurplus(part)),
      strays,
    );
    this.#judge(
      where,
      missing,
      [...strays],
      pairs.map(({ copy }) => copy),
    );
  }

  #pairFloating(where: string, floating: readonly Part[], left: Set<Copy>): void {
    for (const part of floating) {
      const accepted = [...left].filter((copy) => part.accepts(copy));
      const exact = accepted.filter(({ text }) => text === part.said.parts[part.index]);
      // What it said before, another may say still.
      const found = exact.length > 0 ? exact : accepted.slice(-1);
      for (const copy of found) left.delete(copy);
      if (found.length > 1) this.#complain('doubled', `${where}: ${part.says}`);
      if (found.length === 0 && !part.isOptional) this.#complain('lost', `${where}: ${part.says}`);
      for (const copy of found.slice(0, 1)) this.#pair(part, copy);
    }
  }

  #judge(where: string, missing: readonly Part[], extra: readonly Copy[], paired: readonly Copy[]): void {
    const strays = new Set(extra);
    for (const part of missing) {
      const stray = [...strays].find((copy) => part.accepts(copy));
      if (stray !== undefined) strays.delete(stray);
      const altered =
        stray ?? [...strays].find(({ text }) => versionsOf(part.said).some((parts) => parts.includes(text)));
      if (stray !== undefined) this.#complain('out of order', `${where}: ${part.says}`);
      else if (altered === undefined) this.#complain('lost', `${where}: ${part.says}`);
      else {
        strays.delete(altered);
        this.#complain('wrong', `${where}: ${part.says} stands there as ${excerpt(altered.message.content)}`);
      }
    }
    for (const copy of strays) {
      const isTwin = paired.some((other) => other.text === copy.text);
      this.#complain(isTwin ? 'doubled' : 'wrong', `${where}: ${excerpt(copy.message.content)} is too much`);
    }
  }

  #pair({ said, index }: Part, copy: Copy): void {
    this.#copies.set(said, [...(this.#copies.get(said) ?? []), copy]);
    if (index > 0 || said.repliesTo === null) return;
    if (said.repliesTo.deleted !== null || said.repliesTo.isForgotten) return;
    if (copy.message.replyTo?.messageId !== said.repliesTo.message.id) {
      this.#complain('wrong', `${excerpt(copy.text)} is no reply to ${excerpt(said.repliesTo.parts[0] ?? '')}`);
    }
  }

  /** Relayed or told, and never both; the receipt says so. */
  #compareFate(said: Said): void {
    const copies = this.#copies.get(said) ?? [];
    const reactions = reactionsOn(said.message).join('');
    const words = excerpt(said.parts[0] ?? '');
    if (said.deleted !== null) return;
    if (isTold(said)) {
      const isWhole = copies.length >= said.parts.length;
      if (!isExcused(said) || isWhole) this.#complain('wrong', `${words} has a ❌`);
      this.#excuse([...said.excuses].join(' + '));
      return this.#compareNotice(said, words);
    }
    if (said.isNote || said.ticket === null) {
      if (reactions !== '' && said.isNote && !said.isUncertain && said.edited === null)
        this.#complain('wrong', `the note ${words} has ${reactions}`);
      return;
    }
    if (copies.length === 0 && isExcused(said)) return this.#compareExcused(said, words);
    // Complained of already.
    if (copies.length === 0) return;
    const isFree = this.#firsts.has(said) || (said.by === 'staff' && this.#wasArchived(said));
    if (this.#receipts && reactions !== '✅' && !isFree)
      this.#complain('wrong', `${words} has no receipt, but "${reactions}"`);
    if (!this.#receipts && reactions !== '') this.#complain('wrong', `${words} has ${reactions}`);
  }

  /** It wasn't relayed, and there is no ❌ on it. */
  #compareExcused(said: Said, words: string): void {
    if (said.excuses.has('taken back')) return this.#excuse('taken back');
    if (said.by === 'staff' && said.excuses.has('closing')) {
      this.#excuse('written in a closed post');
      return this.#compareNotice(said, words);
    }
    this.#complain('lost', `${words}, and nobody told ${said.author.user.username}`);
  }

  #compareNotice(said: Said, words: string): void {
    const around =
      said.by === 'user' ? this.#user.person.dmMessages() : this.#posts.flatMap(({ messages }) => messages);
    const notices = around.filter(
      (message) => this.#isBots(message) && copyOf(message) === null && message.replyTo?.messageId === said.message.id,
    );
    const told = notices.filter((message) => /^(?:❌|Ticket \d+ is closed)/.test(shown(message)));
    if (told.length === 0) this.#complain('lost', `the notice about ${words}`);
    if (told.length > 1) this.#complain('doubled', `the notice about ${words}`);
  }

  #compareStatements(
    where: string,
    there: readonly string[],
    wanted: readonly (readonly [RegExp, number | null])[],
  ): void {
    for (const [pattern, count] of wanted) {
      const found = there.filter((text) => pattern.test(text)).length;
      if (count === null || found === count) continue;
      this.#complain(
        found < count ? 'lost' : 'doubled',
        `${where}: ${String(pattern)} stands there ${found} times, not ${count}`,
      );
    }
    for (const text of there) {
      if (!wanted.some(([pattern]) => pattern.test(text)))
        this.#complain('wrong', `${where}: ${excerpt(text)} stands there`);
    }
  }

  #wasArchived({ ticket }: Said): boolean {
    const one = ticket === null ? undefined : this.#user.tickets[ticket];
    return one === undefined || one.wasArchived || one.closings > 0;
  }

  #isBots({ authorId }: Message): boolean {
    return authorId === this.#stage.world.application.botUser.id;
  }
}

function toCopies(message: Message): Copy[] {
  const copy = copyOf(message);
  return copy === null ? [] : [copy];
}

/** What was written while a ticket was being closed may have come into the next one. */
function mayBeIn({ ticket, excuses }: Said, index: number): boolean {
  return ticket === index || (ticket === index - 1 && excuses.has('closing'));
}

function isExcused({ excuses }: Said): boolean {
  return excuses.size > 0;
}

function isTold({ message }: Said): boolean {
  return reactionsOn(message).includes('❌');
}

function versionsOf({ parts, earlier }: Said): readonly (readonly string[])[] {
  return [...earlier, parts];
}

/** Parts behind the first may come later where an edit made more or fewer of them. */
function isFloating({ said, index }: Part): boolean {
  return index > 0 && said.earlier.some(({ length }) => length !== said.parts.length);
}

function isSurplus({ said, index }: Part): boolean {
  return index >= said.parts.length;
}

/** What must stand on the other side of a message. */
function partsOf(said: Said, isOptional: boolean): Part[] {
  const { by, edited, deleted, isUncertain } = said;
  if (!isUncertain && (said.isNote || said.ticket === null || (by === 'staff' && deleted !== null))) return [];
  const isAny = isUncertain || (deleted !== null && edited !== null);
  const versions = isAny ? versionsOf(said) : [said.parts];
  // Nobody need have seen that it became shorter before it was deleted.
  const count = Math.max(...versions.map(({ length }) => length));
  return Array.from({ length: count }, (_, index) => ({
    said,
    index,
    says: `${by === 'user' ? said.author.user.username : 'staff'}: ${excerpt(said.parts[index] ?? '')}${count > 1 ? ` (part ${index + 1} of ${count})` : ''}`,
    isOptional: isOptional || isUncertain || deleted?.hadCopy === false || index >= said.parts.length,
    isUnlikely: deleted !== null || edited !== null,
    // A copy of what bears a ❌ as a whole is its twin's, or too much.
    accepts: (copy) =>
      !(count === 1 && isTold(said)) &&
      versions.some((texts) => texts[index] === copy.text) &&
      (by === 'staff' || isUncertain || marksOf(said).includes(copy.mark)),
  }));
}

function marksOf({ edited, deleted }: Said): readonly Copy['mark'][] {
  if (deleted !== null) return ['deleted by the user'];
  if (edited === null) return [null];
  return edited.hadCopy ? ['edited'] : ['edited', null];
}

function excerpt(text: string): string {
  const line = text.replaceAll('\n', ' ⏎ ');
  return `“${line.length > 70 ? `${line.slice(0, 70)}…` : line}”`;
}
