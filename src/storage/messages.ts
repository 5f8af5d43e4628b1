import type { CopiedFile, Place } from '../desk/ports.ts';
import type { CopiedPart, Copy, KnownMessage, RecordedMessage } from '../desk/store.ts';
import type { Recorded } from '../ticket/decision.ts';
import type { ChannelId, FileLink, MessageId, TicketId, UserId, Writing } from '../ticket/ticket.ts';
import type { Database } from './database.ts';

interface DraftRow {
  readonly message_id: MessageId;
  readonly text: string;
  readonly files: string;
  readonly reply_to: MessageId | null;
  readonly written_at: number;
  readonly side: 'user' | 'staff';
  /** `null`: it came by a command or a form. */
  readonly channel_id: ChannelId | null;
}

interface MessageRow extends DraftRow {
  readonly ticket_id: TicketId | null;
  readonly became: KnownMessage['became'];
  readonly author_id: UserId;
  readonly author_name: string;
  readonly shown_as: string | null;
  readonly edited_at: number | null;
  readonly deleted_at: number | null;
}

/** The tables `messages` and `earlier_texts`: what people wrote, whether in a draft, a ticket, or refused. */
export function messagesIn(database: Database) {
  const insert = database.prepare(`
    INSERT INTO messages (message_id, channel_id, ticket_id, user_id, side, became, author_id, author_name, shown_as, text, files, reply_to, written_at)
    VALUES (@messageId, @channelId, @ticketId, @userId, @side, @became, @authorId, @authorName, @shownAs, @text, @files, @replyTo, @writtenAt)
    ON CONFLICT DO NOTHING`);
  // By ID, and so in the order written: Discord's IDs grow with time.
  const draft = database.prepare<[UserId], DraftRow>(
    "SELECT * FROM messages WHERE user_id = ? AND became = 'draft' ORDER BY CAST(message_id AS INTEGER)",
  );
  const endDraft = database.prepare(
    "UPDATE messages SET ticket_id = @ticketId, became = @became WHERE user_id = @userId AND became = 'draft'",
  );

  const recorded = database.prepare<[MessageId], MessageRow>('SELECT * FROM messages WHERE message_id = ?');
  const keepEarlier = database.prepare(`
    INSERT INTO earlier_texts (message_id, until, text, files)
    SELECT message_id, @editedAt, text, files FROM messages WHERE message_id = @messageId
    ON CONFLICT DO NOTHING`);
  const edit = database.prepare(
    'UPDATE messages SET text = @text, files = @files, edited_at = @editedAt WHERE message_id = @messageId',
  );
  const readLater = database.prepare('UPDATE messages SET text = @text, files = @files WHERE message_id = @messageId');
  const editNothing = database.prepare('UPDATE messages SET edited_at = @editedAt WHERE message_id = @messageId');
  const reclassify = database.prepare('UPDATE messages SET became = @became WHERE message_id = @messageId');
  const nameShown = database.prepare('UPDATE messages SET shown_as = @shownAs WHERE message_id = @messageId');
  const relayed = "FROM messages WHERE ticket_id = ? AND became = 'relayed'";
  const newest = database.prepare<[TicketId], Pick<MessageRow, 'side' | 'message_id'>>(
    `SELECT side, message_id ${relayed} ORDER BY CAST(message_id AS INTEGER) DESC LIMIT 1`,
  );
  const staffWrote = database.prepare<[TicketId], number>(`SELECT 1 ${relayed} AND side = 'staff' LIMIT 1`).pluck();
  const writtenIn = database
    .prepare<[ChannelId, string, string], MessageId>(
      `SELECT message_id FROM messages WHERE channel_id = ? AND CAST(message_id AS INTEGER) BETWEEN CAST(? AS INTEGER)
        AND CAST(? AS INTEGER) AND deleted_at IS NULL ORDER BY CAST(message_id AS INTEGER)`,
    )
    .pluck();
  const markDeleted = database.prepare('UPDATE messages SET deleted_at = @now WHERE message_id = @messageId');

  return {
    recorded: (messageId: MessageId): KnownMessage | null => {
      const row = recorded.get(messageId);
      return row === undefined ? null : toKnownMessage(row);
    },
    recordEdit(messageId: MessageId, { text, files }: Pick<Writing, 'text' | 'files'>, editedAt: number): void {
      keepEarlier.run({ messageId, editedAt });
      edit.run({ messageId, text, files: JSON.stringify(files), editedAt });
    },
    recordContent: (messageId: MessageId, { text, files }: Pick<Writing, 'text' | 'files'>): void =>
      void readLater.run({ messageId, text, files: JSON.stringify(files) }),
    recordNoEdit: (messageId: MessageId, editedAt: number): void => void editNothing.run({ messageId, editedAt }),
    reclassify: (messageId: MessageId, became: Recorded): void => void reclassify.run({ messageId, became }),
    recordName: (messageId: MessageId, shownAs: string): void => void nameShown.run({ messageId, shownAs }),
    recordDeletion: (messageId: MessageId, now: number): void => void markDeleted.run({ messageId, now }),
    record({ writing, author, shownAs = null, ...rest }: RecordedMessage): void {
      const { files, ...written } = writing;
      const authorship = { authorId: author.id, authorName: author.name, shownAs };
      insert.run({ ...written, files: JSON.stringify(files), ...authorship, ...rest });
    },
    writtenIn: (channelId: ChannelId, from: string, until: string): readonly MessageId[] =>
      writtenIn.all(channelId, from, until),
    draft: (userId: UserId): readonly Writing[] => draft.all(userId).map(toWriting),
    endDraft: (userId: UserId, ticketId: TicketId | null, became: Recorded): void =>
      void endDraft.run({ userId, ticketId, became }),
    lastTurn: (ticketId: TicketId) => ({
      last: newest.get(ticketId)?.side ?? null,
      messageId: newest.get(ticketId)?.message_id ?? null,
      hasStaffWritten: staffWrote.get(ticketId) !== undefined,
    }),
  };
}

