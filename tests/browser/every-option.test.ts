import { describe, expect, test } from 'vitest';
import { knownCommands, knownMenus } from '../support/every-use.ts';
import { doByHand } from './by-hand/doing.ts';
import { inATicket } from './by-hand/in-a-ticket.ts';
import { settings } from './by-hand/settings.ts';
import { twoServers } from './by-hand/two-servers.ts';
import { describeDemo } from './demo-stage.ts';

const tried = [...inATicket, ...settings, ...twoServers];
const sessionMs = 120_000;

/** `/name`, and each of its options. */
const withOptions = (name: string, options: readonly string[]): string[] => [
  `/${name}`,
  ...options.map((option) => `/${name} ${option}`),
];

describe('on the demo’s page', () => {
  test('every command is tried with each of its options, and no other', () => {
    const known = knownCommands().flatMap(({ name, options }) =>
      withOptions(
        name,
        options.map((one) => one.name),
      ),
    );
    const used = tried.flatMap((one) =>
      'command' in one ? withOptions(one.command, Object.keys(one.options ?? {})) : [],
    );
    expect([...new Set(used)].toSorted()).toEqual(known.toSorted());
  });

  test('every command in the menu of a message or a name is tried', () => {
    const used = tried.flatMap((one) => ('menu' in one ? [one.menu] : []));
    expect([...new Set(used)].toSorted()).toEqual(knownMenus().toSorted());
  });
});

describeDemo('every command by hand, with every option', (stage) => {
  test('in a ticket', { timeout: sessionMs }, () => doByHand(stage, inATicket));
  test('settings and the blacklist', { timeout: sessionMs }, () => doByHand(stage, settings));
  test('with two servers, and a member’s own', { timeout: sessionMs }, () => doByHand(stage, twoServers));
});
