import { ApplicationFlags as flags, GatewayIntentBits } from 'discord.js';
import type { REST } from 'discord.js';
import { expect, test } from 'vitest';
import { askPrivileges, intentsFor } from '../../src/discord/privileges.ts';

/** Answers as Discord does to an application with these flags. */
const portalWith = (set: number): Pick<REST, 'request'> => ({ request: () => Promise.resolve({ flags: set }) });

test.each([
  ['none', 0, false, false],
  ['the whole intents', flags.GatewayMessageContent | flags.GatewayGuildMembers, true, true],
  ['the one for small applications', flags.GatewayMessageContentLimited, true, false],
  ['others', flags.GatewayGuildMembersLimited | flags.GatewayPresence, false, true],
])('of an application with %s switched on, it is known what it hears: %i', async (_, set, messageContent, members) => {
  expect(await askPrivileges(portalWith(set))).toEqual({ messageContent, members });
});

test('an intent is asked for only where Discord lets the application have it', () => {
  const { MessageContent, GuildMembers } = GatewayIntentBits;
  expect(intentsFor({ messageContent: true, members: false })).toEqual([MessageContent]);
  expect(intentsFor({ messageContent: false, members: true })).toEqual([GuildMembers]);
  expect(intentsFor({ messageContent: false, members: false })).toEqual([]);
});
