import type { ClosedTicket } from '../desk/store.ts';
import type { ClosePlan } from '../ticket/close-plan.ts';
import type { FormAnswer } from '../ticket/form.ts';
import type { Silence } from '../ticket/silence.ts';
import type { EarlierTicket } from '../ticket/effects.ts';
import type {
  Activity,
  ChannelId,
  MessageId,
  PostId,
  ServerId,
  Status,
  Ticket,
  TicketId,
  UserId,
} from '../ticket/ticket.ts';
import type { Database } from './database.ts';
import { feedbackIn, rowToFeedback } from './feedback.ts';
import type { FeedbackRow } from './feedback.ts';

interface TicketRow extends FeedbackRow {
  readonly ticket_id: TicketId;
  readonly server_id: ServerId;
  readonly user_id: UserId;
  readonly user_name: string;
  readonly is_anonymous: number;
  readonly category: string | null;
  readonly status: Status;
  readonly activity: Activity;
  readonly post_id: PostId | null;
  readonly mark: string;
  readonly opened_at: number;
  readonly closed_at: number | null;
  readonly close_plan: string | null;
  readonly silence: string | null;
  readonly claimed_by: UserId | null;
  readonly watchers: string;
}

/** As the difference of two IDs. https://docs.discord.com/developers/reference#snowflakes */
const tenMinutes = 600_000 * 2 ** 22;

export interface LogEntry {
  readonly type: string;
  readonly by: UserId | null;
  readonly detail: string | null;
}

/** Tickets with what their users said of them. */
function selection(hint = ''): string {
  const feedback = 'asked_at, farewell, message_id, rating, rated_at, answers, sent_at, notice_id';
  return `SELECT t.*, ${feedback} FROM tickets t ${hint} LEFT JOIN feedback USING (ticket_id)`;
}

