import type { FormAnswer } from '../ticket/form.ts';
import type { Rating } from '../ticket/feedback.ts';
import { disguised } from '../ticket/disguise.ts';
import type { FileLink, Status, Ticket, TicketId, UserId } from '../ticket/ticket.ts';
import type { Database } from './database.ts';
import { inScope, toQuery, wouldTell } from './search.ts';
import type { SearchScope } from './search.ts';

/** A ticket as one line of a list. `userId`: `null`: they are anonymous. */
export interface ListedTicket {
  readonly id: TicketId;
  readonly serverId: string;
  readonly userName: string;
  readonly userId: UserId | null;
  readonly category: string | null;
  readonly status: Status;
  readonly activity: Ticket['activity'];
  readonly openedAt: number;
  readonly closedAt: number | null;
}

/** Which tickets; `text`: words that a message of theirs says, or a part of their user's name. */
export interface TicketScope extends SearchScope {
  readonly text: string | null;
}

/** Something that happened to a ticket. */
export interface LoggedEvent {
  readonly at: number;
  readonly type: string;
  readonly by: UserId | null;
  readonly detail: string | null;
}

/** A message of a ticket, with what it said before. */
export interface TicketMessage {
  readonly side: 'user' | 'staff';
  readonly became: string;
  readonly name: string;
  readonly authorId: UserId | null;
  readonly text: string;
  readonly files: readonly string[];
  readonly writtenAt: number;
  readonly editedAt: number | null;
  readonly deletedAt: number | null;
}

/** All that is to be read of one ticket. Of an anonymous user it tells nothing, unless they are to be revealed. */
export interface TicketRecord extends ListedTicket {
  readonly isAnonymous: boolean;
  /** The user's own name, where they aren't anonymous or were revealed. */
  readonly realName: string | null;
  readonly username: string | null;
  readonly postId: string | null;
  /** Who of the staff handles it. */
  readonly claimedBy: UserId | null;
  readonly rating: Rating | null;
  readonly answers: readonly FormAnswer[];
  readonly events: readonly LoggedEvent[];
  readonly messages: readonly TicketMessage[];
  /** When somebody looked who an anonymous user is, and under which login. */
  readonly revealed: readonly { readonly at: number; readonly login: string }[];
}

interface ListRow extends Omit<ListedTicket, 'userId'> {
  readonly userId: UserId;
  readonly isAnonymous: number;
}

interface TicketRow extends ListRow {
  readonly realName: string | null;
  readonly username: string | null;
  readonly postId: string | null;
  readonly claimedBy: UserId | null;
  readonly rating: Rating | null;
  readonly answers: string | null;
}

interface MessageRow extends Omit<TicketMessage, 'files' | 'authorId'> {
  readonly authorId: UserId;
  readonly files: string;
}

const fields = `t.ticket_id AS id, t.server_id AS serverId, t.user_name AS userName, t.user_id AS userId, t.category, t.status,
  t.activity, t.opened_at AS openedAt, t.closed_at AS closedAt, t.is_anonymous AS isAnonymous`;

const opened = '(@since IS NULL OR t.opened_at >= @since) AND (@until IS NULL OR t.opened_at < @until)';

/** What the operator reads of tickets. */
export function ticketRecordsIn(database: Database) {
  return { ...listing(database), ...reading(database), logOperator: operatorLog(database) };
}

