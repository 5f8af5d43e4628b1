import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openDatabase } from '../../src/storage/database.ts';
import { createPerson } from '../../src/sandbox/scenario.ts';
import { run } from '../cli/run.ts';
import { reactionsOn, readDms, setStage, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

let stage: Stage;
afterEach(() => stage.stop(), 30_000);

const hostile = `'); DROP TABLE tickets; --  " OR 1=1 \\ %_ ?@id`;

test('what people write is text to the database, whatever it says', { timeout: 60_000 }, async () => {
  stage = await setStage();
  await stage.startBot();
  const robert = createPerson(stage.sandbox, { username: 'robert', displayName: `R'); DROP TABLE users; --` });
  stage.world.server.addMember(robert);
  const [robin] = stage.world.staff;
  robert.dm(hostile);
  const { id } = await stage.until(() => stage.posts().find(({ messages }) => messages.length === 2));
  const answer = robin.write(id, `"; DELETE FROM messages; --`);
  await stage.until(() => reactionsOn(answer).includes('✅'));
  expect(shown(stage.posts()[0]?.messages[1] ?? answer)).toContain("'); DROP TABLE tickets; --");

  const options = { cwd: stage.folder };
  for (const text of [hostile, `"; DELETE FROM messages`, `x' OR '1'='1`, 'NEAR(', '*']) {
    const { exitCode, err } = await run(['tickets', 'search', text, '--config', stage.configPath], options);
    expect([0, 1, 2, 3]).toContain(exitCode);
    expect(err).not.toMatch(/sqlite|syntax error|    at /i);
  }
  const database = openDatabase(join(stage.folder, 'supportmail.db'));
  expect(database.prepare('SELECT count(*) FROM tickets').pluck().get()).toBe(1);
  expect(database.prepare('SELECT count(*) FROM messages').pluck().get()).toBe(2);
  database.close();
});

test('fifty messages before a ticket exists provoke one question', { timeout: 60_000 }, async () => {
  stage = await setStage({ tickets: ['confirm: true'] });
  await stage.startBot();
  const [mia] = stage.world.members;
  mia.dm('Hello');
  await stage.until(() => readDms(mia).length === 2);
  const before = stage.sandbox.traffic.exchanges.length;
  for (let count = 0; count < 50; count += 1) mia.dm(`and ${count}`);
  const [, question] = mia.dmMessages();
  if (question === undefined) throw new Error('There is no question');
  await mia.press(question, 'Send');
  await stage.until(
    () => stage.posts()[0]?.messages.length === 52,
    () => stage.posts()[0]?.messages.length,
  );
  const asked = stage.sandbox.traffic.exchanges.slice(before);
  const toMia = asked.filter(
    ({ method, path }) => method === 'POST' && path.startsWith(`/channels/${question.channelId}/messages`),
  );
  expect(toMia.map(({ body }) => body)).toEqual([]);
});

test('the token is in no file that the bot or the command line writes', async () => {
  stage = await setStage();
  await stage.startBot();
  const { token } = stage.world.application;
  const [mia] = stage.world.members;
  mia.dm('Hello');
  await stage.until(() => stage.posts().find(({ messages }) => messages.length === 2));
  const options = { cwd: stage.folder, env: { DISCORD_TOKEN: token } };
  for (const argv of [
    ['db', 'backup', 'copy.db'],
    ['tickets', 'show', '1', '--json'],
    ...['html', 'json', 'md'].map((format) => ['tickets', 'export', '1', '--attachments', '--format', format]),
    ['config', 'show'],
    ['person', 'export', mia.id],
  ]) {
    const { out, err } = await run([...argv, '--config', stage.configPath], options);
    expect(out + err).not.toContain(token);
  }
  const files = readdirSync(stage.folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.map(({ name }) => name)).toContain('copy.db');
  for (const { parentPath, name } of files) {
    expect([name, readFileSync(join(parentPath, name)).includes(token)]).toEqual([name, false]);
  }
});