/** The tables `tickets` and `ticket_log`. */
export function ticketsIn(database: Database) {
  const { saveFeedback } = feedbackIn(database);
  const one = <Key>(where: string) => database.prepare<Key[], TicketRow>(`${selection()} WHERE ${where}`);
  const byId = one<TicketId>('t.ticket_id = ?');
  const byPost = one<PostId>('post_id = ?');
  const openOf = one<UserId | ServerId>(
    "user_id = ? AND server_id = ? AND status = 'open' ORDER BY is_anonymous DESC, t.ticket_id DESC",
  );
  const openNames = database
    .prepare<[ServerId], string>(
      "SELECT user_name FROM tickets INDEXED BY tickets_not_closed WHERE status <> 'closed' AND server_id = ?",
    )
    .pluck();
  // By name: SQLite would else read all tickets in order, of which few are open.
  const notClosed = database.prepare<[], TicketRow>(
    `${selection('INDEXED BY tickets_not_closed')} WHERE status <> 'closed' ORDER BY t.ticket_id`,
  );
  const closedLately = database
    .prepare<[number], ChannelId>(
      `SELECT c.channel_id FROM channels c JOIN tickets t ON t.post_id = c.channel_id
      WHERE CAST(c.newest_message_id AS INTEGER) >= (SELECT max(CAST(newest_message_id AS INTEGER)) FROM channels) - ${tenMinutes}
        AND t.status = 'closed' ORDER BY CAST(c.newest_message_id AS INTEGER) DESC LIMIT ?`,
    )
    .pluck();
  const count = database
    .prepare<[UserId, ServerId], number>(
      'SELECT count(*) FROM tickets WHERE user_id = ? AND server_id = ? AND is_anonymous = 0',
    )
    .pluck();
  const latest = database.prepare<[UserId, ServerId], EarlierTicket>(
    'SELECT ticket_id AS id, post_id AS postId FROM tickets WHERE user_id = ? AND server_id = ? AND is_anonymous = 0 ORDER BY ticket_id DESC LIMIT 3',
  );
  const highest = database
    .prepare<[], number>(
      `SELECT max(coalesce((SELECT max(ticket_id) FROM tickets), 0),
        coalesce((SELECT CAST(value AS INTEGER) FROM facts WHERE name = 'skipped-ticket-id'), 0))`,
    )
    .pluck();
  const skip = database.prepare<[string]>(
    `INSERT INTO facts (name, value) VALUES ('skipped-ticket-id', ?)
    ON CONFLICT DO UPDATE SET value = excluded.value WHERE CAST(excluded.value AS INTEGER) > CAST(value AS INTEGER)`,
  );
  const save = database.prepare(`
    INSERT INTO tickets (ticket_id, server_id, user_id, user_name, is_anonymous, category, status, activity, post_id, mark, opened_at,
      closed_at, close_plan, silence, claimed_by, watchers)
    VALUES (@id, @serverId, @userId, @userName, @isAnonymous, @category, @status, @activity, @postId, @mark, @openedAt, @closedAt,
      @closePlan, @silence, @claimedBy, @watchers)
    ON CONFLICT DO UPDATE SET category = excluded.category, status = excluded.status, activity = excluded.activity, post_id = excluded.post_id,
      closed_at = excluded.closed_at, close_plan = excluded.close_plan, silence = excluded.silence,
      claimed_by = excluded.claimed_by, watchers = excluded.watchers`);
  const saveFormAnswers = database.prepare('UPDATE tickets SET form_answers = ? WHERE ticket_id = ?');
  const log = database.prepare(
    'INSERT INTO ticket_log (ticket_id, at, type, by_user_id, detail) VALUES (@ticketId, @at, @type, @by, @detail)',
  );

  const foundClosed = database
    .prepare<[UserId, ServerId, number], TicketId>(
      `SELECT ticket_id FROM tickets t WHERE user_id = ? AND server_id = ? AND closed_at >= ? AND EXISTS (
        SELECT 1 FROM ticket_log l WHERE l.ticket_id = t.ticket_id AND l.type = 'foundClosed') ORDER BY closed_at LIMIT 1`,
    )
    .pluck();
  const wasFoundClosed = database
    .prepare<[TicketId], number>("SELECT 1 FROM ticket_log WHERE ticket_id = ? AND type = 'foundClosed' LIMIT 1")
    .pluck();
  const membership = database
    .prepare<[TicketId], string>(
      "SELECT type FROM ticket_log WHERE ticket_id = ? AND type IN ('userLeft', 'userReturned') ORDER BY entry_id DESC LIMIT 1",
    )
    .pluck();

  const proposals = proposalsIn(database);
  const closed = 'SELECT ticket_id AS ticketId, closed_at AS closedAt FROM tickets';
  const lastClosed = database.prepare<[UserId, ServerId, number], ClosedTicket>(
    `${closed} WHERE user_id = ? AND server_id = ? AND closed_at > ? AND post_id IS NOT NULL ORDER BY closed_at DESC LIMIT 1`,
  );
  const ofMessage = `ticket_id = coalesce(
      (SELECT ticket_id FROM copies WHERE message_id = @messageId),
      (SELECT ticket_id FROM messages WHERE message_id = @messageId))`;
  const openOfMessage = database
    .prepare<[object], TicketId>(
      `SELECT ticket_id FROM tickets WHERE ${ofMessage} AND user_id = @userId AND server_id = @serverId AND status = 'open'`,
    )
    .pluck();
  const closedOfMessage = database.prepare<[object], ClosedTicket>(`
    ${closed} WHERE ${ofMessage}
    AND user_id = @userId AND server_id = @serverId AND closed_at IS NOT NULL AND post_id IS NOT NULL`);

  return {
    proposals,
    ticket: (id: TicketId): Ticket | null => toTicket(byId.get(id)),
    ticketOfPost: (postId: PostId): Ticket | null => toTicket(byPost.get(postId)),
    openTicketsOf: (userId: UserId, serverId: ServerId): readonly Ticket[] =>
      openOf.all(userId, serverId).map(rowToTicket),
    openTicketOfMessage: (messageId: MessageId, userId: UserId, serverId: ServerId): TicketId | null =>
      openOfMessage.get({ messageId, userId, serverId }) ?? null,
    openNames: (serverId: ServerId): readonly string[] => openNames.all(serverId),
    openTickets: (): readonly Ticket[] => notClosed.all().map(rowToTicket),
    postsClosedLately: (atMost: number): readonly ChannelId[] => closedLately.all(atMost),
    lastClosed: (userId: UserId, serverId: ServerId, closedSince: number): ClosedTicket | null =>
      lastClosed.get(userId, serverId, closedSince) ?? null,
    closedTicketOfMessage: (messageId: MessageId, userId: UserId, serverId: ServerId): ClosedTicket | null =>
      closedOfMessage.get({ messageId, userId, serverId }) ?? null,
    ticketFoundClosed: (userId: UserId, serverId: ServerId, writtenAt: number): TicketId | null =>
      foundClosed.get(userId, serverId, writtenAt) ?? null,
    wasFoundClosed: (ticketId: TicketId): boolean => wasFoundClosed.get(ticketId) !== undefined,
    earlierTickets: (userId: UserId, serverId: ServerId) => ({
      count: count.get(userId, serverId) ?? 0,
      latest: latest.all(userId, serverId),
    }),
    skipTicketId: (id: TicketId): void => void skip.run(String(id)),
    nextTicketId: (): TicketId => ((highest.get() ?? 0) + 1) as TicketId,
    saveTicket: (ticket: Ticket): void => {
      const { closePlan, silence, isAnonymous, feedback, watchers, ...row } = ticket;
      save.run({
        ...row,
        isAnonymous: Number(isAnonymous),
        closePlan: closePlan === null ? null : JSON.stringify(closePlan),
        silence: silence === null ? null : JSON.stringify(silence),
        watchers: JSON.stringify(watchers),
      });
      saveFeedback(ticket.id, feedback);
    },
    saveFormAnswers: (ticketId: TicketId, answers: readonly FormAnswer[]): void =>
      void saveFormAnswers.run(JSON.stringify(answers), ticketId),
    isMemberAsLogged: (ticketId: TicketId): boolean => membership.get(ticketId) !== 'userLeft',
    log: (ticketId: TicketId, at: number, entry: LogEntry): void => void log.run({ ticketId, at, ...entry }),
  };
}

