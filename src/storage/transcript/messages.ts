import type { SeenFile, SeenMessage, View } from '../../ticket/seen-ticket.ts';
import type { ChannelId, FileLink, MessageId, TicketId, UserId } from '../../ticket/ticket.ts';
import type { Database } from '../database.ts';
import { seenFile } from './eyes.ts';
import type { Eyes } from './eyes.ts';
import { reachedUser } from './reached.ts';
import type { Version } from './reached.ts';

/** The files of a message, where they came from, and whether they may tell who sent them. */
export interface MessageFiles {
  readonly messageId: MessageId;
  readonly channelId: ChannelId | null;
  readonly files: readonly FileLink[];
  readonly isHidden: boolean;
  /** Where they stand on the other side: what somebody deleted is there still. */
  readonly copies: readonly CopiedFiles[];
}

/** Files in a copy of a message: their IDs in the original and there; `null`: there is a link to it. */
export interface CopiedFiles {
  readonly messageId: MessageId;
  readonly channelId: ChannelId;
  readonly files: readonly { readonly source: string; readonly id: string | null }[];
}

interface MessageRow {
  readonly id: MessageId;
  readonly channelId: ChannelId | null;
  readonly side: 'user' | 'staff';
  readonly became: 'relayed' | 'note' | 'ignored' | 'refused';
  readonly authorId: UserId;
  readonly authorName: string;
  readonly shownAs: string | null;
  readonly text: string;
  readonly files: string;
  readonly replyTo: MessageId | null;
  readonly writtenAt: number;
  readonly editedAt: number | null;
  readonly deletedAt: number | null;
  readonly isDelivered: number;
  /** What the user has of what staff wrote, part by part, as JSON. */
  readonly sent: string;
}

/** Who reads which ticket. */
export interface Reading {
  readonly id: TicketId;
  readonly userName: string;
  readonly eyes: Eyes;
}

/** So many are in memory at once. */
const page = 200;

/** Its copy stands on the other side; of what a database forgot, and was found again, no copies are known. */
const isDelivered = `(EXISTS (SELECT 1 FROM copies c WHERE c.source = m.message_id
    AND c.place LIKE CASE m.side WHEN 'user' THEN 'post/%' ELSE 'user/%' END)
  OR EXISTS (SELECT 1 FROM ticket_log l WHERE l.ticket_id = m.ticket_id AND l.type IN ('foundOpen', 'foundClosed')
    AND l.at >= m.written_at))`;

/** A user sees what they wrote, and what reached them and stands there still. */
const isSeen = `(@view = 'staff' OR m.side = 'user' OR (m.became = 'relayed' AND m.deleted_at IS NULL AND ${isDelivered}))`;

const columns = `m.message_id AS id, m.channel_id AS channelId, m.side, m.became, m.author_id AS authorId, m.author_name AS authorName,
  m.shown_as AS shownAs, m.text, m.files, m.reply_to AS replyTo, m.written_at AS writtenAt, m.edited_at AS editedAt,
  m.deleted_at AS deletedAt, ${isDelivered} AS isDelivered,
  (SELECT json_group_array(c.content ORDER BY c.part) FROM copies c
    WHERE m.side = 'staff' AND c.source = m.message_id AND c.place LIKE 'user/%' AND c.content IS NOT NULL) AS sent`;

