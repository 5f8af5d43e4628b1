import type { Openings, SentOutside } from '../ticket/outside.ts';
import type { MessageId, UserId } from '../ticket/ticket.ts';

/** What staff sent to people outside of any ticket. */
export interface OutsideTable {
  /** From now on it is the last thing that the person got. */
  save(sent: SentOutside): void;
  get(id: MessageId): SentOutside | null;
  /** The last thing that the person got, if it is such a message. */
  latestTo(userId: UserId): SentOutside | null;
  wasSentTo(userId: UserId): boolean;
  /** The person got something else since. */
  overtaken(userId: UserId): void;
}

/** When conversations were begun with people who had none, each by the ID of what it was for. */
export interface OpeningTable {
  add(id: MessageId, now: number): void;
  /** It came to nothing. */
  takeBack(id: MessageId): void;
  /** Discord refused to begin it. */
  refused(id: MessageId, now: number): void;
  /** Those since then; earlier ones are forgotten. */
  since(from: number): Openings;
}
