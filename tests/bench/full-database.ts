import { join } from 'node:path';
import { openDatabase } from '../../src/storage/database.ts';
import type { Stage } from '../support/stage.ts';

export const messagesPerTicket = 10;
const ticketsPerUser = 5;
/** All of it was long ago: nothing is caught up with. */
const openedMsAgo = 400 * 86_400_000;

/** Fills the database of a bot that isn't running with closed tickets and their messages. */
export function fillDatabase({ folder, world }: Pick<Stage, 'folder' | 'world'>, tickets: number): void {
  const database = openDatabase(join(folder, 'supportmail.db'));
  const begin = Date.now() - openedMsAgo;
  const id = (offset: string): string => `CAST(${(BigInt(begin) - 1_420_070_400_000n) << 22n} + ${offset} AS TEXT)`;
  const counting = (to: number): string =>
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${to})`;
  const userOf = (ticket: string): string => `'9' || printf('%017d', (${ticket} - 1) / ${ticketsPerUser})`;
  const ticket = `((i - 1) / ${messagesPerTicket} + 1)`;
  const messages = counting(tickets * messagesPerTicket);
  database.transaction(() => {
    database.exec(`
      INSERT INTO users (user_id, name, username) ${counting(Math.ceil(tickets / ticketsPerUser))}
        SELECT '9' || printf('%017d', i - 1), 'Member ' || i, 'member' || i FROM n;
      INSERT INTO tickets (ticket_id, server_id, user_id, user_name, status, activity, post_id, mark, opened_at, closed_at, is_anonymous)
        ${counting(tickets)} SELECT i, '${world.server.id}', ${userOf('i')}, 'Member', 'closed', 'awaitingResponse', ${id('i')},
          'filled' || i, ${begin} + i, ${begin} + i + 3600000, 0 FROM n;
      INSERT INTO ticket_log (ticket_id, at, type) ${counting(tickets)} SELECT i, ${begin} + i, 'opened' FROM n;
      INSERT INTO messages (message_id, ticket_id, user_id, side, became, author_id, author_name, text, files, written_at, channel_id)
        ${messages} SELECT ${id('1000000000 + i')}, ${ticket}, ${userOf(ticket)}, iif(i % 2, 'user', 'staff'), 'relayed', ${userOf(ticket)},
          'Member', 'Message ' || i || ' about word' || (i * 7919 % 20000) || ' and word' || (i * 104729 % 20000), '[]', ${begin} + i,
          ${id(ticket)} FROM n;
      INSERT INTO copies (message_id, place, ticket_id, source, part, content)
        ${messages} SELECT ${id('2000000000 + i')}, 'post/' || ${ticket}, ${ticket}, ${id('1000000000 + i')}, 1, 'Message ' || i FROM n;`);
  })();
  database.close();
}