/** Reads the messages of tickets, a few at a time, in the order in which they were written. */
export function seenMessagesIn(database: Database) {
  const newest = database
    .prepare<[TicketId], string>("SELECT max(CAST(message_id AS INTEGER)) || '' FROM messages WHERE ticket_id = ?")
    .pluck();
  const next = database.prepare<[object], MessageRow>(`
    SELECT ${columns} FROM messages m WHERE m.ticket_id = @id AND CAST(m.message_id AS INTEGER) > CAST(@after AS INTEGER)
      AND CAST(m.message_id AS INTEGER) <= CAST(@last AS INTEGER) AND ${isSeen}
      AND (@withFiles = 0 OR m.files <> '[]') ORDER BY CAST(m.message_id AS INTEGER) LIMIT ${page}`);
  const count = database
    .prepare<[object], number>(`SELECT count(*) FROM messages m WHERE m.ticket_id = @id AND ${isSeen}`)
    .pluck();
  const earlier = database.prepare<[MessageId], EarlierRow>(
    'SELECT until, text, files FROM earlier_texts WHERE message_id = ? ORDER BY until',
  );
  const whole = (row: MessageRow): WholeMessage => ({
    ...row,
    before: row.editedAt === null ? [] : earlier.all(row.id),
  });
  const answered = database.prepare<[object], MessageRow>(`
    SELECT ${columns} FROM messages m
    WHERE m.message_id = coalesce((SELECT source FROM copies WHERE message_id = @replyTo), @replyTo)
      AND m.ticket_id = @id AND ${isSeen}`);

  const copied = database.prepare<[MessageId], Omit<CopiedFiles, 'files'> & { readonly files: string }>(`
    SELECT c.message_id AS messageId, c.files, CASE m.side WHEN 'user' THEN t.post_id ELSE u.channel_id END AS channelId
    FROM copies c JOIN messages m ON m.message_id = c.source JOIN tickets t ON t.ticket_id = m.ticket_id
      LEFT JOIN users u ON u.user_id = t.user_id
    WHERE c.source = ? AND c.place LIKE CASE m.side WHEN 'user' THEN 'post/%' ELSE 'user/%' END
      AND c.files IS NOT NULL AND channelId IS NOT NULL ORDER BY c.part`);

  /** What comes later than the first look isn't read: the ticket may go on meanwhile. */
  function* rows({ id, eyes }: Reading, withFiles: boolean): Generator<MessageRow> {
    const last = newest.get(id) ?? '0';
    for (let after = '0'; ;) {
      const some = next.all({ id, after, last, view: eyes.view, withFiles: Number(withFiles) });
      yield* some;
      if (some.length < page) return;
      after = some.at(-1)?.id ?? last;
    }
  }

  return {
    count: (id: TicketId, view: View): number => count.get({ id, view }) ?? 0,
    *messages(reading: Reading): Generator<SeenMessage> {
      for (const row of rows(reading, false)) {
        const { eyes, id } = reading;
        const { replyTo } = row;
        const quoted = replyTo === null ? undefined : answered.get({ replyTo, id, view: eyes.view });
        yield toSeen(whole(row), reading, quoted === undefined ? null : whole(quoted));
      }
    },
    *files(reading: Reading): Generator<MessageFiles> {
      for (const row of rows(reading, true)) {
        const { id: messageId, channelId, files } = row;
        const copies = copied
          .all(messageId)
          .map((copy) => ({ ...copy, files: JSON.parse(copy.files) as CopiedFiles['files'] }));
        const linked = JSON.parse(files) as FileLink[];
        yield { messageId, channelId, files: linked, isHidden: isHidden(row, reading.eyes), copies };
      }
    },
  };
}

/** Whether nothing of a message may tell who wrote it. */
function isHidden({ side, shownAs }: MessageRow, { view, hidesUser }: Eyes): boolean {
  return side === 'user' ? hidesUser : view === 'user' && shownAs !== null;
}

interface EarlierRow {
  readonly until: number;
  readonly text: string;
  readonly files: string;
}

interface WholeMessage extends MessageRow {
  /** What it said before it was edited. */
  readonly before: readonly EarlierRow[];
}

function toSeen(row: WholeMessage, reading: Reading, quoted: WholeMessage | null): SeenMessage {
  const { eyes } = reading;
  const hiding = { eyes, side: row.side, isHidden: isHidden(row, eyes) };
  const filesOf = (files: string): readonly SeenFile[] =>
    (JSON.parse(files) as readonly FileLink[]).map((file, index) => seenFile(file, index, hiding));
  // What of the staff's is edited is another one for its user.
  const before = eyes.view === 'staff' || row.side === 'user' ? row.before : [];
  return {
    id: row.id,
    side: row.side,
    kind: row.became === 'relayed' && row.isDelivered === 0 && row.deletedAt === null ? 'undelivered' : row.became,
    author: authorOf(row, reading),
    writtenAt: row.writtenAt,
    ...readBy(eyes, row),
    files: filesOf(row.files),
    earlier: before.map(({ until, text, files }) => ({
      until,
      text: eyes.text(text, row.side),
      files: filesOf(files),
    })),
    deletedAt: row.deletedAt,
    replyTo:
      quoted === null ? null : { id: quoted.id, name: authorOf(quoted, reading).name, text: readBy(eyes, quoted).text },
  };
}

/** What this side reads of a message, and since when it says so. */
function readBy(eyes: Eyes, { side, text, editedAt, sent, before }: WholeMessage): Version {
  const newest = { text: eyes.text(text, side), editedAt };
  if (eyes.view === 'staff' || side === 'user') return newest;
  const earlier = before.map((one, index) => ({
    text: eyes.text(one.text, side),
    editedAt: before[index - 1]?.until ?? null,
  }));
  const copies = (JSON.parse(sent) as readonly string[]).map((copy) => eyes.text(copy, side));
  return reachedUser([newest, ...earlier.toReversed()], copies);
}

function authorOf(row: MessageRow, { eyes, userName }: Reading): SeenMessage['author'] {
  const { side, authorId: id, authorName, shownAs } = row;
  if (side === 'user') {
    return eyes.hidesUser ? { name: userName, id: null, shownAs: null } : { name: authorName, id, shownAs: null };
  }
  return eyes.view === 'user'
    ? { name: shownAs ?? authorName, id: null, shownAs: null }
    : { name: authorName, id, shownAs };
}
