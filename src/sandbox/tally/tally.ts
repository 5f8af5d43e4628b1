import { compareIds } from '../ids.ts';
import type { WorldEvent } from '../world/events.ts';
import type { Interaction } from '../world/interaction-nouns.ts';
import type { Message } from '../world/nouns.ts';
import type { World } from '../world/world.ts';
import { copyOf, type Copy } from './copies.ts';
import { exchangeFor, originalOf } from './matching.ts';
import { relayedPlaces, type Places, type Relayed } from './places.ts';
import { saysUndelivered } from './statements.ts';
import { namesKeptText, namesPerson, textsTypedIn } from './typed.ts';
import { Written } from './written.ts';

/** What became of what people wrote to each other through the bot. */
export interface Counts {
  /** All that was to be relayed: delivered, waiting, lost and told make as many. */
  readonly written: number;
  readonly delivered: number;
  /** On its way: nothing that was written later in the same place has been delivered yet. */
  readonly waiting: number;
  /** Overtaken: what the same place held later was delivered, this wasn't, and its author heard nothing. */
  readonly lost: number;
  /** Not delivered, and its author knows. */
  readonly told: number;
  /** Copies too many. */
  readonly doubled: number;
}

/** Whom it watches, and how messages begin that stay with the staff; '' where none do. */
export interface Watched {
  readonly botId: string;
  readonly notePrefix: string;
}

/** Counts from the moment it is made. */
export interface Tally {
  counts(): Counts;
  stop(): void;
}

/**
 * Counts by looking at both sides, as somebody would who sees all of Discord and nothing of the bot: what people write in
 * its direct messages and in its posts, and the copies that appear on the other side.
 */
export function createTally(world: World, watched: Watched): Tally {
  const tally = new Watching(world, watched);
  const stop = world.onEvent((event) => tally.hear(event));
  return { counts: () => tally.counts(), stop };
}

const failureMark = '❌';

class Watching {
  readonly #world: World;
  readonly #botId: string;
  readonly #places: Places;
  readonly #isNote: (text: string) => boolean;
  /** What a statement of the bot is about, such as the question what shall become of a message. */
  readonly #abouts = new Map<string, Written>();
  /** By channel, oldest first. */
  readonly #written = new Map<string, Written[]>();
  readonly #byId = new Map<string, Written>();
  /** What staff typed into commands outside of posts, or with a person named: it goes to somebody's DM. */
  readonly #typedForAnybody: Written[] = [];
  /** By the ID of its copy, or of one of them. */
  readonly #byCopy = new Map<string, Written>();
  /** Copies too many that stand there, by ID. */
  readonly #doubled = new Set<string>();

  constructor(world: World, { botId, notePrefix }: Watched) {
    this.#world = world;
    this.#botId = botId;
    this.#places = relayedPlaces(world, botId);
    this.#isNote = (text) => notePrefix !== '' && text.trimStart().startsWith(notePrefix);
  }

  counts(): Counts {
    const all = [...this.#written.values(), this.#typedForAnybody].flatMap(fatesOf);
    const count = (fate: Fate): number => all.filter((one) => one === fate).length;
    return {
      written: all.length,
      delivered: count('delivered'),
      waiting: count('waiting'),
      lost: count('lost'),
      told: count('told'),
      doubled: this.#doubled.size,
    };
  }

  hear(event: WorldEvent): void {
    switch (event.type) {
      case 'messageCreated':
        return this.#appeared(event.message);
      case 'messageEdited':
        this.#byId.get(event.message.id)?.readAgain();
        this.#copyChanged(event.message);
        return this.#saysNow(event.message);
      case 'messageDeleted':
        return this.#vanished([event.message.id]);
      case 'messagesDeleted':
        return this.#vanished(event.messages.map(({ id }) => id));
      case 'threadDeleted':
        return this.#vanished((this.#written.get(event.thread.id) ?? []).map(({ message }) => message.id));
      case 'reactionAdded':
        return event.userId === this.#botId && event.emoji.name === failureMark
          ? this.#told(event.message.id)
          : undefined;
      case 'interactionCreated':
        this.#typed(event.interaction);
        return this.#chosen(event.interaction.target);
      default:
        return;
    }
  }

  #appeared(message: Message): void {
    if (message.authorId === this.#botId && this.#places.isNameless(message.channelId)) this.#recognize(message);
    const place = this.#places.of(message.channelId);
    if (place === null || message.ephemeralTo !== null) return;
    if (message.authorId === this.#botId) this.#botWrote(message, place);
    else if (this.#isOfPerson(message)) this.#personWrote(message);
  }

  /** Of an anonymous ticket only the words tell whose it is, to those who see both sides. */
  #recognize(message: Message): void {
    const { channelId } = message;
    const copy = copyOf(message);
    if (copy === null) return;
    const awaiting = [...this.#written].flatMap(([from, written]) => {
      const place = this.#places.of(from);
      const isTheirs = place?.side === 'member' && written.some((one) => !one.isDelivered && one.isSaidBy(copy));
      return isTheirs ? [place.memberId] : [];
    });
    const [memberId] = awaiting;
    if (memberId === undefined) return;
    this.#places.learn(channelId, memberId);
    // What staff wrote before.
    for (const one of this.#world.messages.get(channelId) ?? []) if (this.#isOfPerson(one)) this.#personWrote(one);
  }

  // Others are of programs, or Discord's own, such as "pinned a message".
  #isOfPerson({ authorId, type, viaWebhook }: Message): boolean {
    return this.#world.users.get(authorId)?.bot === false && !viaWebhook && (type === 0 || type === 19);
  }

  #personWrote(message: Message): void {
    const written = new Written(message, this.#noteRule(message));
    this.#byId.set(message.id, written);
    const before = this.#written.get(message.channelId);
    if (before === undefined) this.#written.set(message.channelId, [written]);
    else before.push(written);
  }

  /** A command may send what somebody typed into it: that is nobody's copy too many. */
  #typed(interaction: Interaction): void {
    const { id, channelId, guildId } = interaction;
    if (guildId === null) return;
    const isInPost = this.#places.of(channelId)?.side === 'staff' && !namesPerson(interaction);
    const typed = textsTypedIn(interaction).map((content) => new Written({ id, content }, () => false, 'typed'));
    const kept = namesKeptText(this.#world, interaction) ? [new Written({ id, content: '' }, () => false, 'kept')] : [];
    if (isInPost) this.#written.set(channelId, [...(this.#written.get(channelId) ?? []), ...typed, ...kept]);
    else this.#typedForAnybody.push(...typed);
  }

  #noteRule({ channelId }: Message): (text: string) => boolean {
    return this.#places.of(channelId)?.side === 'staff' ? this.#isNote : () => false;
  }

