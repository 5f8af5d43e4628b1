import { GatewayDispatchEvents } from 'discord.js';
import type { GatewayDispatchPayload } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createRights } from '../../src/discord/rights.ts';
import { permissions, permissionsIn } from '../../src/sandbox/permissions.ts';
import { connectServers } from '../support/connected.ts';
import type { Connected } from '../support/connected.ts';

describe("the bot's permissions in its forum are those that Discord computes", () => {
  let connected: Connected;
  beforeEach(async () => {
    connected = await connectServers();
  });
  afterEach(() => connected.stop());

  /** Both views, once the bot has heard everything. */
  async function both(): Promise<readonly [ours: bigint | null, discords: bigint]> {
    const { stage, servers, events } = connected;
    const { world, sandbox } = stage;
    const heard = events.length;
    // Events come in order: what this one tells came last.
    world.server.changeRole(world.supportRole, { mentionable: heard % 2 === 0 });
    await stage.until(() => events.length > heard && events.at(-1) === GatewayDispatchEvents.GuildRoleUpdate);
    const forum = sandbox.world.channels.get(world.forum.id) ?? world.forum;
    const discords = permissionsIn(sandbox.world, world.application.botUser.id, forum);
    return [servers.permissionsIn(world.forum.id), discords];
  }

  test('from the start, and after each change of roles, of the bot’s own roles, and of the forum', async () => {
    const { server, forum, application, supportRole } = connected.stage.world;
    const bot = { userId: application.botUser.id };
    const changes: readonly (() => void)[] = [
      () => {},
      () => server.deny(forum.id, bot, permissions.sendMessagesInThreads | permissions.addReactions),
      () => server.deny(forum.id, bot, 0n),
      () => server.allow(forum.id, supportRole, permissions.viewChannel | permissions.mentionEveryone),
      () => server.changeMember(application.botUser, { roles: [supportRole] }),
      () => server.changeRole(supportRole, { permissions: permissions.manageThreads }),
      () => server.changeRole(supportRole, { permissions: permissions.manageThreads | permissions.manageWebhooks }),
      () => {
        const other = server.addRole({ name: 'Other', permissions: permissions.manageGuild });
        server.changeMember(application.botUser, { roles: [supportRole, other] });
        server.deleteRole(other);
      },
    ];
    const seen = new Set<bigint>();
    for (const change of changes) {
      change();
      const [ours, discords] = await both();
      expect(ours).toBe(discords);
      seen.add(discords);
    }
    expect(seen.size).toBeGreaterThanOrEqual(5);
  });

  test('an administrator may everything', async () => {
    const { server, application, supportRole, forum } = connected.stage.world;
    server.changeRole(supportRole, { permissions: permissions.administrator });
    server.changeMember(application.botUser, { roles: [supportRole] });
    server.deny(forum.id, { userId: application.botUser.id }, permissions.viewChannel);
    const [ours, discords] = await both();
    expect((ours ?? 0n) & discords).toBe(discords);
  });
});

test('are not known before Discord has told who the bot is, and of a forum that nobody watches', () => {
  const rights = createRights(new Set(['800']));
  const packet = (t: GatewayDispatchEvents, d: unknown): GatewayDispatchPayload => ({ op: 0, s: 1, t, d }) as never;
  const channels = ['800', '801'].map((id) => ({ id, permission_overwrites: [] }));
  const roles = [{ id: '900', permissions: '1024' }];
  expect(rights.inForum('800')).toBeNull();
  rights.take(packet(GatewayDispatchEvents.GuildCreate, { id: '900', roles, channels, members: [] }));
  expect(rights.inForum('800')).toBeNull();
  rights.take(packet(GatewayDispatchEvents.Ready, { user: { id: '1' } }));
  rights.take(
    packet(GatewayDispatchEvents.GuildCreate, {
      id: '900',
      roles,
      channels,
      members: [{ user: { id: '1' }, roles: [] }],
    }),
  );
  expect([rights.inForum('800'), rights.inForum('801')]).toEqual([1024n, null]);
});
