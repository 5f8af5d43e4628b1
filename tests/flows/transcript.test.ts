import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OptionValue, Person } from '../../src/sandbox/scenario/types.ts';
import type { Message } from '../../src/sandbox/world/nouns.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { folderWith } from '../config/load-text.ts';
import { readAnswer, setStageWithTicket } from '../support/open-ticket.ts';
import { readDms, setStage, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

let stage: Stage;
let mia: Person;
let robin: Person;
let post: string;
let temporary: string;
let usual: string | undefined;
/** Files on their way lie in a folder that is this test's own. */
beforeEach(() => {
  temporary = folderWith({});
  usual = process.env['TMPDIR'];
  process.env['TMPDIR'] = temporary;
});
afterEach(async () => {
  await stage.stop();
  expect(readdirSync(temporary)).toEqual([]);
  if (usual === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = usual;
});

async function ask(options: Record<string, OptionValue> = {}, channelId = post): Promise<Message> {
  const answer = await robin.command('ticket', options, { channelId, subcommand: 'transcript' });
  if (answer.type !== 'deferred') throw new Error(`The answer is ${readAnswer(answer)}`);
  expect(answer.ephemeral).toBe(true);
  const message = await answer.completed;
  if (message === null) throw new Error('The answer never came');
  const left = () => readdirSync(temporary, { recursive: true }).filter((name) => /files-.*\//.test(String(name)));
  await stage.until(() => left().length === 0, left);
  return message;
}
const pageOf = ({ attachments }: Message): string => Buffer.from(attachments[0]?.bytes ?? []).toString();

describe('/ticket transcript', () => {
  beforeEach(async () => {
    ({ stage, mia, robin, post } = await setStageWithTicket());
  });

  test('gives whoever asked a page with all that staff see', async () => {
    robin.write(post, '// A note');
    robin.write(post, 'Hello Mia');
    await stage.until(() => mia.dmMessages().length === 3);
    const message = await ask();
    expect(shown(message)).toContain('📄 Ticket **#1** as staff see it. Open the file in a browser.');
    expect(message.attachments.map(({ name }) => name)).toEqual(['ticket-1.html']);
    const page = pageOf(message);
    for (const text of ['<title>Ticket 1 · Mia</title>', 'Hello Mia', '// A note', '</html>'])
      expect(page).toContain(text);
    expect(message.ephemeralTo).toBe(robin.id);
    expect(stage.posts()[0]?.messages.some(({ attachments }) => attachments.length > 0)).toBe(false);
  });

  test('takes a closed ticket by its number, in the language of whoever asks', async () => {
    await robin.command('close', {}, { channelId: post });
    await stage.until(() => stage.posts()[0]?.archived === true);
    robin.speak('de');
    const message = await ask({ ticket: 1 }, stage.world.lounge.id);
    expect(shown(message)).toContain('wie das Team es sieht');
    expect(pageOf(message)).toContain('<html lang="de">');
  });

  test('of no ticket is refused, and so are users', async () => {
    const use = async (person: Person, options: Record<string, OptionValue>): Promise<string> =>
      readAnswer(
        await person.command('ticket', options, { channelId: stage.world.lounge.id, subcommand: 'transcript' }),
      );
    expect(await use(robin, { ticket: 9 })).toContain('9');
    expect(await use(robin, {})).toContain('(only you)');
    expect(await use(mia, { ticket: 1 })).toContain('(only you)');
    expect(stage.sandbox.traffic.exchanges.some(({ files = [] }) => files.length > 0)).toBe(false);
  });

  test('says so where it is too long for Discord', async () => {
    const database = openDatabase(join(stage.folder, 'supportmail.db'));
    database.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000)
      INSERT INTO messages (message_id, ticket_id, user_id, side, became, author_id, author_name, text, files, written_at)
      SELECT CAST(1000 + i AS TEXT), 1, '${mia.id}', 'user', 'relayed', '${mia.id}', 'Mia', printf('%.*c', 3000, 'x'), '[]', i FROM n`);
    database.close();
    const message = await ask();
    expect(shown(message)).toContain('`supportmail tickets export 1 --staff-view`');
    expect(message.attachments).toEqual([]);
    // Nor is it sent in vain.
    expect(stage.sandbox.traffic.exchanges.some(({ files = [] }) => files.length > 0)).toBe(false);
  });

  test('comes all the same where the first attempt fails', async () => {
    const fault = stage.sandbox.faults.add({
      method: 'PATCH',
      route: '/webhooks/{webhook_id}/{webhook_token}/messages/@original',
      when: 'before',
      effect: { status: 500 },
    });
    expect(pageOf(await ask())).toContain('Hello');
    expect(fault.hits).toBe(1);
  });
});

test('of an anonymous user, /ticket transcript tells nothing', async () => {
  stage = await setStage({ tickets: ['anonymous_tickets: true'] });
  await stage.startBot();
  [mia] = stage.world.members;
  [robin] = stage.world.staff;
  mia.dm(`I am <@${mia.id}>`);
  await stage.until(() => readDms(mia).some((text) => text.includes('Shall your message be sent')));
  const question = mia.dmMessages().at(-1);
  if (question === undefined) throw new Error('There is no question');
  await mia.press(question, 'Send anonymously');
  await stage.until(() => readDms(mia).some((text) => text.includes('Message sent')));
  post = stage.posts()[0]?.id ?? '';
  const page = pageOf(await ask());
  expect(page).toContain('(anonymous)');
  const secrets = [mia.id, mia.user.username, question.channelId, '>Mia<', 'Mia (', 'avatars/'];
  expect(secrets.filter((secret) => page.includes(secret))).toEqual([]);
  const database = openDatabase(join(stage.folder, 'supportmail.db'));
  expect(database.prepare('SELECT count(*) FROM operator_log').pluck().get()).toBe(0);
  database.close();
});
