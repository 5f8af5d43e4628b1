import type { PanelTable } from '../desk/user-tables.ts';
import type { Panel } from '../ticket/panel.ts';
import type { ChannelId, MessageId, ServerId } from '../ticket/ticket.ts';
import type { Database } from './database.ts';

interface PanelRow {
  readonly panel_id: MessageId;
  readonly server_id: ServerId;
  readonly channel_id: ChannelId;
  readonly message_id: MessageId | null;
}

/** The table `panels`. */
export function panelsIn(database: Database): PanelTable {
  const columns = 'panel_id, server_id, channel_id, message_id';
  const of = database.prepare<[ServerId], PanelRow>(`SELECT ${columns} FROM panels WHERE server_id = ?`);
  const ofMessage = database.prepare<[string], PanelRow>(`SELECT ${columns} FROM panels WHERE message_id = ?`);
  const isIn = database.prepare<[string], number>('SELECT 1 FROM panels WHERE channel_id = ? LIMIT 1').pluck();
  const shows = database.prepare<[MessageId], string>('SELECT shows FROM panels WHERE panel_id = ?').pluck();
  const save = database.prepare(`
    INSERT INTO panels (panel_id, server_id, channel_id, message_id, shows)
    VALUES (@id, @serverId, @channelId, @messageId, @shows)
    ON CONFLICT DO UPDATE SET message_id = excluded.message_id, shows = excluded.shows`);
  const remove = database.prepare('DELETE FROM panels WHERE panel_id = ?');
  return {
    of: (serverId) => of.all(serverId).map(toPanel),
    ofMessage: (messageId) => {
      const row = ofMessage.get(messageId);
      return row === undefined ? null : toPanel(row);
    },
    isIn: (channelId) => isIn.get(channelId) !== undefined,
    shows: (id) => shows.get(id) ?? null,
    save: (panel, content) => void save.run({ ...panel, shows: content }),
    remove: (id) => void remove.run(id),
  };
}

function toPanel({ panel_id: id, server_id: serverId, channel_id: channelId, message_id: messageId }: PanelRow): Panel {
  return { id, serverId, channelId, messageId };
}
