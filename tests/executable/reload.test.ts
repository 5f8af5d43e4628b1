import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPerson, createServer, supportBotPermissions } from '../../src/sandbox/scenario.ts';
import { reactionsOn, readDms, setStage } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';
import { endProcesses, logged, startBot } from '../support/start-process.ts';
import type { StartedProcess } from '../support/start-process.ts';

const inForce = 'The configuration was read again, and is in force.';
const ready = 'Ready: direct messages to the bot become tickets.';

let stage: Stage;
let bot: StartedProcess;
beforeEach(async () => {
  stage = await setStage();
  bot = startBot(stage);
  await bot.says('Ready:');
}, 60_000);
afterEach(async () => {
  await endProcesses();
  await stage.stop();
});

function change(rewrite: (text: string) => string): void {
  writeFileSync(stage.configPath, rewrite(readFileSync(stage.configPath, 'utf8')));
  bot.signal('SIGHUP');
}

/** How often the commands were registered. */
const registrations = (): number =>
  stage.sandbox.traffic.exchanges.filter(({ method, path }) => method === 'PUT' && path.endsWith('/commands')).length;

test('what changed holds from then on, in the same session', async () => {
  const logins = (): number => stage.sandbox.traffic.exchanges.filter(({ path }) => path === '/gateway/bot').length;
  const before = logins();
  const registered = registrations();
  change(
    (text) =>
      `${text.replace('    tickets:\n', '    tickets:\n      creation_message: We are on it.\n')}log: { level: debug }\n`,
  );
  await bot.says(inForce);
  const [mia] = stage.world.members;
  mia.dm('Hello');
  await stage.until(() => readDms(mia).some((text) => text.includes('We are on it.')));
  expect(stage.sandbox.gateway.ready).toBe(1);
  expect(logins()).toBe(before);
  expect(registrations()).toBe(registered);
});

test('commands are registered again where they changed', async () => {
  const registered = registrations();
  change((text) => text.replace(/ {4}staff: .*\n/, ''));
  await stage.until(() => registrations() === registered + 1);
});

test('a file with mistakes changes nothing, and each is logged', async () => {
  change((text) => text.replace('    tickets:\n', '    tickets:\n      receipt: false\n      grace: soon\n'));
  await bot.says('The configuration stays as it was.');
  const sentence = logged(bot).find((text) => text.startsWith('The configuration stays'));
  expect(sentence).toContain('There are 2 mistakes in the configuration');
  expect(sentence).toContain('did you mean `receipts`?');
  expect(sentence).toContain('grace');
  const [mia] = stage.world.members;
  mia.dm('Hello');
  await stage.until(() => stage.posts()[0]?.messages.length === 2);
  change((text) => text.replace(/ {6}receipt: .*\n {6}grace: .*\n/, ''));
  await bot.says(inForce);
});

test('what only a start can change is named, and stays as it is', async () => {
  change(
    (text) =>
      `${text.replace('api_url: http', 'token: another-token\n  api_url: http')}database: elsewhere.db\nhttp: { port: 1 }\n`,
  );
  await bot.says(inForce);
  expect(logged(bot).at(-2)).toBe(
    'What changed in `discord.token`, `database`, `http` takes effect when the bot is started again.',
  );
  const [mia] = stage.world.members;
  mia.dm('Hello');
  await stage.until(() => stage.posts()[0]?.messages.length === 2);
});

test('a server that comes in is served, and one that leaves is handled as at a restart', async () => {
  const [mia] = stage.world.members;
  const [robin] = stage.world.staff;
  mia.dm('Hello');
  const { id } = await stage.until(() => stage.posts().find(({ messages }) => messages.length === 2));
  const harbour = createServer(stage.sandbox, { name: 'Harbour' });
  const botRole = harbour.addBot(stage.world.application, supportBotPermissions);
  const forum = harbour.addForum({ name: 'tickets', visibleTo: [botRole] });
  const noah = createPerson(stage.sandbox, { username: 'noah', displayName: 'Noah' });
  harbour.addMember(noah);
  change((text) => text.replace(stage.world.server.id, harbour.id).replace(stage.world.forum.id, forum.id));
  await bot.says('has other servers or forums');
  await stage.until(() => logged(bot).filter((text) => text === ready).length === 2);
  const unheard = robin.write(id, 'Is anybody there?');
  noah.dm('Hello, other server');
  await stage.until(() => readDms(noah).some((text) => text.includes('Message sent')));
  expect(reactionsOn(unheard)).toEqual([]);
  expect(readDms(mia).filter((text) => text.includes('Is anybody there?'))).toEqual([]);
});

test('asked several times at once, and while it ends, it does as it was told last', async () => {
  for (let times = 0; times < 5; times += 1) bot.signal('SIGHUP');
  await bot.says(inForce);
  bot.signal('SIGHUP');
  bot.signal('SIGTERM');
  expect((await bot.end(5_000)).code).toBe(0);
});
