import type { Copy, Place, RecordedMessage } from '../desk/ports.ts';
import type { ChannelId, FileLink, MessageId, TicketId, UserId, Writing } from '../ticket/ticket.ts';
import type { Database } from './database.ts';

interface DraftRow {
  readonly message_id: MessageId;
  readonly text: string;
  readonly files: string;
  readonly reply_to: MessageId | null;
  readonly written_at: number;
}

/** The table `messages`: what people wrote, whether in a draft, a ticket, or refused. */
export function messagesIn(database: Database) {
  const insert = database.prepare(`
    INSERT INTO messages (message_id, ticket_id, user_id, side, became, author_id, author_name, text, files, reply_to, written_at)
    VALUES (@messageId, @ticketId, @userId, @side, @became, @authorId, @authorName, @text, @files, @replyTo, @writtenAt)
    ON CONFLICT DO NOTHING`);
  // By ID, and so in the order written: Discord's IDs grow with time.
  const draft = database.prepare<[UserId], DraftRow>(
    "SELECT * FROM messages WHERE user_id = ? AND became = 'draft' ORDER BY CAST(message_id AS INTEGER)",
  );
  const endDraft = database.prepare(
    "UPDATE messages SET ticket_id = @ticketId, became = @became WHERE user_id = @userId AND became = 'draft'",
  );

  return {
    record({ writing, author, ...rest }: RecordedMessage): void {
      const { files, ...written } = writing;
      insert.run({ ...written, files: JSON.stringify(files), authorId: author.id, authorName: author.name, ...rest });
    },
    draft: (userId: UserId): readonly Writing[] => draft.all(userId).map(toWriting),
    endDraft: (userId: UserId, ticketId: TicketId | null): void =>
      void endDraft.run({ userId, ticketId, became: ticketId === null ? 'refused' : 'relayed' }),
  };
}

function toWriting(row: DraftRow): Writing {
  return {
    messageId: row.message_id,
    text: row.text,
    files: JSON.parse(row.files) as FileLink[],
    replyTo: row.reply_to,
    writtenAt: row.written_at,
  };
}

/** The tables `copies` and `channels`: which messages are ours, and how far each channel was read. */
export function copiesIn(database: Database) {
  const insert = database.prepare(
    'INSERT INTO copies (message_id, place, ticket_id, source, part) VALUES (@messageId, @place, @ticketId, @source, @part) ON CONFLICT DO NOTHING',
  );
  const exists = database.prepare<[string], number>('SELECT 1 FROM copies WHERE message_id = ?').pluck();
  const sourceOf = database.prepare<[MessageId], MessageId>('SELECT source FROM copies WHERE message_id = ?').pluck();
  const copyOf = database
    .prepare<[MessageId, Place], MessageId>(
      'SELECT message_id FROM copies WHERE source = ? AND place = ? ORDER BY part LIMIT 1',
    )
    .pluck();
  const newest = database
    .prepare<[ChannelId], string>('SELECT newest_message_id FROM channels WHERE channel_id = ?')
    .pluck();
  const saw = database.prepare(`
    INSERT INTO channels (channel_id, newest_message_id) VALUES (@channelId, @messageId)
    ON CONFLICT DO UPDATE SET newest_message_id = excluded.newest_message_id
    WHERE CAST(excluded.newest_message_id AS INTEGER) > CAST(newest_message_id AS INTEGER)`);

  return {
    addCopy: (copy: Copy): void => void insert.run(copy),
    isCopy: (messageId: string): boolean => exists.get(messageId) !== undefined,
    counterpart: (messageId: MessageId, place: Place): MessageId | null =>
      sourceOf.get(messageId) ?? copyOf.get(messageId, place) ?? null,
    newest: (channelId: ChannelId): string | null => newest.get(channelId) ?? null,
    sawMessage: (channelId: ChannelId, messageId: string): void => void saw.run({ channelId, messageId }),
  };
}
