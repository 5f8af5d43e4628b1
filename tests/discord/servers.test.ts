import { afterEach, expect, test } from 'vitest';
import { permissions } from '../../src/sandbox/permissions.ts';
import { connectServers } from '../support/connected.ts';
import type { Connected } from '../support/connected.ts';

let connected: Connected;
afterEach(() => connected.stop());

test('an outage is told once for the server and all that is in it, and so is its end', async () => {
  connected = await connectServers();
  const { stage, servers, losses } = connected;
  await servers.setUp();
  stage.world.server.setAvailable(false);
  await stage.until(() => losses.length > 0);
  stage.world.server.setAvailable(true);
  await stage.until(() => losses.length > 2);
  expect(losses).toEqual([
    'The server "Lantern Games" is out of reach: the bot was thrown out, or Discord has an outage. What is for it waits; other servers go on.',
    'server is back',
    'forum is back',
  ]);
});

test('a forum that may no longer be viewed is told, though the gateway tells of it as before', async () => {
  connected = await connectServers();
  const { stage, servers, losses } = connected;
  const { server, forum } = stage.world;
  await servers.setUp();
  const role = [...server.guild.roles.values()].find(({ botId }) => botId !== null);
  if (role === undefined) throw new Error('The bot has no role.');
  server.deny(forum.id, role, permissions.viewChannel);
  await stage.until(() => losses.length > 0);
  expect(losses).toEqual([
    `The forum ${forum.id} of "Lantern Games" can't be seen any more: was it deleted, or may the bot no longer view it? What is for it waits; other servers go on.`,
  ]);
  expect(servers.isForum(forum.id)).toBe(true);
  expect(servers.sight.isInSight({ what: 'forum', serverId: server.id as never })).toBe(false);
});