function toKnownMessage(row: MessageRow): KnownMessage {
  return {
    writing: toWriting(row),
    author: { id: row.author_id, name: row.shown_as ?? row.author_name, isHidden: row.shown_as !== null },
    side: row.side,
    isTyped: row.channel_id === null && row.side === 'staff',
    ticketId: row.ticket_id,
    became: row.became,
    editedAt: row.edited_at,
    deletedAt: row.deleted_at,
  };
}

function toWriting(row: DraftRow): Writing {
  return {
    messageId: row.message_id,
    text: row.text,
    files: toFiles(row.files),
    replyTo: row.reply_to,
    writtenAt: row.written_at,
    ...(row.channel_id === null && row.side === 'user' ? { isUpload: true } : {}),
  };
}

/** Files that were recorded by an early version have a name, a link and a size alone. */
function toFiles(text: string): readonly FileLink[] {
  const files = JSON.parse(text) as readonly (Partial<FileLink> & Pick<FileLink, 'name' | 'url' | 'size'>)[];
  return files.map((file) => ({ id: '', contentType: null, description: null, isVoice: false, ...file }));
}

interface CopyRow extends Omit<CopiedPart, 'files'> {
  readonly files: string | null;
}

interface Change {
  readonly content: string;
  readonly keeps?: readonly string[];
}

/** The tables `copies` and `channels`: which messages are ours, and how far each channel was read. */
export function copiesIn(database: Database) {
  const insert = database.prepare(
    'INSERT INTO copies (message_id, place, ticket_id, source, part, content, files) VALUES (@messageId, @place, @ticketId, @source, @part, @content, @files) ON CONFLICT DO NOTHING',
  );
  const give = database.prepare('UPDATE copies SET ticket_id = ? WHERE source = ?');
  const exists = database.prepare<[string], number>('SELECT 1 FROM copies WHERE message_id = ?').pluck();
  const sourceOf = database.prepare<[MessageId], MessageId>('SELECT source FROM copies WHERE message_id = ?').pluck();
  const copyOf = database
    .prepare<[MessageId, Place], MessageId>(
      'SELECT message_id FROM copies WHERE source = ? AND place = ? ORDER BY part LIMIT 1',
    )
    .pluck();
  const partOf = database
    .prepare<[MessageId, Place, number], MessageId>(
      'SELECT message_id FROM copies WHERE source = ? AND place = ? AND part = ?',
    )
    .pluck();
  const copiesOf = database.prepare<[MessageId, Place], CopyRow>(
    'SELECT part, content, files FROM copies WHERE source = ? AND place = ? ORDER BY part',
  );
  const change = database.prepare(
    'UPDATE copies SET content = ?, files = ? WHERE source = ? AND place = ? AND part = ?',
  );
  const forget = database.prepare('DELETE FROM copies WHERE source = ? AND place = ? AND part = ?');
  const newest = database
    .prepare<[ChannelId], string>('SELECT newest_message_id FROM channels WHERE channel_id = ?')
    .pluck();
  const saw = database.prepare(`
    INSERT INTO channels (channel_id, newest_message_id) VALUES (@channelId, @messageId)
    ON CONFLICT DO UPDATE SET newest_message_id = excluded.newest_message_id
    WHERE CAST(excluded.newest_message_id AS INTEGER) > CAST(newest_message_id AS INTEGER)`);

  const partsOf = (source: MessageId, place: Place): readonly CopiedPart[] =>
    copiesOf.all(source, place).map(({ files, ...part }) => ({ ...part, files: textToFiles(files) }));

  return {
    addCopy: ({ files = [], ...copy }: Copy): void => void insert.run({ ...copy, files: filesToText(files) }),
    giveCopies: (source: MessageId, ticketId: TicketId): void => void give.run(ticketId, source),
    isCopy: (messageId: string): boolean => exists.get(messageId) !== undefined,
    sourceOf: (messageId: MessageId): MessageId | null => sourceOf.get(messageId) ?? null,
    // What was typed into a command stands nowhere itself: its copies on both sides stand for each other.
    counterpart: (messageId: MessageId, place: Place): MessageId | null => {
      const source = sourceOf.get(messageId) ?? null;
      return copyOf.get(source ?? messageId, place) ?? source;
    },
    copyOf: (source: MessageId, place: Place, part: number): MessageId | null =>
      partOf.get(source, place, part) ?? null,
    copiesOf: partsOf,
    changeCopy(source: MessageId, place: Place, part: number, to: Change | null): void {
      if (to === null) return void forget.run(source, place, part);
      const { content, keeps } = to;
      const files = partsOf(source, place).find((copy) => copy.part === part)?.files ?? [];
      const kept = files.filter((file) => keeps === undefined || keeps.includes(file.source));
      change.run(content, filesToText(kept), source, place, part);
    },
    newest: (channelId: ChannelId): string | null => newest.get(channelId) ?? null,
    sawMessage: (channelId: ChannelId, messageId: string): void => void saw.run({ channelId, messageId }),
  };
}

function filesToText(files: readonly CopiedFile[]): string | null {
  return files.length === 0 ? null : JSON.stringify(files);
}

function textToFiles(text: string | null): readonly CopiedFile[] {
  return text === null ? [] : (JSON.parse(text) as readonly CopiedFile[]);
}
