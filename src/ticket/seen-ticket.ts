import type { Rating } from './feedback.ts';
import type { FormAnswer } from './form.ts';
import type { Activity, FileLink, MessageId, PostId, Status, TicketId, UserId } from './ticket.ts';

/** Whose eyes a ticket is read with: its user's, who may not know who of the staff wrote, or those of staff, who may not know the user. */
export type View = 'user' | 'staff';

/** A ticket as one side sees it, for the record. What the other side hides isn't in it, so that nothing made of it can tell. */
export interface SeenTicket {
  readonly view: View;
  readonly facts: TicketFacts;
  readonly events: readonly SeenEvent[];
  /** Whom IDs mean, of those whom this side may know. */
  readonly names: ReadonlyMap<string, string>;
  /** In order, read a few at a time, as often as it is asked for. */
  messages(): Iterable<SeenMessage>;
}

/** What is known of a ticket. */
export interface TicketFacts {
  readonly id: TicketId;
  readonly serverId: string;
  readonly category: string | null;
  readonly status: Status;
  readonly activity: Activity;
  readonly openedAt: number;
  readonly closedAt: number | null;
  readonly isAnonymous: boolean;
  /** Of whom staff must not know, they see an alias alone. */
  readonly user: { readonly name: string; readonly username: string | null; readonly id: UserId | null };
  /** Only staff see it. */
  readonly postId: PostId | null;
  /** What the user filled in before it was opened. */
  readonly form: readonly FormAnswer[];
  readonly feedback: SeenFeedback | null;
  /** How many messages this side sees. */
  readonly messages: number;
}

/** What the user said of it. */
export interface SeenFeedback {
  readonly rating: Rating;
  readonly ratedAt: number | null;
  readonly answers: readonly FormAnswer[];
}

/** `undelivered`: it was meant for the other side, and isn't there. */
export type MessageKind = 'relayed' | 'undelivered' | 'note' | 'ignored' | 'refused';

/** A message of a ticket. */
export interface SeenMessage {
  readonly id: MessageId;
  readonly side: 'user' | 'staff';
  readonly kind: MessageKind;
  /** `id`: `null`: not for these eyes. `shownAs`: the name by which the user knows them, where it is another. */
  readonly author: { readonly name: string; readonly id: UserId | null; readonly shownAs: string | null };
  readonly writtenAt: number;
  readonly text: string;
  readonly files: readonly SeenFile[];
  readonly earlier: readonly EarlierText[];
  readonly editedAt: number | null;
  readonly deletedAt: number | null;
  readonly replyTo: { readonly id: MessageId; readonly name: string; readonly text: string } | null;
}

/** A file, without where Discord has it: that may tell who sent it, and works for a day. */
export type SeenFile = Pick<FileLink, 'name' | 'size' | 'contentType' | 'description' | 'isVoice'>;

/** What a message said before it was edited. */
export interface EarlierText {
  readonly until: number;
  readonly text: string;
  readonly files: readonly SeenFile[];
}

/** Something that happened to a ticket. */
export interface SeenEvent {
  readonly at: number;
  readonly type: string;
  /** `null`: it happened by itself, or isn't for these eyes. */
  readonly by: { readonly side: 'user' | 'staff'; readonly name: string | null; readonly id: UserId | null } | null;
  readonly detail: string | null;
}
