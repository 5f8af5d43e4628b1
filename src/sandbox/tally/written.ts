import type { Message } from '../world/nouns.ts';
import type { Copy } from './copies.ts';

/** Something that a person wrote where the bot relays, and what of it was seen on the other side. */
export class Written {
  readonly message: Pick<Message, 'id' | 'content'>;
  /** Its author heard from the bot that it was not delivered. */
  isTold = false;
  /** Somebody used a command of the bot on it, which may send what would else have stayed. */
  isChosen = false;
  /** By a command or a form, which may send it: what was typed there, or a text that the bot keeps and nobody has seen. */
  readonly byCommand: 'typed' | 'kept' | null;
  /** By its author's wish, or with the post that it stood in. */
  isGone = false;
  readonly #isNote: (text: string) => boolean;
  /** All that it has said: a copy may still say what an edit has changed. */
  readonly #versions: string[] = [];
  #notes = 0;
  readonly #seen = new Set<number>();
  readonly #copies = new Map<string, Copy>();
  #parts = 1;
  #isDelivered = false;

  constructor(
    message: Pick<Message, 'id' | 'content'>,
    isNote: (text: string) => boolean,
    byCommand: Written['byCommand'] = null,
  ) {
    this.message = message;
    this.byCommand = byCommand;
    this.#isNote = isNote;
    this.readAgain();
  }

  /** It may say something else now. */
  readAgain(): void {
    const { content } = this.message;
    this.#versions.push(lettersOf(content));
    if (this.#isNote(content)) this.#notes += 1;
  }

  /** Whether it came to the other side as a whole, at least once. */
  get isDelivered(): boolean {
    return this.#isDelivered;
  }

  /** Whether it is to come to the other side, as far as it hasn't yet. */
  get isOwed(): boolean {
    return this.#notes === 0 && !this.isGone && this.byCommand === null;
  }

  /** Whether it may come to the other side. */
  get isPossible(): boolean {
    return this.isChosen || this.#notes < this.#versions.length;
  }

  /** Whether it has words of its own. */
  get hasWords(): boolean {
    return this.#versions.every((version) => version !== '');
  }

  /** Whether the copy says what this says or, being one of several, a piece of it. */
  isSaidBy({ text, parts }: Copy): boolean {
    const letters = lettersOf(text);
    return this.#versions.some((version) => (parts === 1 ? version === letters : version.includes(letters)));
  }

  /** Whether both have said the same at some time. */
  isLike(other: Written): boolean {
    return this.#versions.some((version) => other.#versions.includes(version));
  }

  /** Whether the copy says the same and more, such as links to files, or less, such as nobody's address in front. */
  resembles({ text }: Copy): boolean {
    const letters = lettersOf(text);
    return this.#versions.some((version) => version.includes(letters) || letters.includes(version));
  }

  /** Whether a part of it has come, and the copy is one of those that are still to come. */
  isContinuedBy({ part, parts }: Copy): boolean {
    return !this.#isDelivered && this.#seen.size > 0 && this.#parts === parts && !this.#seen.has(part);
  }

  lacks({ part }: Copy): boolean {
    return !this.#seen.has(part);
  }

  /** What stands for it on the other side, where that is one message; `null`: several, or none. */
  get onlyCopy(): Copy | null {
    const [copy, ...others] = this.#copies.values();
    return others.length === 0 && copy?.parts === 1 ? copy : null;
  }

  /** The copy belongs to another. What has been delivered stays so. */
  leave({ message }: Copy): void {
    this.#copies.delete(message.id);
  }

  /** The copy belongs to this. */
  take(copy: Copy): void {
    const { message, part, parts } = copy;
    this.#copies.set(message.id, copy);
    this.#seen.add(part);
    this.#parts = parts;
    // What an edit adds to it later doesn't make it undelivered.
    this.#isDelivered ||= this.#seen.size >= parts;
  }
}

/** Without what copying may change: white space where a text is cut, backslashes that take a meaning away, code fences. */
function lettersOf(text: string): string {
  return text.replaceAll(/[\s\\`]+/g, '');
}
