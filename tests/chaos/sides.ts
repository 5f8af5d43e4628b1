import type { Person } from '../../src/sandbox/scenario/types.ts';
import type { Message } from '../../src/sandbox/world/nouns.ts';

/** What may also become of a message, beside being relayed within its ticket; its author is told so. */
export type Excuse = 'closing' | 'DMs closed' | 'taken back';

/** Something that somebody wrote, as it stands, and what must come of it. */
export interface Said {
  readonly by: 'user' | 'staff';
  readonly author: Person;
  readonly message: Message;
  /** Its number among the user's tickets; `null`: its author took it back when asked. */
  ticket: number | null;
  /** As its author's side shows it, cut where it is cut on the other side. */
  parts: readonly string[];
  /** What earlier versions said. */
  readonly earlier: (readonly string[])[];
  /** It isn't to be on the other side (any more); `wasNote`: it never was. */
  isNote: boolean;
  readonly wasNote: boolean;
  readonly excuses: Set<Excuse>;
  /** Whether its copy stood on the other side when it was changed first. */
  edited: { readonly hadCopy: boolean } | null;
  deleted: { readonly hadCopy: boolean } | null;
  /** The message of the bot that it replies to, where its meaning was surely known. */
  readonly repliesTo: Said | null;
  /** Changed when it may no longer have counted. */
  isUncertain: boolean;
  /** Delivered between a backup and its restoration: what replies to it may arrive before the bot knows its copy again. */
  isForgotten: boolean;
}

export interface Ticket {
  postId: string | null;
  number: number | null;
  /** How often it was closed, and opened again by whom; and of how many closings its user was told. */
  closings: number;
  toldClosings: number;
  reopeningsByStaff: number;
  reopeningsByUser: number;
  /** A receipt may be missing on what was written while it was open until then. */
  wasArchived: boolean;
}

export type Phase = 'new' | 'open' | 'closing' | 'closed' | 'asked';

/** One user, their tickets, and what was said in them. */
export interface UserSide {
  readonly person: Person;
  readonly name: string;
  readonly tickets: Ticket[];
  readonly said: Said[];
  phase: Phase;
  areDmsClosed: boolean;
  neverMinded: number;
  /** What makes the user's next steps wait. */
  busy: Promise<void> | null;
}

/** The open ticket, or the one that was open last. */
export function lastTicket({ tickets }: UserSide): Ticket | null {
  return tickets.at(-1) ?? null;
}

export function newTicket(): Ticket {
  return {
    postId: null,
    number: null,
    closings: 0,
    toldClosings: 0,
    reopeningsByStaff: 0,
    reopeningsByUser: 0,
    wasArchived: false,
  };
}
