import type { Person, WriteOptions } from '../../../src/sandbox/scenario/types.ts';
import type { Message } from '../../../src/sandbox/world/nouns.ts';
import type { Stage } from '../../support/stage.ts';

/** Who writes a message of some kind, and where. */
export interface Scene {
  readonly stage: Stage;
  readonly side: 'user' | 'staff';
  /** The one who writes. */
  readonly by: Person;
  /** The channel in which they write. */
  readonly channelId: string;
  write(text: string, options?: WriteOptions): Message;
}

/** What the other side reads below the name: one message, or several in order. */
export type Reads = string | RegExp | readonly (string | RegExp)[];

/** A kind of message: what it is, how it is written, and what the other side reads. */
export type Kind = readonly [name: string, write: (scene: Scene) => Message, reads: Reads | ((scene: Scene) => Reads)];

/** A kind that is a text and arrives as it is. */
export function asItIs(name: string, text: string): Kind {
  return [name, ({ write }) => write(text), text];
}

/** What stands for a message that has nothing to show. */
export const nothingToShow = '(a message without anything that can be shown here)';