function listing(database: Database) {
  const select = database.prepare<[object], ListRow>(`
    SELECT ${fields} FROM tickets t
    WHERE ${inScope} AND ${opened}
      AND (@text IS NULL OR instr(lower(t.user_name), lower(@text)) > 0 OR (@words IS NOT NULL AND t.ticket_id IN (
        SELECT m.ticket_id FROM message_words w CROSS JOIN messages m ON m.message_id = CAST(w.rowid AS TEXT)
        WHERE w.message_words MATCH @words AND NOT ${wouldTell})))
    ORDER BY t.ticket_id DESC LIMIT @limit`);
  const ids = database
    .prepare<[object], TicketId>(
      `SELECT t.ticket_id FROM tickets t WHERE ${inScope} AND ${opened} ORDER BY t.ticket_id`,
    )
    .pluck();
  const exists = database.prepare<[TicketId], number>('SELECT 1 FROM tickets WHERE ticket_id = ?').pluck();
  return {
    list(scope: TicketScope, limit: number): readonly ListedTicket[] {
      const words = scope.text === null ? null : toQuery(scope.text);
      return select.all({ ...scope, words, limit }).map(toListed);
    },
    /** Their numbers alone, in order. */
    ids: (scope: SearchScope): readonly TicketId[] => ids.all({ ...scope }),
    exists: (id: TicketId): boolean => exists.get(id) !== undefined,
  };
}

function reading(database: Database) {
  const select = database.prepare<[number], TicketRow>(`
    SELECT ${fields}, t.post_id AS postId, t.claimed_by AS claimedBy, u.name AS realName, u.username, f.rating, f.answers
    FROM tickets t LEFT JOIN users u USING (user_id) LEFT JOIN feedback f USING (ticket_id) WHERE t.ticket_id = ?`);
  const events = database.prepare<[number], LoggedEvent>(
    'SELECT at, type, by_user_id AS by, detail FROM ticket_log WHERE ticket_id = ? ORDER BY entry_id',
  );
  const messages = database.prepare<[number], MessageRow>(`
    SELECT side, became, author_name AS name, author_id AS authorId, text, files, written_at AS writtenAt, edited_at AS editedAt,
      deleted_at AS deletedAt FROM messages WHERE ticket_id = ? ORDER BY CAST(message_id AS INTEGER)`);
  const revealed = database.prepare<[number], TicketRecord['revealed'][number]>(
    "SELECT at, login FROM operator_log WHERE ticket_id = ? AND action = 'revealed' ORDER BY entry_id",
  );
  return {
    /** `null`: there is no such ticket. */
    read(id: TicketId, isRevealed: boolean): TicketRecord | null {
      const row = select.get(id);
      if (row === undefined) return null;
      const isHidden = row.isAnonymous === 1 && !isRevealed;
      const { answers, realName, username, ...rest } = row;
      return {
        ...rest,
        userId: isHidden ? null : row.userId,
        isAnonymous: row.isAnonymous === 1,
        realName: isHidden ? null : realName,
        username: isHidden ? null : username,
        answers: JSON.parse(answers ?? '[]') as readonly FormAnswer[],
        events: events.all(id).map((event) => (isHidden && event.by === row.userId ? { ...event, by: null } : event)),
        messages: messages.all(id).map((message) => toMessage(message, row, isHidden)),
        revealed: revealed.all(id),
      };
    },
  };
}

function operatorLog(database: Database) {
  const insert = database.prepare(
    'INSERT INTO operator_log (at, action, ticket_id, login) VALUES (@at, @action, @ticketId, @login)',
  );
  /** Keeps what an operator did: who, by the name under which they are logged in on the machine. */
  return (entry: {
    readonly at: number;
    readonly action: string;
    readonly ticketId: TicketId | null;
    readonly login: string;
  }): void => void insert.run(entry);
}

function toListed({ isAnonymous, userId, ...row }: ListRow): ListedTicket {
  return { ...row, userId: isAnonymous === 1 ? null : userId };
}

function toMessage({ files, authorId, ...message }: MessageRow, ticket: TicketRow, isHidden: boolean): TicketMessage {
  const names = (JSON.parse(files) as readonly Pick<FileLink, 'name'>[]).map(({ name }) => name);
  if (!isHidden || message.side === 'staff') return { ...message, authorId, files: names };
  const { userId, userName } = ticket;
  return {
    ...message,
    name: userName,
    authorId: null,
    text: disguised(message.text, userId, userName),
    // What somebody called their files may tell who they are.
    files: names.map((_, index) => `file ${index + 1}`),
  };
}
