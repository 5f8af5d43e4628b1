import type { DeleteAsStaff, EditAsStaff, SendAsStaff } from './as-staff.ts';
import type { Attached } from './attached.ts';
import type { FormAnswer } from './form.ts';
import type { ShowFeedback } from './feedback.ts';
import type { OpenDm, Outside } from './outside.ts';
import type { ShowPanel } from './panel.ts';
import type { PostTags } from './post-tags.ts';
import type { Disguise } from './disguise.ts';
import type { Statement } from './statement.ts';
import type { Wish } from './wish.ts';
import type { FileLink, Member, MessageId, Person, ServerId, TicketId, UserId } from './ticket.ts';

/** Relayed text is final, marks included; a statement still gets its words, in a language settled when it was decided. */
export type Body =
  | { readonly type: 'relayed'; readonly content: string }
  | { readonly type: 'statement'; readonly statement: Statement; readonly language: string };

/** Which message a copy was made from, which part of it this is (1-based), and whether its last part is confirmed by a receipt. */
export interface Source {
  readonly messageId: MessageId;
  readonly part: number;
  readonly parts: number;
  readonly receipt: boolean;
}

/** A message the bot writes. `replyTo` names a message of the *other* side or of this one: it is looked up when the request is made. */
export interface Outgoing {
  readonly body: Body;
  readonly replyTo: MessageId | null;
  readonly source: Source | null;
  readonly attached?: Attached;
}

/** A role or a user, such as who is pinged in a new post. */
export type Ping = { readonly role: string } | { readonly user: string };

/** What the first message of a post tells about the user. */
export interface PostFacts {
  readonly ticketId: TicketId;
  readonly mark: string;
  readonly who: KnownUser | { readonly disguise: Disguise };
  /** What the user filled in, as far as it fits. */
  readonly answers: readonly FormAnswer[];
  /** What the ticket is about. */
  readonly category: { readonly name: string; readonly emoji: string | null } | null;
  readonly openedAt: number;
  /** How staff must begin a message for it to reach the user; `null`: as they like. */
  readonly address: string | null;
}

/** The user of a ticket that isn't anonymous. */
export interface KnownUser {
  readonly user: Person;
  readonly member: Member;
  readonly earlierTickets: { readonly count: number; readonly latest: readonly EarlierTicket[] };
}

/** One of the user's earlier tickets. */
export interface EarlierTicket {
  readonly id: TicketId;
  readonly postId: string | null;
}

/** An interaction that was answered with "is thinking": where the answer goes (Discord takes it for 15 minutes), and in which language. */
export interface AnswerTo {
  readonly interactionId: string;
  readonly applicationId: string;
  readonly token: string;
  readonly language: string;
}

/** A closed ticket that is to be opened again. */
export interface Reopening {
  readonly ticketId: TicketId;
  readonly by: UserId;
  readonly reason: string | null;
  /** Whether the user is told the reason. */
  readonly isReasonVisible: boolean;
  /** `null`: it was the user's own wish. */
  readonly answerTo: AnswerTo | null;
}

/** Asks Discord whether somebody is a member of a server. */
export interface LookUpMember {
  readonly type: 'lookUpMember';
  readonly serverId: ServerId;
  readonly userId: UserId;
  /** What waits for the answer; `null`: the user's draft. */
  readonly reopening: Reopening | null;
  /** A message to this person, outside of any ticket, waits for it. */
  readonly outside?: Outside;
}

/** Looks what the files of a message really are, before a ticket is opened for nothing but them. */
export interface LookAtFiles {
  readonly type: 'lookAtFiles';
  readonly serverId: ServerId;
  readonly userId: UserId;
  readonly messageId: MessageId;
  readonly files: readonly FileLink[];
}

/** A message that staff typed into `/send`: who gets the answer, and what the post is to show once the user has it. */
export interface Typed {
  readonly by: Person;
  readonly text: string;
  readonly answerTo: AnswerTo;
}

