import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { permissions } from '../../src/sandbox/permissions.ts';
import { createPerson, posts } from '../../src/sandbox/scenario.ts';
import type { Person } from '../../src/sandbox/scenario/types.ts';
import type { Role } from '../../src/sandbox/world/nouns.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { reactionsOn, readDms, setStage, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';
import { endProcesses, startBot } from '../support/start-process.ts';

afterAll(endProcesses);

let stage: Stage;
let mia: Person;
let robin: Person;
let post: string;

const copies = (): string[] => readDms(mia).filter((text) => text.startsWith('-# '));
const inPost = (id = post): string[] =>
  (stage.posts().find((one) => one.id === id)?.messages ?? []).map(shown).filter((text) => text.startsWith('-# '));
const botRole = (): Role => {
  const role = [...stage.world.server.guild.roles.values()].find(({ botId }) => botId !== null);
  if (role === undefined) throw new Error('The bot has no role.');
  return role;
};
const hide = (): void => stage.world.server.deny(stage.world.forum.id, botRole(), permissions.viewChannel);
const show = (): void =>
  stage.world.server.allow(
    stage.world.forum.id,
    botRole(),
    permissions.viewChannel |
      permissions.sendMessages |
      permissions.sendMessagesInThreads |
      permissions.readMessageHistory,
  );
/** What Discord refused so far, of which it counts. */
const invalid = (): number =>
  stage.sandbox.traffic.exchanges.filter(({ status }) => status === 401 || status === 403 || status === 429).length;

async function openTicket(): Promise<void> {
  mia.dm('Hello');
  await stage.until(() => mia.dmMessages().length === 2);
  post = stage.posts()[0]?.id ?? '';
}

beforeEach(async () => {
  stage = await setStage({ patienceMs: 60_000 });
  [mia] = stage.world.members;
  [robin] = stage.world.staff;
});
afterEach(() => stage.stop());

describe('a post that somebody deletes', () => {
  test('ends its ticket; the user hears nothing of it, and their next message opens a new one', async () => {
    await stage.startBot();
    await openTicket();
    robin.deletePost(post);
    await stage.until(() => stage.posts().length === 0);
    const next = mia.dm('Are you there?');
    await stage.until(() => mia.dmMessages().length === 4);
    expect(readDms(mia).map((text) => text.split(' ')[0])).toEqual(['Hello', '✉️', 'Are', '✉️']);
    expect(stage.posts().map(({ title }) => title)).toEqual(['#2 · Mia']);
    expect(reactionsOn(next)).toEqual([]);
  });

  test('while the bot was killed ends it all the same, and who wrote meanwhile is told or heard', async () => {
    const first = startBot(stage);
    await first.says('Ready:');
    await openTicket();
    first.signal('SIGKILL');
    await first.end(10_000);
    robin.deletePost(post);
    mia.dm('Are you there?');
    const second = startBot(stage);
    await second.says('Ready:');
    await stage.until(() => stage.posts().length === 1 || readDms(mia).some((text) => text.startsWith('❌')));
    mia.dm('Hello again');
    await stage.until(() => stage.posts().some(({ messages }) => messages.map(shown).includes('-# Mia\nHello again')));
    const answered = readDms(mia).filter((text) => text.startsWith('❌')).length;
    const arrived = stage.posts().flatMap(({ messages }) => messages.map(shown));
    expect(answered + arrived.filter((text) => text === '-# Mia\nAre you there?').length).toBe(1);
    second.signal('SIGTERM');
    await second.end(10_000);
  });

  test('of somebody else means nothing', async () => {
    await stage.startBot();
    await openTicket();
    const other = robin.post(stage.world.forum.id, 'Rota', 'Who works when');
    robin.deletePost(other.id);
    const message = mia.dm('Are you there?');
    await stage.until(() => reactionsOn(message).length === 1);
    expect(inPost()).toEqual(['-# Mia\nHello', '-# Mia\nAre you there?']);
  });
});