  #botWrote(message: Message, place: Relayed): void {
    const copy = copyOf(message);
    if (copy === null) return this.#botSaid(message);
    const written = this.#writtenFor(place);
    const original = originalOf(copy, written);
    const exchange = original === null ? exchangeFor(copy, written) : null;
    if (exchange !== null) {
      exchange.owner.leave(exchange.left);
      this.#give(exchange.left, exchange.heir);
    }
    const owner = original ?? exchange?.owner;
    if (owner === undefined) this.#doubled.add(message.id);
    else this.#give(copy, owner);
  }

  #give(copy: Copy, owner: Written): void {
    owner.take(copy);
    this.#byCopy.set(copy.message.id, owner);
  }

  /** What an edit made shorter needs fewer copies than it had begun to get. */
  #copyChanged(message: Message): void {
    const copy = copyOf(message);
    if (copy !== null) this.#byCopy.get(message.id)?.take(copy);
  }

  /** A statement of the bot itself, which may answer somebody's message. */
  #botSaid(message: Message): void {
    const about = this.#byId.get(message.replyTo?.messageId ?? '');
    if (about === undefined) return;
    this.#abouts.set(message.id, about);
    if (saysUndelivered(message)) about.isTold = true;
  }

  /** A question that says now that nothing was sent: that is all that its reader wrote since what it was about. */
  #saysNow(statement: Message): void {
    const about = this.#abouts.get(statement.id);
    if (about === undefined || !saysUndelivered(statement)) return;
    const written =
      this.#places.of(statement.channelId)?.side === 'member' ? this.#written.get(statement.channelId) : [];
    for (const one of written?.slice(written.indexOf(about)) ?? []) one.isTold = true;
  }

  /** What the same member's other side holds, oldest first. */
  #writtenFor({ side, memberId }: Relayed): Written[] {
    const channels = [...this.#written.keys()].filter((channelId) => {
      const other = this.#places.of(channelId);
      return other !== null && other.memberId === memberId && other.side !== side;
    });
    const typed = side === 'member' ? this.#typedForAnybody : [];
    const written = [...channels.flatMap((channelId) => this.#written.get(channelId) ?? []), ...typed];
    return written.sort((a, b) => compareIds(a.message.id, b.message.id));
  }

  #told(messageId: string): void {
    const written = this.#byId.get(messageId);
    if (written !== undefined) written.isTold = true;
  }

  #vanished(messageIds: readonly string[]): void {
    for (const id of messageIds) {
      this.#doubled.delete(id);
      const written = this.#byId.get(id);
      if (written !== undefined) written.isGone = true;
    }
  }

  #chosen(target: { readonly type: string; readonly messageId?: string } | null): void {
    const written = this.#byId.get(target?.messageId ?? '');
    if (written !== undefined) written.isChosen = true;
  }
}

type Fate = 'delivered' | 'waiting' | 'lost' | 'told';

/** Of two that say the same, the copy belongs to the one whose author was not told that it wasn't delivered. */
function exchangedIn(written: readonly Written[]): ReadonlyMap<Written, Fate> {
  const exchanged = new Map<Written, Fate>();
  for (const one of written.filter(({ isDelivered, isOwed, isTold }) => !isDelivered && isOwed && !isTold)) {
    const twin = written.find(
      (other) => other.isDelivered && other.isTold && !exchanged.has(other) && other.isLike(one),
    );
    if (twin !== undefined) exchanged.set(one, 'delivered').set(twin, 'told');
  }
  return exchanged;
}

/** What became of each message of one place that counts, oldest first. */
function fatesOf(written: readonly Written[]): Fate[] {
  const lastDelivered = written.findLastIndex((one) => one.isDelivered);
  const exchanged = exchangedIn(written);
  return written.flatMap((one, index) => {
    const fate = exchanged.get(one);
    if (fate !== undefined) return fate;
    if (one.isDelivered) return 'delivered';
    if (!one.isOwed) return [];
    if (one.isTold) return 'told';
    return index < lastDelivered ? 'lost' : 'waiting';
  });
}