/** Everything the bot can be told to do. Places are named by what they are (`post`, `user`), never by ID. */
export type Effect =
  | LookUpMember
  | LookAtFiles
  | OpenDm
  | {
      readonly type: 'openPost';
      readonly serverId: ServerId;
      readonly title: string;
      readonly facts: PostFacts;
      readonly pings: readonly Ping[];
      readonly tags: PostTags;
      readonly language: string;
      readonly autoArchiveMinutes: number;
      /** Who opens it by a message that the user has, and is told if it can't be. */
      readonly answerTo?: AnswerTo;
    }
  | ({ readonly type: 'sendToPost'; readonly shownByAnswer: boolean } & Outgoing)
  | ({
      readonly type: 'sendToUser';
      readonly typed?: Typed;
      readonly outside?: Outside;
      readonly wish?: Wish;
    } & Outgoing)
  | SendAsStaff
  | EditAsStaff
  | DeleteAsStaff
  | ShowFeedback
  | ShowPanel
  | {
      readonly type: 'react';
      readonly side: 'post' | 'user';
      readonly messageId: MessageId;
      readonly outcome: 'delivered' | 'failed';
    }
  /** Takes the mark of a failure away. */
  | { readonly type: 'unreact'; readonly side: 'post' | 'user'; readonly messageId: MessageId }
  | {
      readonly type: 'editCopy';
      readonly side: 'post' | 'user';
      readonly copyOf: MessageId;
      readonly part: number;
      readonly content: string;
      /** The files that stay, by the IDs that they have in the original; without it, all do. */
      readonly keeps?: readonly string[];
    }
  | { readonly type: 'deleteCopy'; readonly copyOf: MessageId; readonly part: number }
  | { readonly type: 'setTags'; readonly serverId: ServerId; readonly tags: PostTags }
  | { readonly type: 'wakePost' }
  | {
      readonly type: 'reopenPost';
      readonly serverId: ServerId;
      readonly tags: PostTags;
      readonly answerTo: AnswerTo | null;
    }
  /** A statement of the bot's own becomes another. */
  | {
      readonly type: 'editStatement';
      readonly side: 'post' | 'user';
      readonly messageId: MessageId;
      readonly statement: Statement;
      readonly language: string;
    }
  /** A statement of the bot's own goes away, silently. */
  | { readonly type: 'deleteStatement'; readonly side: 'post' | 'user'; readonly messageId: MessageId }
  /** The answer to an interaction that waited for something. */
  | {
      readonly type: 'answerLater';
      readonly answerTo: AnswerTo;
      readonly statement: Statement;
      readonly outside?: Outside;
      /** The transcript of this ticket goes along. */
      readonly transcriptOf?: TicketId;
    }
  /** Without tags where Discord refused them. */
  | { readonly type: 'archivePost'; readonly serverId: ServerId; readonly tags: PostTags | null };

/**
 * An effect and what must have been done before: effects of the same decision, or (`patienceMs`) at most so long for the
 * ticket's other messages. `delayMs`: not before that.
 */
export interface Planned {
  readonly effect: Effect;
  readonly after?: readonly Effect[];
  readonly patienceMs?: number;
  readonly delayMs?: number;
}

/**
 * Who goes first within a place: messages; then receipts and tags, which messages overtake; and last what ends the post,
 * since any later message would un-archive it.
 */
export type Urgency = 'message' | 'lower' | 'last';

/** The urgency that an effect has by its kind. */
export function urgencyOf(effect: Effect): Urgency {
  switch (effect.type) {
    case 'lookUpMember':
    case 'lookAtFiles':
    case 'openDm':
    case 'openPost':
    case 'sendToPost':
    case 'sendToUser':
    case 'sendAsStaff':
    case 'editAsStaff':
    case 'deleteAsStaff':
    case 'editCopy':
    case 'deleteCopy':
    case 'wakePost':
    case 'reopenPost':
    case 'answerLater':
    case 'showPanel':
      return 'message';
    case 'react':
    case 'unreact':
    case 'setTags':
    case 'editStatement':
    case 'deleteStatement':
    case 'showFeedback':
      return 'lower';
    case 'archivePost':
      return 'last';
  }
}

/**
 * Effects with the same key replace each other while they wait; `null` = each one counts. Archiving sets the tags, too, and
 * so takes the place of a change of tags that still waits.
 */
export function coalescingKeyOf(effect: Effect): string | null {
  switch (effect.type) {
    case 'setTags':
    case 'archivePost':
      return 'tags';
    case 'editStatement':
    case 'deleteStatement':
      return `statement/${effect.messageId}`;
    case 'showFeedback':
      return `feedback/${effect.ticket.id}`;
    case 'showPanel':
      // Whoever wanted it is told of each.
      return effect.wish === null ? `panel/${effect.panel.id}` : null;
    default:
      return null;
  }
}

/** Effects with this key lose their meaning by this effect: a post that is opened again isn't to be archived any more. */
export function replacedKeyOf(effect: Effect): string | null {
  return effect.type === 'reopenPost' ? 'tags' : coalescingKeyOf(effect);
}

/** On which side of the ticket an effect is seen, and so in which queue it waits. */
export function sideOf(
  effect: Exclude<
    Effect,
    { type: 'lookUpMember' | 'lookAtFiles' | 'openDm' | 'answerLater' | 'showFeedback' | 'showPanel' }
  >,
): 'post' | 'user' {
  switch (effect.type) {
    case 'sendToUser':
    case 'deleteCopy':
      return 'user';
    case 'editCopy':
    case 'react':
    case 'unreact':
    case 'editStatement':
    case 'deleteStatement':
      return effect.side;
    case 'openPost':
    case 'sendToPost':
    case 'sendAsStaff':
    case 'editAsStaff':
    case 'deleteAsStaff':
    case 'setTags':
    case 'wakePost':
    case 'reopenPost':
    case 'archivePost':
      return 'post';
  }
}
