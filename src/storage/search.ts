import type { PostId, TicketId, UserId } from '../ticket/ticket.ts';
import { disguised } from '../ticket/disguise.ts';
import type { Database } from './database.ts';

/** A message in which words were found. `text` and `name` tell nothing of an anonymous user. */
export interface Hit {
  readonly ticketId: TicketId;
  readonly postId: PostId | null;
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

/** By the words of such a message its anonymous user could be found out. What staff wrote of anybody themselves tells nothing, unless it were left out. */
export const wouldTell = `(t.is_anonymous = 1 AND m.side = 'user' AND (instr(m.text, t.user_id) > 0 OR m.text LIKE '%/channels/@me/%'))`;

/** Who searches. The operator finds everything. Staff find what reached them; and since all else waits for the bot, not behind any number of others. */
interface Searcher {
  /** The words of messages, as `w`. */
  readonly words: string;
  readonly condition: string;
  /** A word that isn't finished is completed from so many letters on: fewer begin too many words. */
  readonly shortestBeginning: number;
}

const searchers: Readonly<Record<'operator' | 'staff', Searcher>> = {
  operator: {
    words: '(SELECT rowid FROM message_words WHERE message_words MATCH @words)',
    condition: 'true',
    shortestBeginning: 1,
  },
  staff: {
    words: '(SELECT rowid FROM message_words WHERE message_words MATCH @words ORDER BY rowid DESC LIMIT 5000)',
    // What users wrote may have been refused.
    condition: "(m.side = 'staff' OR m.became = 'relayed')",
    shortestBeginning: 3,
  },
};

/** Finds messages of tickets by what they say, the newest first. */
export function searchIn(database: Database, who: keyof typeof searchers = 'operator') {
  const { words: source, condition, shortestBeginning } = searchers[who];
  const find = database.prepare<[object], HitRow>(`
    SELECT m.ticket_id AS ticketId, t.post_id AS postId, m.side, coalesce(m.shown_as, m.author_name) AS name, m.text, m.written_at AS writtenAt,
      t.user_id AS userId, t.user_name AS userName, t.is_anonymous AS isAnonymous
    FROM ${source} w CROSS JOIN messages m ON m.message_id = CAST(w.rowid AS TEXT) JOIN tickets t USING (ticket_id)
    WHERE ${inScope} AND ${condition}
      AND (@since IS NULL OR m.written_at >= @since) AND (@until IS NULL OR m.written_at < @until)
      AND NOT ${wouldTell}
    ORDER BY w.rowid DESC LIMIT @limit`);
  return (text: string, scope: SearchScope, limit: number): readonly Hit[] => {
    const words = toQuery(text, shortestBeginning);
    return words === null ? [] : find.all({ ...scope, words, limit }).map(toHit);
  };
}

function toHit({ userId, userName, isAnonymous, ...hit }: HitRow): Hit {
  if (isAnonymous === 0 || hit.side === 'staff') return hit;
  return { ...hit, name: userName, text: disguised(hit.text, userId, userName) };
}

/**
 * What somebody typed as a query: every word must be there, the last one may go on (from so many letters on), and what stands in quotes
 * stands so together. `null`: there is no word in it. https://www.sqlite.org/fts5.html#full_text_query_syntax
 */
export function toQuery(text: string, shortestBeginning = 1): string | null {
  // What nobody can write separates words, as it does in what they wrote; SQLite's own query would end there.
  const phrases = [...text.replaceAll(/\p{Cc}/gu, ' ').matchAll(/"([^"]*)"|([^\s"]+)/g)].map(
    ([, phrase, word]) => phrase ?? word ?? '',
  );
  const wanted = phrases.filter((phrase) => /[\p{L}\p{N}]/u.test(phrase));
  const last = wanted.at(-1);
  if (last === undefined) return null;
  const query = wanted.map((phrase) => `"${phrase}"`).join(' ');
  const [, beginning = ''] = /([\p{L}\p{N}]+)[^\p{L}\p{N}]*$/u.exec(last) ?? [];
  return text.endsWith('"') || beginning.length < shortestBeginning ? query : `${query}*`;
}
