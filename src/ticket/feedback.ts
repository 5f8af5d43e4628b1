import type { FormAnswer, FormField } from './form.ts';
import type { Template } from './rules.ts';
import type { ChannelId, MessageId, PostId, ServerId, TicketId, UserId } from './ticket.ts';

/** From 1, poor, to 5, excellent. */
export const ratings = [1, 2, 3, 4, 5] as const;

export type Rating = (typeof ratings)[number];

/** So long a ticket can be rated, and its rating changed. */
export const validForMs = 14 * 24 * 60 * 60_000;

/** What a user is told when their ticket is closed. */
export interface Farewell {
  readonly server: string;
  readonly comment: string | null;
  readonly closeMessage: string | null;
  /** Whether they are told in any case, and not only to be asked how it was. */
  readonly isSaidAnyway: boolean;
  /** It was closed since they did not answer from then on. */
  readonly silentSince?: number;
}

/** What a user was asked about their ticket when it was closed, and what they said. */
export interface Feedback {
  readonly askedAt: number;
  /** What stands above the question. */
  readonly farewell: Farewell;
  /** The question in the user's DM, once it was delivered. */
  readonly messageId: MessageId | null;
  readonly rating: Rating | null;
  readonly ratedAt: number | null;
  /** What they wrote into the form. */
  readonly answers: readonly FormAnswer[];
  /** When they sent the form: from then on nothing changes any more. */
  readonly sentAt: number | null;
  /** What stands of it in the staff's channel. */
  readonly noticeId: MessageId | null;
}

/** How a server asks for feedback. */
export interface FeedbackRules {
  /** What users read when they have given it; `null`: the usual. */
  readonly thankYou: Template | null;
  /** What is asked beside the rating; empty: nothing. */
  readonly form: readonly FormField[];
  /** Where staff read it. */
  readonly channelId: ChannelId | null;
  /** Whether the post of a ticket shows its rating by a tag. */
  readonly ratingTags: boolean;
}

/**
 * What the question says by now, in the order in which it can come to that: it is asked; it was answered, and the form waits; it was
 * answered, and nothing else is asked; nothing changes any more. Or: nobody answered in time, or before the ticket was
 * opened again.
 */
export type FeedbackStage = 'asked' | 'rated' | 'thanked' | 'settled' | 'over' | 'needless';

/** Shows in a channel of the staff's what a user said about a ticket: written there once, and changed from then on. */
export interface ShowFeedback {
  readonly type: 'showFeedback';
  readonly channelId: ChannelId;
  readonly ticket: { readonly id: TicketId; readonly serverId: ServerId; readonly postId: PostId | null };
  /** What the ticket was about, by its name. */
  readonly category: string | null;
  /** The ID is missing where staff must not learn it. */
  readonly user: { readonly name: string; readonly id: UserId | null };
  readonly rating: Rating;
  readonly answers: readonly FormAnswer[];
  /** Made when the user said so: what shows it is newer. */
  readonly since: MessageId;
  readonly language: string;
}
