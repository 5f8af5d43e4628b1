import { PermissionFlagsBits as bits } from 'discord.js';
import { expect, test } from 'vitest';
import { mayUse, permissionBit } from '../../src/discord/settings.ts';

const staff = {
  roleIds: ['10', '11'],
  permissions: [bits.ModerateMembers, bits.ManageGuild],
  shownToPermission: null,
};
const nobody = { roleIds: [], permissions: [], shownToPermission: null };
const server = { id: '1', forumId: '2', language: 'en', ratingTags: false, categoryTags: [], staff, managers: nobody };
const member = (roles: readonly string[], held: bigint) => ({ roles, permissions: String(held) });

test.each([
  ['nobody in particular', [], 0n, false],
  ['somebody with another role', ['12'], bits.SendMessages | bits.ManageMessages, false],
  ['whoever has one of the roles', ['12', '11'], 0n, true],
  ['whoever has one of the permissions', [], bits.SendMessages | bits.ModerateMembers, true],
  ['whoever has the other', [], bits.ManageGuild, true],
  ['an administrator', [], bits.Administrator, true],
] as const)('%s', (_who, roles, held, expected) => {
  expect(mayUse(member(roles, held), 'staff', server)).toBe(expected);
});

test('permissions beyond what a number can hold are read without loss', () => {
  const high = { ...server, staff: { ...staff, permissions: [1n << 62n] } };
  expect(mayUse(member([], 1n << 62n), 'staff', high)).toBe(true);
  expect(mayUse(member([], (1n << 62n) - 1n), 'staff', high)).toBe(true);
  expect(mayUse(member([], 1n << 61n), 'staff', high)).toBe(false);
});

test('without roles and permissions only administrators are staff', () => {
  const closed = { ...server, staff: nobody };
  expect(mayUse(member(['10'], bits.ManageGuild), 'staff', closed)).toBe(false);
  expect(mayUse(member([], bits.Administrator), 'staff', closed)).toBe(true);
});

test('what is for managers isn’t for staff, and what is for everyone is for all', () => {
  const moderator = member(['10'], bits.ModerateMembers);
  expect(mayUse(moderator, 'managers', server)).toBe(false);
  expect(mayUse(moderator, 'managers', { ...server, managers: { ...nobody, roleIds: ['10'] } })).toBe(true);
  expect(mayUse(member([], 0n), 'everyone', server)).toBe(true);
});

test('a permission is known by its name', () => {
  expect(permissionBit('ModerateMembers')).toBe(1n << 40n);
  expect(() => permissionBit('MakeCoffee')).toThrow('Discord has no permission called MakeCoffee');
});
