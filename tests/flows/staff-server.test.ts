import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { permissions } from '../../src/sandbox/permissions.ts';
import { createServer, posts, supportBotPermissions } from '../../src/sandbox/scenario.ts';
import type { Server } from '../../src/sandbox/scenario/types.ts';
import { readAnswer } from '../support/open-ticket.ts';
import { readDms, setStage, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

const rights = permissions.manageThreads | permissions.manageMessages;

let stage: Stage;
let harbour: Server;
let crew: Server;
let forums: { games: string; harbour: string };

/** Two communities, whose staff meet in a server of their own, in which both forums are. Robin works for both, Sam for one. */
beforeEach(async () => {
  stage = await setStage();
  const { sandbox, world } = stage;
  harbour = createServer(sandbox, { name: 'Harbour' });
  harbour.addBot(world.application, supportBotPermissions);
  crew = createServer(sandbox, { name: 'Crew' });
  const botRole = crew.addBot(world.application, supportBotPermissions);
  const games = crew.addRole({ name: 'Games', permissions: rights });
  const port = crew.addRole({ name: 'Port', permissions: rights });
  forums = {
    games: crew.addForum({ name: 'games', visibleTo: [games, port, botRole] }).id,
    harbour: crew.addForum({ name: 'harbour', visibleTo: [games, port, botRole] }).id,
  };
  const [robin, sam] = world.staff;
  crew.addMember(robin, { roles: [games, port] });
  crew.addMember(sam, { roles: [games] });
  harbour.addMember(world.members[1]);
  world.server.removeMember(world.members[1]);
  writeFileSync(
    stage.configPath,
    `discord:
  api_url: ${sandbox.apiUrl}
servers:
  - id: ${world.server.id}
    forum: ${forums.games}
    staff: { roles: [${games.id}] }
  - id: ${harbour.id}
    forum: ${forums.harbour}
    language: de
    staff: { roles: [${port.id}] }
`,
  );
  await stage.startBot();
});
afterEach(() => stage.stop());

const postIn = (forum: keyof typeof forums) => stage.until(() => posts(stage.sandbox, forums[forum])[0]);

test('each ticket is in the forum of its server, and commands act on the ticket that they are used on or that they name', async () => {
  const [mia, jonas] = stage.world.members;
  const [robin, sam] = stage.world.staff;
  mia.dm('My lantern went out.');
  await stage.until(() => mia.dmMessages().length === 2);
  jonas.dm('Wo ist mein Boot?');
  await stage.until(() => jonas.dmMessages().length === 2);
  expect(readDms(mia)[1]).toContain('Message sent to **Lantern Games**');
  expect(readDms(jonas)[1]).toContain('Nachricht an **Harbour** gesendet');

  // Sam is no staff of Harbour's, though he sees its posts; Robin is.
  const post = await postIn('harbour');
  const refused = await sam.command('close', {}, { channelId: post.id });
  expect(refused.type === 'message' && refused.ephemeral && shown(refused.message)).toContain('Only staff');
  const answer = await robin.command('close', {}, { channelId: post.id });
  expect(answer.type === 'message' && !answer.ephemeral && shown(answer.message)).toContain('Geschlossen');
  await stage.until(async () => (await postIn('harbour')).archived);

  // By its number, from the post of another server's ticket.
  const other = await robin.command('close', { ticket: 1 }, { channelId: (await postIn('games')).id });
  expect(other.type).toBe('message');
  await stage.until(() => posts(stage.sandbox, forums.games)[0]?.archived);
});

test('tickets of both servers are proposed, to those who are staff of both', async () => {
  const [mia, jonas] = stage.world.members;
  const [robin, sam] = stage.world.staff;
  mia.dm('One');
  await stage.until(() => mia.dmMessages().length === 2);
  jonas.dm('Two');
  await stage.until(() => jonas.dmMessages().length === 2);
  const place = { channelId: (await postIn('games')).id };
  const names = async (person: typeof robin) =>
    (await person.autocomplete('close', 'ticket', '', place)).map(({ name }) => name);
  expect(await names(robin)).toEqual(['#1 · Mia', '#2 · Jonas']);
  expect(await names(sam)).toEqual(['#1 · Mia']);
});

test('a button below what was answered elsewhere acts on the ticket that was named, as its server’s staff may', async () => {
  const [mia, jonas] = stage.world.members;
  const [robin, sam] = stage.world.staff;
  mia.dm('One');
  await stage.until(() => mia.dmMessages().length === 2);
  jonas.dm('Two');
  await stage.until(() => jonas.dmMessages().length === 2);
  await robin.command('close-request', {}, { channelId: (await postIn('harbour')).id, subcommand: 'create' });
  const lounge = crew.addTextChannel({ name: 'lounge' });
  const asked = await robin.command('close', { ticket: 2 }, { channelId: lounge.id });
  if (asked.type !== 'message') throw new Error(asked.type);
  const closed = await robin.press(asked.message, 'Close all the same');
  expect(readAnswer(closed)).toContain('Ticket 2');
  await stage.until(async () => (await postIn('harbour')).archived);
  const refused = await sam.command('ticket', { ticket: 2 }, { channelId: lounge.id, subcommand: 'info' });
  expect(readAnswer(refused)).toContain('Only staff');
});

test('commands are registered once in the server that they share, and a second start registers none', async () => {
  const route = '/applications/{application_id}/guilds/{guild_id}/commands';
  const { traffic } = stage.sandbox;
  await stage.until(() => traffic.count('PUT', route) === 3);
  await stage.restartBot();
  expect(traffic.count('PUT', route)).toBe(3);
});
