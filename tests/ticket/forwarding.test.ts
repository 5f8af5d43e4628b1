import { describe, expect, test } from 'vitest';
import { forwardingOf } from '../../src/ticket/forwarding.ts';
import type { Forwarding } from '../../src/ticket/forwarding.ts';
import { fileOf, rulesWith, sam, staffWrote } from '../support/tickets.ts';

const file = fileOf('map.png', 10);
const toUser = (text: string): Forwarding => ({ to: 'user', text });
const stays: Forwarding = { to: 'nobody', because: 'note' };

const forwarding = rulesWith({ autoForward: true });
const silent = rulesWith({ autoForward: false });

describe('what is written in a post', () => {
  // The text, what becomes of it where everything is forwarded, and where nothing is by itself.
  test.each<[string, Forwarding, Forwarding]>([
    ['Hello', toUser('Hello'), stays],
    ['-r Hello', toUser('Hello'), toUser('Hello')],
    [' -r Hello', toUser('Hello'), toUser('Hello')],
    ['-r\nHello', toUser('Hello'), toUser('Hello')],
    ['-rHello', toUser('-rHello'), stays],
    ['-R Hello', toUser('-R Hello'), stays],
    ['Hello -r', toUser('Hello -r'), stays],
    ['-r', stays, stays],
    ['-r -r Hello', toUser('-r Hello'), toUser('-r Hello')],
    ['-r // not a note', toUser('// not a note'), toUser('// not a note')],
    ['<@1> Hello', toUser('Hello'), toUser('Hello')],
    ['<@1>Hello', toUser('Hello'), toUser('Hello')],
    ['<@!1> Hello', toUser('Hello'), toUser('Hello')],
    ['<@&2> Hello', toUser('Hello'), toUser('Hello')],
    ['Hello <@1>', toUser('Hello <@1>'), stays],
    ['<@12> Hello', toUser('<@12> Hello'), stays],
    ['<@1>', stays, stays],
    ['// a note', stays, stays],
    ['  // a note', stays, stays],
  ])('%j', (text, whereForwarded, whereNot) => {
    expect(forwardingOf(staffWrote(text), forwarding)).toEqual(whereForwarded);
    expect(forwardingOf(staffWrote(text), silent)).toEqual(whereNot);
  });

  test.each([forwarding, silent])('goes to the user with its files alone, where it says so', (rules) => {
    expect(forwardingOf(staffWrote('-r', { files: [file] }), rules)).toEqual(toUser(''));
    expect(forwardingOf(staffWrote('<@1>', { files: [file] }), rules)).toEqual(toUser(''));
  });

  test('by a bot means nothing, unless that bot is allowed', () => {
    const event = staffWrote('Hello', {}, { isBot: true });
    expect(forwardingOf(event, forwarding)).toEqual({ to: 'nobody', because: 'bot' });
    expect(forwardingOf(event, rulesWith({ allowedBots: [sam.id] }))).toEqual(toUser('Hello'));
  });

  test('is no note where notes are switched off', () => {
    expect(forwardingOf(staffWrote('// Hello'), rulesWith({ notePrefix: '' }))).toEqual(toUser('// Hello'));
  });
});
