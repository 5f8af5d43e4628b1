import type { Rating } from './feedback.ts';
import type { FormValues } from './form.ts';
import type { MessageId, TicketId, UserId } from './ticket.ts';

interface FeedbackGiven {
  readonly userId: UserId;
  readonly ticketId: TicketId;
  /** The interaction's, new each time. Discord's IDs are one sequence. */
  readonly id: MessageId;
  readonly rating: Rating;
  /** By which the question is known. */
  readonly askedAt: number;
}

/** The user pressed a number below the question how it was. */
export interface FeedbackRated extends FeedbackGiven {
  readonly type: 'feedbackRated';
  /** The question itself. */
  readonly messageId: MessageId;
}

/** The user sent the form that a rating opened. */
export interface FeedbackSent extends FeedbackGiven {
  readonly type: 'feedbackSent';
  readonly values: FormValues;
}
