import type { Farewell, Feedback, Rating } from '../ticket/feedback.ts';
import type { FormAnswer } from '../ticket/form.ts';
import type { MessageId, TicketId } from '../ticket/ticket.ts';
import type { Database } from './database.ts';

/** A row of the table `feedback` beside its ticket's; all `null`: there is none. */
export interface FeedbackRow {
  readonly asked_at: number | null;
  readonly farewell: string;
  readonly message_id: MessageId | null;
  readonly rating: Rating | null;
  readonly rated_at: number | null;
  readonly answers: string;
  readonly sent_at: number | null;
  readonly notice_id: MessageId | null;
}

/** The table `feedback`. */
export function feedbackIn(database: Database) {
  const save = database.prepare(`
    INSERT INTO feedback (ticket_id, asked_at, farewell, message_id, rating, rated_at, answers, sent_at, notice_id)
    VALUES (@ticketId, @askedAt, @farewell, @messageId, @rating, @ratedAt, @answers, @sentAt, @noticeId)
    ON CONFLICT DO UPDATE SET asked_at = excluded.asked_at, farewell = excluded.farewell,
      message_id = excluded.message_id, rating = excluded.rating, rated_at = excluded.rated_at, answers = excluded.answers,
      sent_at = excluded.sent_at, notice_id = excluded.notice_id`);
  const remove = database.prepare('DELETE FROM feedback WHERE ticket_id = ?');
  return {
    saveFeedback: (ticketId: TicketId, feedback: Feedback | null): void => {
      if (feedback === null) return void remove.run(ticketId);
      const { farewell, answers, ...row } = feedback;
      save.run({ ...row, ticketId, farewell: JSON.stringify(farewell), answers: JSON.stringify(answers) });
    },
  };
}

/** What a row says. */
export function rowToFeedback(row: FeedbackRow): Feedback | null {
  if (row.asked_at === null) return null;
  return {
    askedAt: row.asked_at,
    farewell: JSON.parse(row.farewell) as Farewell,
    messageId: row.message_id,
    rating: row.rating,
    ratedAt: row.rated_at,
    answers: JSON.parse(row.answers) as readonly FormAnswer[],
    sentAt: row.sent_at,
    noticeId: row.notice_id,
  };
}
