import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../src/storage/database.ts';
import type { StartedProcess } from './start-process.ts';

const begin = Date.UTC(2026, 0, 1);

/** Records a closed ticket of so many messages by turns, some edited, some answering others: as long as messages in tickets are. */
export function recordLongTicket(folder: string, ticketId: number, messages: number): void {
  const database = openDatabase(join(folder, 'supportmail.db'));
  const id = (offset: string): string =>
    `CAST(${(BigInt(begin - 1_420_070_400_000) << 22n) + BigInt(ticketId) * 100_000_000n} + ${offset} AS TEXT)`;
  const counting = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${messages})`;
  const words =
    "'Message ' || i || ' with **bold** words, a <@223456789012345678>, and a link: https://example.org/' || i || char(10) || ";
  database.transaction(() => {
    database.exec(`
      INSERT INTO users (user_id, name, username) VALUES ('9${ticketId}', 'Mia', 'mia');
      INSERT INTO tickets (ticket_id, server_id, user_id, user_name, status, activity, post_id, mark, opened_at, closed_at)
        VALUES (${ticketId}, '123456789012345678', '9${ticketId}', 'Mia', 'closed', 'awaitingResponse', '8${ticketId}', 'm${ticketId}', ${begin}, ${begin + 1});
      INSERT INTO ticket_log (ticket_id, at, type) VALUES (${ticketId}, ${begin}, 'opened');
      INSERT INTO messages (message_id, ticket_id, user_id, side, became, author_id, author_name, text, files, reply_to, written_at, edited_at)
        ${counting} SELECT ${id('2 * i')}, ${ticketId}, '9${ticketId}', iif(i % 2, 'user', 'staff'), 'relayed', iif(i % 2, '9${ticketId}', '7'),
          iif(i % 2, 'Mia', 'Robin'), ${words} printf('%.*c', 150 + i % 300, 'x'), '[]', iif(i % 5, NULL, ${id('2 * i - 2')}), ${begin} + i * 1000,
          iif(i % 10, NULL, ${begin} + i * 1000 + 1) FROM n;
      INSERT INTO copies (message_id, place, ticket_id, source, part, content)
        ${counting} SELECT ${id('2 * i + 1')}, iif(i % 2, 'post/${ticketId}', 'user/9${ticketId}'), ${ticketId}, ${id('2 * i')}, 1,
          '-# Robin' || char(10) || ${words} printf('%.*c', 150 + i % 300, 'x') FROM n;
      INSERT INTO earlier_texts (message_id, until, text, files)
        SELECT message_id, edited_at, 'Before: ' || text, '[]' FROM messages WHERE ticket_id = ${ticketId} AND edited_at IS NOT NULL;`);
  })();
  database.close();
}

/** The most memory that a process held until it ended, in MB, by the system's own count: https://man7.org/linux/man-pages/man5/proc_pid_status.5.html */
export async function peakOf(started: StartedProcess, withinMs: number): Promise<number> {
  let most = 0;
  const look = (): void => {
    try {
      const status = readFileSync(`/proc/${started.pid}/status`, 'utf8');
      most = Math.max(most, Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1000);
    } catch {
      // It has ended.
    }
  };
  const watch = setInterval(look, 5);
  const { code, stderr } = await started.end(withinMs).finally(() => clearInterval(watch));
  if (code !== 0) throw new Error(`It ended with ${code}: ${stderr}`);
  return most;
}
