import type { APIGuildMember, APIUser, GuildMemberFlags } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { toMember, toPerson } from '../../src/discord/people.ts';
import type { ServerId } from '../../src/ticket/ticket.ts';

const user = (changes: Partial<APIUser> = {}): APIUser => ({
  id: '200000000000000001',
  username: 'mia',
  discriminator: '0',
  global_name: 'Mia',
  avatar: null,
  ...changes,
});

describe('a person is called', () => {
  test('by their name in the server, else their display name, else their username', () => {
    expect(toPerson(user(), 'Captain Mia').name).toBe('Captain Mia');
    expect(toPerson(user(), null).name).toBe('Mia');
    expect(toPerson(user()).name).toBe('Mia');
    expect(toPerson(user({ global_name: null })).name).toBe('mia');
  });

  test('by the same name as a member', () => {
    expect(toMember(serverId, member({ nick: 'Captain Mia' })).name).toBe('Captain Mia');
    expect(toMember(serverId, member()).name).toBe('Mia');
    expect(toMember(serverId, member({ user: user({ global_name: null }) })).name).toBe('mia');
  });
});

test('an avatar has an address, also an animated one', () => {
  expect(toPerson(user()).avatarUrl).toBeNull();
  expect(toPerson(user({ avatar: 'a_0123456789abcdef' })).avatarUrl).toBe(
    'https://cdn.discordapp.com/avatars/200000000000000001/a_0123456789abcdef.png',
  );
});

describe('a member', () => {
  test('has roles and the instant of joining', () => {
    expect(toMember(serverId, member({ roles: ['1', '2'] }))).toEqual({
      serverId,
      userId: '200000000000000001',
      name: 'Mia',
      joinedAt: Date.UTC(2026, 0, 2, 3, 4, 5),
      roleIds: ['1', '2'],
    });
  });

  test('who is only a guest has no instant of joining', () => {
    expect(toMember(serverId, member({ joined_at: null })).joinedAt).toBeNull();
  });
});

const serverId = '900' as ServerId;

function member(changes: Partial<APIGuildMember> = {}): APIGuildMember {
  const flags = 0 as GuildMemberFlags;
  return {
    user: user(),
    roles: [],
    joined_at: '2026-01-02T03:04:05.000Z',
    deaf: false,
    mute: false,
    flags,
    ...changes,
  };
}
