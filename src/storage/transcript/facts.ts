import type { Rating } from '../../ticket/feedback.ts';
import type { FormAnswer } from '../../ticket/form.ts';
import type { TicketFacts } from '../../ticket/seen-ticket.ts';
import type { TicketId, UserId } from '../../ticket/ticket.ts';
import type { Database } from '../database.ts';
import type { Eyes } from './eyes.ts';

export interface FactsRow extends Omit<TicketFacts, 'user' | 'isAnonymous' | 'form' | 'feedback' | 'messages'> {
  readonly userId: UserId;
  readonly userName: string;
  readonly realName: string | null;
  readonly username: string | null;
  readonly isAnonymous: number;
  readonly formAnswers: string | null;
  readonly rating: Rating | null;
  readonly ratedAt: number | null;
  readonly answers: string | null;
}

/** Reads a ticket's row with what belongs to it. */
export function factsRowsIn(database: Database): (id: TicketId) => FactsRow | null {
  const select = database.prepare<[TicketId], FactsRow>(`
    SELECT t.ticket_id AS id, t.server_id AS serverId, t.category, t.status, t.activity, t.opened_at AS openedAt,
      t.closed_at AS closedAt, t.is_anonymous AS isAnonymous, t.post_id AS postId, t.user_id AS userId, t.user_name AS userName,
      u.name AS realName, u.username, t.form_answers AS formAnswers, f.rating, f.rated_at AS ratedAt, f.answers
    FROM tickets t LEFT JOIN users u USING (user_id) LEFT JOIN feedback f USING (ticket_id) WHERE t.ticket_id = ?`);
  return (id) => select.get(id) ?? null;
}

/** What one side sees of it. */
export function toFacts(row: FactsRow, eyes: Eyes, messages: number): TicketFacts {
  const { userId, userName, realName, username, formAnswers, rating, ratedAt, answers, ...rest } = row;
  const isAnonymous = row.isAnonymous === 1;
  const seen = (text: string | null): readonly FormAnswer[] =>
    (JSON.parse(text ?? '[]') as readonly FormAnswer[]).map(({ label, values }) => ({
      label,
      values: values.map((value) => eyes.text(value, 'user')),
    }));
  return {
    ...rest,
    isAnonymous,
    postId: eyes.view === 'staff' ? row.postId : null,
    closedAt: row.status === 'open' ? null : row.closedAt,
    user: eyes.hidesUser
      ? { name: userName, username: null, id: null }
      : { name: isAnonymous ? (realName ?? userName) : userName, username, id: userId },
    form: seen(formAnswers),
    feedback: rating === null ? null : { rating, ratedAt, answers: seen(answers) },
    messages,
  };
}
