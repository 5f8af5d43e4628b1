import { expect, test } from 'vitest';
import { allPermissions, may, permissions, permissionsIn } from '../../src/sandbox/permissions.ts';
import { createPerson, createServer } from '../../src/sandbox/scenario.ts';
import { createForum, setOverwrite } from '../../src/sandbox/world/guilds.ts';
import { createWorld } from '../../src/sandbox/world/world.ts';

const { viewChannel, sendMessages, administrator, manageThreads } = permissions;

function build() {
  const sandbox = { world: createWorld(() => Date.UTC(2026, 10, 22)) };
  const server = createServer(sandbox, { name: 'Test' });
  const staff = server.addRole({ name: 'Staff', permissions: manageThreads });
  const forum = server.addForum({ name: 'tickets', visibleTo: [staff] });
  const person = createPerson(sandbox, { username: 'mia' });
  return { ...sandbox, server, staff, forum, person };
}

test('a private forum is invisible to those without the role, and then nothing is allowed in it', () => {
  const { world, server, forum, person } = build();
  server.addMember(person);
  expect(permissionsIn(world, person.id, forum)).toBe(0n);
});

test('a role that an overwrite lets in sees it and keeps the permissions of its roles', () => {
  const { world, server, staff, forum, person } = build();
  server.addMember(person, { roles: [staff] });
  expect(may(world, person.id, forum, viewChannel | sendMessages | manageThreads)).toBe(true);
});

test('of several roles, an allow wins over a deny; the overwrite for a member wins over both', () => {
  const { world, server, staff, forum, person } = build();
  const quiet = server.addRole({ name: 'Quiet' });
  server.addMember(person, { roles: [staff, quiet] });
  setOverwrite(world, forum, { id: quiet.id, type: 0, allow: 0n, deny: sendMessages });
  expect(may(world, person.id, forum, sendMessages)).toBe(true);
  setOverwrite(world, forum, { id: person.id, type: 1, allow: 0n, deny: sendMessages });
  expect(may(world, person.id, forum, sendMessages)).toBe(false);
});

test('owner and administrators may do everything, strangers nothing', () => {
  const { world, server, forum, person } = build();
  expect(permissionsIn(world, server.owner.id, forum)).toBe(allPermissions);
  expect(permissionsIn(world, person.id, forum)).toBe(0n);
  const admin = server.addRole({ name: 'Admin', permissions: administrator });
  server.addMember(person, { roles: [admin] });
  expect(permissionsIn(world, person.id, forum)).toBe(allPermissions);
});

test("seeing channels in the server doesn't help where @everyone is denied it in the channel", () => {
  const { world, server, forum, person } = build();
  const viewer = server.addRole({ name: 'Viewer', permissions: viewChannel });
  server.addMember(person, { roles: [viewer] });
  expect(may(world, person.id, forum, viewChannel)).toBe(false);
  const open = createForum(world, server.guild, { name: 'open' });
  expect(may(world, person.id, open, viewChannel)).toBe(true);
});
