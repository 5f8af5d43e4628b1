import type { Message } from '../../src/sandbox/world/nouns.ts';
import { posts } from '../../src/sandbox/scenario.ts';
import type { Post } from '../../src/sandbox/scenario/types.ts';
import { reactionsOn, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';
import { postsOf } from './compare.ts';
import { copyOf } from './copies.ts';
import type { Copy } from './copies.ts';
import type { Line, Setting } from './plan.ts';
import { lastTicket, newTicket } from './sides.ts';
import type { Excuse, Said, UserSide } from './sides.ts';

const filler = 'and some more words about it, so that it gets long ';
/** Two of these don't fit into one message. */
const longPart = 1100;

/** What people say and change, with what must come of it. */
export class Talk {
  readonly #stage: Stage;
  readonly #setting: Setting;
  #counter = 0;

  constructor(stage: Stage, setting: Setting) {
    this.#stage = stage;
    this.#setting = setting;
  }

  /** The post of a user's last ticket, once it is there. */
  post(user: UserSide): Post | null {
    const own = postsOf(user, posts(this.#stage.sandbox, this.#stage.world.forum.id));
    return own[user.tickets.length - 1] ?? null;
  }

  /** Somebody says something; `false`: at this moment they can't. */
  say(user: UserSide, line: Line): Said | null {
    return line.by === 'user' ? this.#userSays(user, line) : this.#staffSays(user, line);
  }

  edit(user: UserSide, change: { by: 'user' | 'staff'; nth: number; parts: number; isNote: boolean }): Said | null {
    const said = this.#changeable(user, change);
    if (said === null || said.message.editedAt === this.#now()) return null;
    if (said.isNote && !said.wasNote) return null;
    const hadCopy = said.edited?.hadCopy === true || this.surelyHasCopy(user, said);
    const isNote = change.isNote || said.isNote;
    const parts = this.#words(change.parts, isNote);
    said.author.edit(said.message, parts.join('\n'));
    said.earlier.push(said.parts);
    Object.assign(said, { parts, isNote, edited: { hadCopy } });
    return said;
  }

  delete(user: UserSide, which: { by: 'user' | 'staff'; nth: number }): Said | null {
    const said = this.#changeable(user, which);
    if (said === null) return null;
    said.deleted = { hadCopy: this.surelyHasCopy(user, said) };
    said.author.delete(said.message);
    return said;
  }

  /** Whether all of a message stands on the other side. Of several that say the same, the older ones stand there first. */
  hasCopy(user: UserSide, said: Said): boolean {
    return this.#isCopied(user, said, ({ parts, deleted }) => parts === said.parts && deleted === null);
  }

  /** The same, though copies of what was deleted, or said the same before an edit, may still be there. */
  surelyHasCopy(user: UserSide, said: Said): boolean {
    return this.#isCopied(user, said, () => true);
  }

  /** Whether the other side shows of a staff message what it should: its copy or, of what became a note, nothing any more. */
  isCarriedOut(user: UserSide, said: Said): boolean {
    const isGone = (part: string): boolean => this.copiesOf(user, said.by, part).length === 0;
    return said.isNote ? said.earlier.flat().every(isGone) : this.surelyHasCopy(user, said);
  }

  #isCopied(user: UserSide, said: Said, counts: (twin: Said) => boolean): boolean {
    const saysSo = ({ by, parts, earlier }: Said): boolean =>
      by === said.by && [parts, ...earlier].some((version) => version === said.parts);
    const twins = user.said.filter((twin) => saysSo(twin) && counts(twin));
    return said.parts.every((part) => this.copiesOf(user, said.by, part).length > twins.indexOf(said));
  }

  /** Whether each copy of what was deleted is gone or marked. */
  areDeletionsDone(user: UserSide): boolean {
    const isDone = ({ mark, isStruckOut }: Copy): boolean => isStruckOut || mark === 'deleted by the user';
    return user.said.every(
      ({ by, deleted, parts }) =>
        deleted === null ||
        parts.every((part) =>
          this.copiesOf(user, by, part).every((message) => {
            const copy = copyOf(message);
            return copy === null || isDone(copy);
          }),
        ),
    );
  }

  copiesOf(user: UserSide, by: Said['by'], part: string): Message[] {
    const around =
      by === 'staff'
        ? user.person.dmMessages()
        : postsOf(user, posts(this.#stage.sandbox, this.#stage.world.forum.id)).flatMap(({ messages }) => messages);
    return around.filter((message) => copyOf(message)?.text === part);
  }

  /** What the bot says in a user's DM, apart from what it relays. */
  statements(user: UserSide): Message[] {
    return user.person.dmMessages().filter((message) => message.authorId === this.#botId() && copyOf(message) === null);
  }

  #botId(): string {
    return this.#stage.world.application.botUser.id;
  }

  #now(): number {
    return this.#stage.sandbox.world.clock.now();
  }

  #userSays(user: UserSide, line: Line): Said {
    if (user.phase === 'closed' || user.phase === 'new') this.#begin(user);
    const ticket = user.phase === 'asked' ? null : user.tickets.length - 1;
    const replied = this.#repliable(user, line);
    const parts = this.#partsFor(user, line);
    const options = replied === null ? {} : { replyTo: replied.copy };
    const message = user.person.dm(parts.join('\n'), options);
    return this.#keep(user, { line, author: user.person, message, ticket, parts, replied });
  }

  #begin(user: UserSide): void {
    const isAsked = user.phase === 'closed' && this.#setting.grace !== '0s';
    user.phase = isAsked ? 'asked' : 'open';
    if (!isAsked) user.tickets.push(newTicket());
  }

  #staffSays(user: UserSide, line: Line): Said | null {
    const post = this.post(user);
    if (post === null || user.phase === 'new' || user.phase === 'asked') return null;
    const author = this.#stage.world.staff[line.who === 0 ? 0 : 1];
    const replied = this.#repliable(user, line);
    const parts = this.#partsFor(user, line);
    const options = replied === null ? {} : { replyTo: replied.copy };
    const message = author.write(post.id, parts.join('\n'), options);
    return this.#keep(user, { line, author, message, ticket: user.tickets.length - 1, parts, replied });
  }

  #keep(
    user: UserSide,
    made: Pick<Said, 'author' | 'message' | 'ticket' | 'parts'> & { line: Line; replied: { said: Said } | null },
  ): Said {
    const { line, replied, ...rest } = made;
    const said: Said = {
      ...rest,
      by: line.by,
      earlier: [],
      isNote: line.isNote,
      wasNote: line.isNote,
      excuses: new Set(this.#excuses(user, line)),
      edited: null,
      deleted: null,
      repliesTo: replied?.said ?? null,
      isUncertain: false,
      isForgotten: false,
    };
    user.said.push(said);
    return said;
  }

  #excuses(user: UserSide, { by, isNote }: Line): Excuse[] {
    const isClosing = user.phase === 'closing' || (by === 'staff' && user.phase === 'closed');
    const isDeaf = by === 'staff' && user.areDmsClosed && !isNote;
    return [...(isClosing ? (['closing'] as const) : []), ...(isDeaf ? (['DMs closed'] as const) : [])];
  }

  /** A repetition is told apart from what it repeats by its place alone: only where the place is certain, something is repeated. */
  #partsFor(user: UserSide, line: Line): readonly string[] {
    const before = user.said.findLast(({ by }) => by === line.by);
    const isCertain = user.phase === 'open' && !user.areDmsClosed;
    const mayRepeat =
      isCertain && before !== undefined && before.ticket === user.tickets.length - 1 && before.excuses.size === 0;
    if (line.isRepeat && mayRepeat && before.edited === null && before.isNote === line.isNote) return before.parts;
    return this.#words(line.parts, line.isNote);
  }

  #words(count: number, isNote: boolean): readonly string[] {
    this.#counter += 1;
    const name = `${isNote ? '// ' : ''}m${this.#counter}`;
    if (count === 1) return [`${name} about something`];
    return Array.from({ length: count }, (_, index) =>
      `${index === 0 ? name : `m${this.#counter}`}${'abc'[index]} ${filler.repeat(30)}`.slice(0, longPart).trim(),
    );
  }

  /** A message of the other side that surely is known on both. */
  #repliable(user: UserSide, line: Line): { said: Said; copy: Message } | null {
    if (!line.isReply || user.phase !== 'open') return null;
    const said = user.said.findLast(
      ({ by, ticket, message, deleted, edited, isForgotten }) =>
        by !== line.by &&
        !isForgotten &&
        ticket === user.tickets.length - 1 &&
        deleted === null &&
        edited === null &&
        reactionsOn(message).includes('✅'),
    );
    const copies = said === undefined ? [] : this.copiesOf(user, said.by, said.parts[0] ?? '');
    const [copy] = copies;
    return said === undefined || copy === undefined || copies.length > 1 ? null : { said, copy };
  }

  /** The nth newest message of the open ticket that its author can change. */
  #changeable(user: UserSide, { by, nth }: { by: 'user' | 'staff'; nth: number }): Said | null {
    if (user.phase !== 'open' || (by === 'staff' && this.post(user)?.archived !== false)) return null;
    const ticket = user.tickets.length - 1;
    // What a restored backup forgot is read again in open tickets only: while one is shut, its bot can't know what is changed.
    const wasShut = (user.tickets[ticket]?.closings ?? 0) > 0;
    const own = user.said.filter(
      (said) =>
        said.by === by &&
        said.ticket === ticket &&
        said.deleted === null &&
        said.excuses.size === 0 &&
        !(said.isForgotten && wasShut),
    );
    return own.at(-1 - nth) ?? null;
  }
}

/** Whether a message asks its user what shall become of what they wrote after the closing. */
export function isQuestion(message: Message): boolean {
  return shown(message).includes('What shall become of your message?');
}

/** A post that is there has been told to its user, as has all else about their tickets. */
export function isUpToDate(user: UserSide, statements: readonly Message[]): boolean {
  const { tickets } = user;
  const sum = tickets.reduce(
    (total, { toldClosings, reopeningsByStaff, reopeningsByUser }) =>
      total + 1 + toldClosings + reopeningsByStaff + reopeningsByUser,
    0,
  );
  const told = statements.map(shown).filter((text) => /^(?:✉️|🔒|🔓)/u.test(text));
  return lastTicket(user) !== null && told.length === sum;
}
