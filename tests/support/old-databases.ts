import SqliteDatabase from 'better-sqlite3';
import { migrations } from '../../src/storage/migrations/index.ts';

/**
 * What stands in a database of each version: the first entry as a bot of version 1 left it, each further one what came with
 * the migration of that number. A user with an open ticket (1), a closed one (2) and one who is just writing the first message.
 */
const rows: readonly string[] = [
  `
  INSERT INTO users (user_id, name, username, avatar_url, channel_id, draft_for, refused_at) VALUES
    ('200', 'Mia', 'mia', 'https://cdn.discordapp.com/a.png', '300', NULL, NULL),
    ('201', 'Sam', 'sam', NULL, '301', '100', 1750000000000);
  INSERT INTO members (server_id, user_id, name, joined_at, role_ids, known_at) VALUES
    ('100', '200', 'Captain Mia', 1700000000000, '["900"]', 1750000000000);
  INSERT INTO tickets (ticket_id, server_id, user_id, user_name, status, activity, post_id, mark, opened_at, closed_at) VALUES
    (1, '100', '200', 'Mia', 'open', 'unanswered', '400', 'k3x9', 1750000000000, NULL),
    (2, '100', '200', 'Mia', 'closed', 'awaitingResponse', '401', 'p7q2', 1740000000000, 1740000001000);
  INSERT INTO ticket_log (entry_id, ticket_id, at, type, by_user_id, detail) VALUES
    (1, 1, 1750000000000, 'opened', '200', NULL), (2, 2, 1740000001000, 'closed', '500', 'solved');
  INSERT INTO messages (message_id, ticket_id, user_id, side, became, author_id, author_name, text, files, reply_to, written_at) VALUES
    ('1001', 1, '200', 'user', 'relayed', '200', 'Mia', 'Hello', '[]', NULL, 1750000000000),
    ('1002', 1, '200', 'staff', 'relayed', '500', 'Robin', 'Hi Mia', '[]', '1001', 1750000001000),
    ('1003', NULL, '201', 'user', 'draft', '201', 'Sam', 'Is anybody there?', '[]', NULL, 1750000002000);
  INSERT INTO copies (message_id, place, ticket_id, source, part) VALUES
    ('1101', 'post/1', 1, '1001', 1), ('1102', 'user/200', 1, '1002', 1);
  INSERT INTO outbox (entry_id, ticket_id, place, urgency, effect, source, coalescing_key, state, request, nonce, anchor, attempts, unknown_since, not_before, patient_until) VALUES
    (1, 1, 'user/200', 0, '{"type":"sendToUser","body":{"type":"relayed","content":"-# Robin · Harbour\\nHi again"},"replyTo":null,"source":{"messageId":"1004","part":1,"parts":1,"receipt":true}}',
      '1004', NULL, 'sending', '{"method":"POST","path":"/channels/300/messages","body":{"content":"-# Robin · Harbour\\nHi again","nonce":"n1","enforce_nonce":true},"repeat":"onceByNonce"}', 'n1', '1102', 1, 1750000003000, 1750000003000, NULL),
    (2, 1, 'post/1', 1, '{"type":"setTags","serverId":"100","tags":{"status":"open","activity":"unanswered"}}', NULL, 'tags', 'queued', NULL, NULL, NULL, 0, NULL, 1750000003000, 1750000033000);
  INSERT INTO outbox_after (entry_id, waits_for) VALUES (2, 1);
  INSERT INTO seen_events (key, at) VALUES ('create:1001', 1750000000000);
  INSERT INTO channels (channel_id, newest_message_id) VALUES ('300', '1102'), ('400', '1101');
  INSERT INTO forum_tags (forum_id, kind, tag_id) VALUES ('600', 'open', '700');
  INSERT INTO facts (name, value) VALUES ('first-session-at', '1730000000000');
  INSERT INTO lease (only, holder, host, pid, beat_at) VALUES (1, 'before', 'another machine', 1, 1750000003000);`,
  `
  UPDATE messages SET edited_at = 1750000004000 WHERE message_id = '1002';
  INSERT INTO earlier_texts (message_id, until, text, files) VALUES ('1002', 1750000004000, 'Hi', '[]');`,
  "UPDATE copies SET content = 'Hello' WHERE message_id = '1101';",
  `
  INSERT INTO prompts (user_id, prompt_id, ticket_id, may_reopen, asked_at, chosen, message_id) VALUES
    ('201', 'p1', 2, 1, 1750000002000, NULL, '1201');
  INSERT INTO timers (key, due_at, event) VALUES ('prompt:201', 1750086402000, '{"type":"promptLapsed","userId":"201","promptId":"p1"}');`,
  `
  UPDATE copies SET files = '[]' WHERE message_id = '1101';
  UPDATE outbox SET left_out = '[]' WHERE entry_id = 1;`,
  '',
  '',
  '',
  '',
  '',
  '',
  `
  INSERT INTO blacklist (server_id, kind, target, reason, by_user_id, added_at, ends_at) VALUES
    ('100', 'user', '201', 'Rude', '500', 1750000000000, NULL);
  INSERT INTO blacklist_told (server_id, user_id, at) VALUES ('100', '201', 1750000000000);`,
  "INSERT INTO snippets (server_id, name, content, only_tickets, changed_by, changed_at) VALUES ('100', 'hello', 'Hello {user.name}', 0, '500', 1750000000000);",
  `
  INSERT INTO feedback (ticket_id, asked_at, farewell, message_id, rating, rated_at, answers, sent_at, notice_id) VALUES
    (2, 1740000001000, '{"server":"Harbour","comment":"solved","closeMessage":null,"isSaidAnyway":true}', '1202', 4, 1740000002000,
      '[]', NULL, '1203');`,
  '',
  '',
  "INSERT INTO overrides (server_id, name, value, set_by, set_at) VALUES ('100', 'receipts', 'false', '500', 1750000000000);",
  `
  INSERT INTO outside_messages (message_id, user_id, server_id, by_user_id, text, sent_at, is_latest) VALUES
    ('1301', '201', '100', '500', 'Hello', 1750000000000, 1);
  INSERT INTO dm_openings (opening_id, opened_at, was_refused) VALUES ('1301', 1750000000000, 0);`,
  "INSERT INTO preferences (user_id, language, auto_redirect) VALUES ('200', 'de', 1);",
  `
  UPDATE tickets SET category = 'buying' WHERE ticket_id = 1;
  INSERT INTO not_members (server_id, user_id) VALUES ('101', '201');
  INSERT INTO conversations (user_id, ticket_id, spoken_at) VALUES ('200', 1, 1750000000000);`,
  '',
  "INSERT INTO operator_log (entry_id, at, action, ticket_id, login) VALUES (1, 1750000000000, 'revealed', 2, 'root');",
  "INSERT INTO pauses (server_id, ends_at, reason, paused_by, paused_at) VALUES ('100', 1750086402000, 'Holidays', '500', 1750000000000);",
  "INSERT INTO floods (server_id, seen_at) VALUES ('100', 1750000000000);",
  '',
  `UPDATE tickets SET form_answers = '[{"label":"What is it?","values":["A bug"]}]' WHERE ticket_id = 2;`,
  "INSERT INTO panels (panel_id, server_id, channel_id, message_id, shows) VALUES ('1201', '100', '302', '1202', '{}');",
];

/** Makes a database as the bot of an earlier version left it when it was killed. */
export function makeOldDatabase(path: string, version: number): void {
  const database = new SqliteDatabase(path);
  for (const [index, migration] of migrations.slice(0, version).entries()) {
    database.exec(migration);
    database.exec(rows[index] ?? '');
  }
  database.pragma(`user_version = ${version}`);
  database.close();
}
