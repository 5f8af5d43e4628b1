import { PermissionFlagsBits as bits } from 'discord.js';
import { expect, test } from 'vitest';
import { isStaff, permissionBit } from '../../src/discord/settings.ts';

const staff = {
  roleIds: ['10', '11'],
  permissions: [bits.ModerateMembers, bits.ManageGuild],
  shownToPermission: null,
};
const member = (roles: readonly string[], held: bigint) => ({ roles, permissions: String(held) });

test.each([
  ['nobody in particular', [], 0n, false],
  ['somebody with another role', ['12'], bits.SendMessages | bits.ManageMessages, false],
  ['whoever has one of the roles', ['12', '11'], 0n, true],
  ['whoever has one of the permissions', [], bits.SendMessages | bits.ModerateMembers, true],
  ['whoever has the other', [], bits.ManageGuild, true],
  ['an administrator', [], bits.Administrator, true],
] as const)('%s', (_who, roles, held, expected) => {
  expect(isStaff(member(roles, held), staff)).toBe(expected);
});

test('permissions beyond what a number can hold are read without loss', () => {
  expect(isStaff(member([], 1n << 62n), { ...staff, permissions: [1n << 62n] })).toBe(true);
  expect(isStaff(member([], (1n << 62n) - 1n), { ...staff, permissions: [1n << 62n] })).toBe(true);
  expect(isStaff(member([], 1n << 61n), { ...staff, permissions: [1n << 62n] })).toBe(false);
});

test('without roles and permissions only administrators are staff', () => {
  const nobody = { roleIds: [], permissions: [], shownToPermission: null };
  expect(isStaff(member(['10'], bits.ManageGuild), nobody)).toBe(false);
  expect(isStaff(member([], bits.Administrator), nobody)).toBe(true);
});

test('a permission is known by its name', () => {
  expect(permissionBit('ModerateMembers')).toBe(1n << 40n);
  expect(() => permissionBit('MakeCoffee')).toThrow('Discord has no permission called MakeCoffee');
});
