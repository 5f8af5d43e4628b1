import { ApplicationFlags as flags, GatewayIntentBits } from 'discord.js';
import type { REST } from 'discord.js';
import { expect, test } from 'vitest';
import { askPrivileges, intentsFor } from '../../src/discord/privileges.ts';

/** Answers as Discord does to an application with these flags. */
const portalWith = (set: number): Pick<REST, 'request'> => ({ request: () => Promise.resolve({ flags: set }) });

test.each([
  ['none', 0, false],
  ['the whole intent', flags.GatewayMessageContent, true],
  ['the one for small applications', flags.GatewayMessageContentLimited, true],
  ['others', flags.GatewayGuildMembersLimited | flags.GatewayPresence, false],
])(
  'of an application with %s switched on, it is known whether it reads messages: %i',
  async (_, set, messageContent) => {
    expect(await askPrivileges(portalWith(set))).toMatchObject({ messageContent });
  },
);

test('an intent is asked for only where Discord lets the application have it', () => {
  expect(intentsFor({ messageContent: true })).toEqual([GatewayIntentBits.MessageContent]);
  expect(intentsFor({ messageContent: false })).toEqual([]);
});