interface ProposalRow {
  readonly id: TicketId;
  readonly userName: string;
}

/** So many of the newest closed tickets are searched for a name: more would be slow, and nobody remembers. */
const searchedBack = 1000;

/** The tickets of a server whose number or user's name begins so, newest first. */
function proposalsIn(database: Database) {
  const fields = 'ticket_id AS id, user_name AS userName';
  const fits = "(CAST(ticket_id AS TEXT) LIKE @text || '%' OR instr(lower(user_name), lower(@text)) > 0)";
  const open = database.prepare<[object], ProposalRow>(`
    SELECT ${fields} FROM tickets INDEXED BY tickets_not_closed
    WHERE status <> 'closed' AND server_id = @serverId AND ${fits} ORDER BY ticket_id DESC LIMIT 25`);
  const closed = database.prepare<[object], ProposalRow>(`
    SELECT ${fields} FROM tickets WHERE ticket_id > (SELECT coalesce(max(ticket_id), 0) FROM tickets) - ${searchedBack}
      AND status = 'closed' AND server_id = @serverId AND ${fits} ORDER BY ticket_id DESC LIMIT 25`);
  const byNumber = database.prepare<[TicketId, ServerId], ProposalRow>(
    `SELECT ${fields} FROM tickets WHERE ticket_id = ? AND server_id = ? AND status = 'closed'`,
  );
  const propose = (serverId: ServerId, which: 'open' | 'closed', text: string): readonly ProposalRow[] => {
    const typed = { serverId, text: text.trim().replace(/^#/, '') };
    if (which === 'open') return open.all(typed);
    const exact = /^\d{1,15}$/.test(typed.text) ? byNumber.all(Number(typed.text) as TicketId, serverId) : [];
    const others = closed.all(typed).filter(({ id }) => id !== exact[0]?.id);
    return [...exact, ...others].slice(0, 25);
  };
  return (serverId: ServerId, which: 'open' | 'closed' | 'all', text: string): readonly ProposalRow[] => {
    if (which !== 'all') return propose(serverId, which, text);
    return [...propose(serverId, 'open', text), ...propose(serverId, 'closed', text)].slice(0, 25);
  };
}

function toTicket(row: TicketRow | undefined): Ticket | null {
  return row === undefined ? null : rowToTicket(row);
}

function rowToTicket(row: TicketRow): Ticket {
  return {
    id: row.ticket_id,
    serverId: row.server_id,
    userId: row.user_id,
    userName: row.user_name,
    isAnonymous: row.is_anonymous === 1,
    category: row.category,
    status: row.status,
    activity: row.activity,
    postId: row.post_id,
    mark: row.mark,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    closePlan: row.close_plan === null ? null : (JSON.parse(row.close_plan) as ClosePlan),
    feedback: rowToFeedback(row),
    silence: row.silence === null ? null : (JSON.parse(row.silence) as Silence),
    claimedBy: row.claimed_by,
    watchers: JSON.parse(row.watchers) as readonly UserId[],
  };
}
