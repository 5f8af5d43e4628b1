import { beforeEach, afterEach, expect, test } from 'vitest';
import { badGateway } from '../../src/sandbox/faults.ts';
import { permissions } from '../../src/sandbox/permissions.ts';
import { connectServers } from '../support/connected.ts';
import type { Connected } from '../support/connected.ts';

const route = '/applications/{application_id}/guilds/{guild_id}/commands';

let connected: Connected;
beforeEach(async () => {
  connected = await connectServers();
});
afterEach(() => connected.stop());

const everybodys = ['create-ticket', 'help', 'preferences'];
const ofStaff = [
  'blacklist',
  'claim',
  'close',
  'close-request',
  'contact',
  'note',
  'reopen',
  'send',
  'snippet',
  'ticket',
  'unclaim',
  'watch',
];
const registrations = (): number => connected.stage.sandbox.traffic.count('PUT', route);
const offered = (who: 'staff' | 'manager'): string[] => {
  const { world } = connected.stage;
  const person = who === 'manager' ? world.manager : world.staff[0];
  return person.offeredCommands({ channelId: world.lounge.id }).map(({ name }) => name);
};

test('commands are registered with the server, and Discord offers them to whom they are shown', async () => {
  await connected.servers.setUp();
  expect(offered('staff')).toEqual(everybodys);
  const { server, staff } = connected.stage.world;
  const moderators = server.addRole({ name: 'Moderators', permissions: 1n << 40n });
  server.addMember(staff[0], { roles: [moderators] });
  expect(offered('staff')).toEqual([...everybodys, ...ofStaff]);
  server.changeRole(moderators, { permissions: 1n << 5n });
  expect(offered('staff')).toEqual([...everybodys, 'config']);
});

test('commands and menus are described in the language of whoever is offered them, else in the server’s', async () => {
  await connected.servers.setUp();
  const { server, staff, lounge } = connected.stage.world;
  const [robin] = staff;
  server.addMember(robin, { roles: [server.addRole({ name: 'Moderators', permissions: 1n << 40n })] });
  const message = robin.write(lounge.id, 'Hello');
  const seen = (locale: string): readonly (string | undefined)[] => {
    robin.speak(locale);
    const close = robin.offeredCommands({ channelId: lounge.id }).find(({ name }) => name === 'close');
    const [comment] = close?.options ?? [];
    return [close?.description, comment?.description, robin.offeredMenus(message)[0]];
  };
  expect(seen('de')).toEqual([
    'Dieses Ticket schließen',
    'Warum, oder was daraus wurde; steht im Beitrag',
    'An Nutzer senden',
  ]);
  expect(seen('fr')[0]).toBe('Fermer ce ticket');
  const english = ['Close this ticket', 'Why, or what came of it; shown in the post', 'Send to user'];
  expect([seen('en-GB'), seen('ja')]).toEqual([english, english]);
});

test('what is for everybody is offered in the DM as well, in the language of whoever reads it', async () => {
  await connected.servers.setUp();
  const [mia] = connected.stage.world.members;
  mia.speak('de');
  const names = mia.offeredCommands({ dm: true }).map(({ name, description }) => `${name}: ${description}`);
  expect(names).toEqual([
    'create-ticket: Dem Team dieses Servers schreiben',
    'help: Wie du das Team erreichst, und deine offenen Unterhaltungen',
    'preferences: Was dir lieber ist',
  ]);
});

test('a second time there is nothing to ask of Discord', async () => {
  await connected.servers.setUp();
  await connected.servers.setUp();
  expect(registrations()).toBe(1);
  expect(connected.stage.sandbox.traffic.count('PUT', '/applications/{application_id}/commands')).toBe(1);
});

test('a registration that fails is told, and tried again the next time', async () => {
  connected.stage.sandbox.faults.add({ route, when: 'before', effect: badGateway() });
  await connected.servers.setUp();
  expect(connected.problems).toEqual([
    `The commands of server ${connected.stage.world.server.id} can't be registered: Discord answered 502.`,
  ]);
  await connected.servers.setUp();
  expect(registrations()).toBe(2);
  expect(connected.problems).toHaveLength(1);
});

test('a forum in which the bot lacks the permission to make tags is told, and the rest goes on', async () => {
  const { world } = connected.stage;
  const botRole = [...world.server.guild.roles.values()].find(
    ({ name }) => name === world.application.application.name,
  );
  if (botRole === undefined) throw new Error('The bot has no role of its own');
  botRole.permissions &= ~permissions.manageChannels;
  await connected.servers.setUp();
  expect(connected.problems).toEqual([
    `The forum tags of ${world.forum.id} can't be created: the bot lacks the permission.`,
  ]);
  expect(registrations()).toBe(1);
});

test("a server's name is remembered for the time before Discord tells it", () => {
  const { servers, facts, stage } = connected;
  expect(servers.heardOf(stage.world.server.id).serverName).toBe('Lantern Games');
  expect(facts.get(`server-name/${stage.world.server.id}`)).toBe('Lantern Games');
  expect(servers.heardOf('1').serverName).toBe('1');
});
