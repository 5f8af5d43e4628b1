import type { OutsideStatement } from './outside-statement.ts';
import type { LeftOut } from './attached.ts';
import type { BlacklistStatement } from './blacklist-commands.ts';
import type { ContactStatement } from './contact.ts';
import type { FloodLimit } from './flood.ts';
import type { HandlingStatement } from './handling-statement.ts';
import type { LookUpStatement } from './look-up-statement.ts';
import type { MovingStatement } from './moving-statement.ts';
import type { PanelStatement } from './panel.ts';
import type { PauseStatement } from './pausing.ts';
import type { PersonalStatement } from './personal-statement.ts';
import type { SettingStatement } from './setting-statement.ts';
import type { SnippetStatement } from './snippet-statement.ts';
import type { Farewell, FeedbackStage, Rating } from './feedback.ts';
import type { BeforeOpening, RefusedStatement } from './prompt-statement.ts';
import type { MessageId, TicketId, UserId } from './ticket.ts';
import type { OfferedTicket } from './which-ticket.ts';

/** Why a message didn't reach the user. */
export type Undelivered = 'closedDms' | 'noSharedServer' | 'other';

/** A sentence of the bot's own, still without words: `texts/` has them, and `discord/render.ts` puts the two together. */
export type Statement =
  /** `backAt`: when staff are there again (epoch ms); `null`: they are, as far as anybody knows. */
  | {
      readonly type: 'messageSent';
      readonly server: string;
      readonly creationMessage: string | null;
      readonly backAt: number | null;
    }
  /** Something that the user filled in. */
  | { readonly type: 'answered'; readonly label: string; readonly text: string }
  | { readonly type: 'closed'; readonly by: UserId; readonly comment: string | null }
  | {
      readonly type: 'closedForUser';
      readonly server: string;
      readonly comment: string | null;
      readonly closeMessage: string | null;
      /** It was closed since the user did not answer from then on. */
      readonly silentSince?: number;
    }
  /** Tells the user that their ticket was closed, and asks how it was; `askedAt` is how it is known. */
  | {
      readonly type: 'feedback';
      readonly ticketId: TicketId;
      readonly askedAt: number;
      readonly farewell: Farewell;
      readonly rating: Rating | null;
      readonly stage: FeedbackStage;
      /** In place of the usual thanks. */
      readonly thankYou: string | null;
    }
  | { readonly type: 'closedByOperator'; readonly comment: string | null }
  /** Takes the place of the question that the user agreed to, where the farewell follows. */
  | { readonly type: 'agreedToClose' }
  | { readonly type: 'closedForSilence'; readonly since: number }
  /** `closesAt`: `null`: never by itself. */
  | { readonly type: 'answerAwaited'; readonly server: string; readonly closesAt: number | null }
  | { readonly type: 'closedByUser'; readonly askedBy: UserId; readonly comment: string | null }
  | { readonly type: 'closedUnanswered'; readonly askedBy: UserId; readonly comment: string | null }
  /** `at`, here and below: in epoch ms. */
  | { readonly type: 'closesLater'; readonly by: UserId; readonly at: number; readonly comment: string | null }
  | { readonly type: 'nowClosesLater'; readonly ticketId: TicketId; readonly at: number }
  | { readonly type: 'closesNoMore'; readonly wasRequest: boolean }
  /** Asks the user whether their ticket may be closed. */
  | {
      readonly type: 'mayBeClosed';
      readonly server: string;
      readonly ticketId: TicketId;
      readonly requestId: string;
      readonly comment: string | null;
      readonly at: number | null;
    }
  | { readonly type: 'askedNoMore' }
  | { readonly type: 'staysOpen'; readonly server: string }
  | {
      readonly type: 'closeRequestMade';
      readonly by: UserId;
      readonly comment: string | null;
      readonly at: number | null;
      /** Staff wanted another time, which is not allowed. */
      readonly clamped: 'longer' | 'shorter' | null;
      /** A closing at a time of its own had been planned. */
      readonly isInstead: boolean;
    }
  | { readonly type: 'closeRequestWithdrawn'; readonly by: UserId }
  | { readonly type: 'closeRequestRefused' }
  | { readonly type: 'nowRequested'; readonly ticketId: TicketId }
  | { readonly type: 'nowWithdrawn'; readonly ticketId: TicketId }
  | { readonly type: 'alreadyRequested'; readonly ticketId: TicketId }
  | { readonly type: 'notRequested'; readonly ticketId: TicketId }
  /** Asks staff whether they mean it. */
  | { readonly type: 'closeAllTheSame'; readonly ticketId: TicketId; readonly insistedId: string }
  | { readonly type: 'notRelayedClosed'; readonly ticketId: TicketId }
  /** `retry`: the message that staff may try to send again. */
  | {
      readonly type: 'notDeliveredToUser';
      readonly reason: Undelivered;
      readonly retry: MessageId | null;
    }
  | { readonly type: 'triedAgain'; readonly by: UserId }
  /** Answers `/send`, as the next do. */
  | { readonly type: 'nothingToSend' | 'mustBeAnonymous' | 'mayNotBeAnonymous' }
  | { readonly type: 'isSent' }
  | { readonly type: 'isNotSent'; readonly by: UserId; readonly reason: Undelivered }
  /** The same, told in the post, where the answer could not be given any more. */
  | { readonly type: 'wasNotSent'; readonly by: UserId; readonly reason: Undelivered }
  /** What was sent by `/send`, where it can't be shown as its author would have written it. */
  | { readonly type: 'sentBy'; readonly by: UserId; readonly text: string }
  /** Answers *Edit reply* and *Delete reply*, as the next do. */
  | { readonly type: 'editOnItsWay' | 'deletionOnItsWay' }
  | { readonly type: 'notAReply' | 'writtenHere' | 'notYourReply' }
  | { readonly type: 'closedForEdits'; readonly ticketId: TicketId }
  /** A message that staff sent by a command was changed for the user, and what the post shows of it can't be. */
  | { readonly type: 'nowSays'; readonly by: UserId; readonly text: string }
  | { readonly type: 'nowDeleted' }
  | { readonly type: 'isOnItsWay' }
  | { readonly type: 'isDelivered' }
  | { readonly type: 'isGone' }
  | { readonly type: 'notForUser' }
  | { readonly type: 'notDeliveredToStaff'; readonly server: string }
  | { readonly type: 'changeNotDelivered' }
  | { readonly type: 'userLeft' | 'userReturned'; readonly user: UserId }
  /** More new tickets than that within this time. */
  | ({ readonly type: 'flooded' } & FloodLimit)
  /** `address`: how a message is addressed so that it can be read. */
  | { readonly type: 'changeUnread'; readonly address: string }
  | RefusedStatement
  | BlacklistStatement
  | { readonly type: 'noTicketHere' }
  | { readonly type: 'noTicketNamed' }
  | { readonly type: 'unknownTicket'; readonly ticketId: TicketId }
  | { readonly type: 'nowClosed'; readonly ticketId: TicketId }
  | { readonly type: 'alreadyClosed'; readonly ticketId: TicketId }
  | { readonly type: 'stillClosing'; readonly ticketId: TicketId }
  | { readonly type: 'isOpen'; readonly ticketId: TicketId }
  | { readonly type: 'hasOpenTicket'; readonly ticketId: TicketId }
  | { readonly type: 'userNotAMember'; readonly server: string }
  | { readonly type: 'postIsGone'; readonly ticketId: TicketId }
  | { readonly type: 'reopened'; readonly by: UserId; readonly reason: string | null }
  | { readonly type: 'reopenedByUser' }
  | { readonly type: 'reopenedForUser'; readonly server: string; readonly reason: string | null }
  | { readonly type: 'nowOpen'; readonly ticketId: TicketId }
  /** Asks what shall become of a message that came after the closing. */
  | {
      readonly type: 'afterClosing';
      readonly server: string;
      readonly promptId: string;
      readonly mayReopen: boolean;
    }
  | BeforeOpening
  /** Asks in which of several open tickets what was written (so many messages) goes on; `isLapsed`: in vain so far. */
  | {
      readonly type: 'whichTicket';
      readonly promptId: string;
      readonly count: number;
      readonly isLapsed: boolean;
      readonly tickets: readonly OfferedTicket[];
      /** Why no new one can be opened. */
      readonly problem: RefusedStatement | null;
    }
  | { readonly type: 'promptTaken'; readonly server: string }
  | { readonly type: 'promptDropped' | 'draftLapsed' | 'oneMoment' }
  | { readonly type: 'promptLapsed'; readonly server: string }
  | { readonly type: 'promptOver' }
  /** Files of a message were not passed on: told to whoever wrote it, and (`isForAuthor: false`) to whom it went. */
  | { readonly type: 'filesLeftOut'; readonly isForAuthor: boolean; readonly files: readonly Omit<LeftOut, 'id'>[] }
  /** What somebody typed can't be understood; in words already. */
  | { readonly type: 'mistaken'; readonly words: string }
  | { readonly type: 'staffOnly' | 'managersOnly' }
  /** A button, menu or form that means nothing. */
  | { readonly type: 'unknownControl' }
  | ContactStatement
  | HandlingStatement
  | LookUpStatement
  | MovingStatement
  | SettingStatement
  | OutsideStatement
  | PanelStatement
  | PauseStatement
  | PersonalStatement
  | SnippetStatement;
