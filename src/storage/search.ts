import type { TicketId, UserId } from '../ticket/ticket.ts';
import { disguised } from '../ticket/disguise.ts';
import type { Database } from './database.ts';

/** A message in which words were found. `text` and `name` tell nothing of an anonymous user. */
export interface Hit {
  readonly ticketId: TicketId;
  readonly side: 'user' | 'staff';
  readonly name: string;
  readonly text: string;
  readonly writtenAt: number;
}

/** Where to look, `null`: everywhere; instants in epoch ms. */
export interface SearchScope {
  readonly serverId: string | null;
  readonly status: string | null;
  readonly category: string | null;
  readonly userId: string | null;
  readonly since: number | null;
  readonly until: number | null;
}

interface HitRow extends Hit {
  readonly userId: UserId;
  readonly userName: string;
  readonly isAnonymous: number;
}

/** Whom the scope names: nobody who is anonymous, or asking would tell. */
export const inScope = `(@serverId IS NULL OR t.server_id = @serverId)
  AND (@status IS NULL OR t.status = @status OR (@status = 'open' AND t.status = 'closing'))
  AND (@category IS NULL OR t.category = @category)
  AND (@userId IS NULL OR (t.user_id = @userId AND t.is_anonymous = 0))`;

/** Finds messages of tickets by what they say, the newest first. */
export function searchIn(database: Database) {
  const find = database.prepare<[object], HitRow>(`
    SELECT m.ticket_id AS ticketId, m.side, coalesce(m.shown_as, m.author_name) AS name, m.text, m.written_at AS writtenAt,
      t.user_id AS userId, t.user_name AS userName, t.is_anonymous AS isAnonymous
    FROM message_words w CROSS JOIN messages m ON m.message_id = CAST(w.rowid AS TEXT) JOIN tickets t USING (ticket_id)
    WHERE w.message_words MATCH @words AND ${inScope}
      AND (@since IS NULL OR m.written_at >= @since) AND (@until IS NULL OR m.written_at < @until)
      AND NOT (t.is_anonymous = 1 AND instr(m.text, t.user_id) > 0)
    ORDER BY w.rowid DESC LIMIT @limit`);
  return (text: string, scope: SearchScope, limit: number): readonly Hit[] => {
    const words = toQuery(text);
    return words === null ? [] : find.all({ ...scope, words, limit }).map(toHit);
  };
}

function toHit({ userId, userName, isAnonymous, ...hit }: HitRow): Hit {
  if (isAnonymous === 0) return hit;
  const name = hit.side === 'user' ? userName : hit.name;
  return { ...hit, name, text: disguised(hit.text, userId, userName) };
}

/**
 * What somebody typed as a query: every word must be there, the last one may go on, and what stands in quotes stands so together.
 * `null`: there is no word in it. https://www.sqlite.org/fts5.html#full_text_query_syntax
 */
export function toQuery(text: string): string | null {
  const phrases = [...text.matchAll(/"([^"]*)"|([^\s"]+)/g)].map(([, phrase, word]) => phrase ?? word ?? '');
  const wanted = phrases.filter((phrase) => /[\p{L}\p{N}]/u.test(phrase)).map((phrase) => `"${phrase}"`);
  if (wanted.length === 0) return null;
  return text.endsWith('"') ? wanted.join(' ') : `${wanted.join(' ')}*`;
}
