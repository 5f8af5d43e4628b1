import { PermissionFlagsBits as bits } from 'discord.js';
import { describe, expect, test } from 'vitest';
import type { Config, ServerConfig } from '../../src/config/schema.ts';
import { rulesFor, settingsFor } from '../../src/wiring/settings.ts';
import { loadText, VALID } from '../config/load-text.ts';

/** The least configuration, with these lines for its server. */
function configured(...lines: readonly string[]): { config: Config; server: ServerConfig } {
  const { config } = loadText(VALID + lines.map((line) => `    ${line}\n`).join(''));
  const [server] = config.servers;
  if (server === undefined) throw new Error('There is no server');
  return { config, server };
}

const heard = { serverName: 'Lantern Games', botMentions: ['<@1>'], forumFileLimit: 10_485_760 };
const rulesWith = (...lines: readonly string[]) => {
  const { config, server } = configured(...lines);
  return rulesFor(config, server, { ...heard, readsContent: true });
};
const staffWith = (...lines: readonly string[]) => {
  const { config, server } = configured(...lines);
  return settingsFor(config, server).staff;
};

test('without a word in the file, tickets are as the defaults say', () => {
  expect(rulesWith()).toEqual({
    serverId: '123456789012345678',
    serverName: 'Lantern Games',
    language: 'en',
    userLanguage: 'en',
    botMentions: ['<@1>'],
    ticketsEnabled: true,
    pause: null,
    flood: { tickets: 10, withinMs: 60_000 },
    isFlooded: false,
    confirms: false,
    categories: [],
    hours: null,
    panel: {
      title: null,
      description: null,
      color: null,
      image: null,
      button: { label: null, emoji: null, style: 'primary' },
    },
    maxOpen: 1,
    minAccountAgeMs: 0,
    minMembershipMs: 0,
    offersAnonymity: false,
    readsContent: true,
    autoForward: true,
    allowedBots: [],
    words: {
      edited: 'edited',
      deletedByUser: 'deleted by the user',
      unreadable: '(a message without anything that can be shown here)',
      outside: 'From the staff of Lantern Games · belongs to no ticket; an answer opens one',
    },
    dmOpening: { perMinute: 6, perHour: 30 },
    receipts: true,
    tellsBarred: true,
    immune: [],
    userFiles: 'media',
    forumFileLimit: 10_485_760,
    notePrefix: '//',
    anonymousReplies: 'optional',
    staffAlias: 'Staff',
    postTitle: ['#', { placeholder: 'ticket.id' }, ' · ', { placeholder: 'user.name' }],
    creationMessage: null,
    closeMessage: null,
    feedback: null,
    pings: [],
    autoArchiveMinutes: 10_080,
    graceMs: 10 * 60_000,
    remindAfterMs: null,
    closeAfterMs: null,
    reopenWithinMs: 30 * 24 * 60 * 60_000,
  });
});

test('what the file says is what decisions depend on', () => {
  const tickets = [
    'enabled: false',
    'receipts: false',
    'note_prefix: "#"',
    'anonymous_replies: always',
    'staff_alias: Harbour team',
    'post_title: "{user.name}"',
    'creation_message: "Hello {user.mention}"',
    'close_message: "Bye from {staff.name}"',
    'ping: [{ role: 345678901234567890 }, { user: 456789012345678901 }]',
  ];
  expect(rulesWith('tickets:', ...tickets.map((line) => `  ${line}`))).toMatchObject({
    ticketsEnabled: false,
    receipts: false,
    notePrefix: '#',
    anonymousReplies: 'always',
    staffAlias: 'Harbour team',
    postTitle: [{ placeholder: 'user.name' }],
    creationMessage: ['Hello ', { placeholder: 'user.mention' }],
    closeMessage: ['Bye from ', { placeholder: 'staff.name' }],
    pings: [{ role: '345678901234567890' }, { user: '456789012345678901' }],
  });
});

test('a time of nothing is none', () => {
  expect(rulesWith('tickets: { inactivity: { remind_after: 2d, close_after: 0s } }')).toMatchObject({
    remindAfterMs: 2 * 24 * 60 * 60_000,
    closeAfterMs: null,
  });
});

test('where Discord shows only what mentions the bot, nothing is forwarded by itself, whatever the file says', () => {
  const { config, server } = configured('tickets:', '  auto_forward: true');
  const withContent = rulesFor(config, server, { ...heard, readsContent: true });
  const without = rulesFor(config, server, { ...heard, readsContent: false });
  expect(withContent).toMatchObject({ autoForward: true, readsContent: true });
  expect(without).toEqual({ ...withContent, autoForward: false, readsContent: false });
});

test.each([
  ['1h', 60],
  ['1d', 1440],
  ['3d', 4320],
  ['7d', 10_080],
])('a post that sleeps after %s is made with %i minutes', (text, minutes) => {
  expect(rulesWith('tickets:', `  auto_archive: ${text}`).autoArchiveMinutes).toBe(minutes);
});

describe('staff are', () => {
  test('those with the usual permissions, to whom alone Discord shows the commands', () => {
    expect(staffWith()).toEqual({
      roleIds: [],
      permissions: [bits.ModerateMembers, bits.ManageGuild],
      shownToPermission: bits.ModerateMembers,
    });
  });

  test('those with a role of staff or managers; the commands are shown to all then, for Discord knows permissions only', () => {
    expect(staffWith('staff: { roles: [345678901234567890] }', 'managers: { roles: [456789012345678901] }')).toEqual({
      roleIds: ['345678901234567890', '456789012345678901'],
      permissions: [bits.ModerateMembers, bits.ManageGuild],
      shownToPermission: null,
    });
  });

  test('those with other permissions, where the file says so', () => {
    expect(staffWith('staff: { permission: KickMembers }', 'managers: { permission: Administrator }')).toMatchObject({
      permissions: [bits.KickMembers, bits.Administrator],
      shownToPermission: bits.KickMembers,
    });
  });
});

test('managers are those with one of their roles, or their permission', () => {
  const managersWith = (...lines: readonly string[]) => {
    const { config, server } = configured(...lines);
    return settingsFor(config, server).managers;
  };
  expect(managersWith()).toEqual({
    roleIds: [],
    permissions: [bits.ManageGuild],
    shownToPermission: bits.ManageGuild,
  });
  expect(managersWith('managers: { roles: [456789012345678901] }')).toEqual({
    roleIds: ['456789012345678901'],
    permissions: [bits.ManageGuild],
    shownToPermission: null,
  });
});

test('the Discord side knows the server and its forum', () => {
  const { config, server } = configured();
  expect(settingsFor(config, server)).toMatchObject({
    id: '123456789012345678',
    forumId: '234567890123456789',
    language: 'en',
  });
});

test('tags for ratings are made where somebody may switch feedback on', () => {
  const tagsWith = (...lines: readonly string[]): boolean => {
    const { config, server } = configured(...lines);
    return settingsFor(config, server).ratingTags;
  };
  const fixed = 'managers: { may_override: false }';
  expect(tagsWith()).toBe(false);
  expect(tagsWith('feedback: { rating_tags: true }')).toBe(true);
  expect(tagsWith('feedback: { rating_tags: true }', fixed)).toBe(false);
  expect(tagsWith('feedback: { enabled: true, rating_tags: true }', fixed)).toBe(true);
});