describe('a forum that the bot may no longer view', () => {
  test('keeps everything waiting; both sides go on where they were when it may again', async () => {
    await stage.startBot();
    await openTicket();
    const before = invalid();
    hide();
    const [one, two] = [mia.dm('One'), mia.dm('Two')];
    robin.write(post, 'An answer');
    await stage.until(() => stage.sandbox.traffic.exchanges.some(({ status }) => status === 403));
    await new Promise((resolve) => {
      setTimeout(resolve, 300);
    });
    expect(invalid() - before).toBeLessThanOrEqual(3);
    expect(inPost()).toEqual(['-# Mia\nHello']);
    show();
    await stage.until(() => reactionsOn(one).length + reactionsOn(two).length === 2 && copies().length === 1);
    expect(inPost()).toEqual(['-# Mia\nHello', '-# Mia\nOne', '-# Mia\nTwo']);
    expect(copies()).toEqual(['-# Robin · Lantern Games\nAn answer']);
    expect(readDms(mia).filter((text) => text.startsWith('❌'))).toEqual([]);
  });

  test(
    'is asked about at the start: nothing is tried for fifty tickets, and all go on',
    { timeout: 120_000 },
    async () => {
      await stage.startBot();
      const users = Array.from({ length: 50 }, (_, index) => {
        const person = createPerson(stage.sandbox, { username: `user${index}` });
        stage.world.server.addMember(person);
        return person;
      });
      for (const user of users) user.dm('Hello');
      await stage.until(() => users.every((user) => user.dmMessages().length === 2));
      hide();
      stage.sandbox.traffic.clear();
      await stage.restartBot();
      for (const user of users) user.dm('Anyone?');
      await new Promise((resolve) => {
        setTimeout(resolve, 1000);
      });
      expect(invalid()).toBeLessThanOrEqual(5);
      show();
      await stage.until(() =>
        users.every((user) => user.dmMessages().some((message) => reactionsOn(message).includes('✅'))),
      );
      expect(stage.posts().filter(({ messages }) => messages.length === 3)).toHaveLength(50);
    },
  );
});

test('an outage of the server pauses it; what users write meanwhile arrives afterwards', async () => {
  await stage.startBot();
  await openTicket();
  stage.world.server.setAvailable(false);
  stage.sandbox.traffic.clear();
  mia.dm('One');
  await new Promise((resolve) => {
    setTimeout(resolve, 300);
  });
  expect(stage.sandbox.traffic.exchanges).toEqual([]);
  robin.write(post, 'An answer');
  stage.world.server.setAvailable(true);
  await stage.until(() => inPost().length === 2 && copies().length === 1);
  expect(inPost()).toEqual(['-# Mia\nHello', '-# Mia\nOne']);
});

test('a bot that is thrown out and invited again goes on, with its commands', async () => {
  await stage.startBot();
  await openTicket();
  const { server, application } = stage.world;
  const role = botRole();
  server.removeMember(application.botUser);
  robin.write(post, 'An answer');
  await new Promise((resolve) => {
    setTimeout(resolve, 300);
  });
  stage.sandbox.traffic.clear();
  server.addMember({ id: application.botUser.id } as Person, { roles: [role] });
  await stage.until(() => copies().length === 1);
  await stage.until(() =>
    stage.sandbox.traffic.exchanges.some(({ method, path }) => method === 'PUT' && path.endsWith('/commands')),
  );
  expect(copies()).toEqual(['-# Robin · Lantern Games\nAn answer']);
});

test('a forum that is deleted pauses all; another one that is configured takes new tickets, and the old ones end', async () => {
  await stage.startBot();
  await openTicket();
  const { server, forum, supportRole, managerRole } = stage.world;
  server.deleteChannel(forum.id);
  const waiting = mia.dm('Are you there?');
  await new Promise((resolve) => {
    setTimeout(resolve, 300);
  });
  expect(readDms(mia)).toHaveLength(3);
  const database = openDatabase(`${stage.folder}/supportmail.db`);
  expect(database.prepare('SELECT status FROM tickets').pluck().all()).toEqual(['open']);
  database.close();

  const other = server.addForum({ name: 'tickets', visibleTo: [supportRole, managerRole, botRole()] });
  writeFileSync(stage.configPath, readFileSync(stage.configPath, 'utf8').replace(forum.id, other.id));
  await stage.restartBot();
  await stage.until(() => reactionsOn(waiting).length === 1);
  expect(reactionsOn(waiting)).toEqual(['❌']);
  expect(readDms(mia).at(-1)).toContain('could not be delivered');
  mia.dm('Hello again');
  await stage.until(() => posts(stage.sandbox, other.id).length === 1);
  await stage.until(() => readDms(mia).at(-1)?.startsWith('✉️'));
});
