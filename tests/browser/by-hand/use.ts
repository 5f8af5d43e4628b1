import type { DemoStage } from '../demo-stage.ts';

/** A text that is to be seen; as a pattern where it isn't the same each time. */
type Seen = string | RegExp;

/** What is chosen, of what the page or the bot offers, or typed where neither offers anything. */
export type Option = string | Typed | ((stage: DemoStage) => Promise<string>);

/** Something that the bot doesn't propose, and that is typed all the same. */
export interface Typed {
  readonly typed: string;
}

interface Shared {
  /** Who does it; by itself Robin, or the member who is chosen. */
  readonly as?: string;
  /** What whoever did it, and the others there, see of it. */
  readonly staff?: Seen;
  /** What the member whose direct messages are open sees of it. */
  readonly member?: Seen;
  /** What else a person does or looks at then. */
  readonly next?: (stage: DemoStage) => Promise<void>;
}

/** A command is used by hand: each option is filled in by the field that the page has for it. */
export interface CommandByHand extends Shared {
  /** With its subcommand. */
  readonly command: string;
  readonly options?: Readonly<Record<string, Option>>;
  /** On which side; by itself the staff's. */
  readonly side?: 'member';
  /** The form that it opens: label → what is typed. */
  readonly form?: Readonly<Record<string, string>>;
}

/** A command in the menu of a message or a name is used by hand. */
export interface MenuByHand extends Shared {
  readonly menu: string;
  /** Of the message that says this. */
  readonly on: string;
  readonly form?: Readonly<Record<string, string>>;
}

/** Something else that a person does in between. */
export interface OtherByHand extends Shared {
  readonly otherwise: (stage: DemoStage) => Promise<void>;
}

export type ByHand = CommandByHand | MenuByHand | OtherByHand;
