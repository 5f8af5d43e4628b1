import { describe, expect, test } from 'vitest';
import { decide } from '../../src/ticket/decide.ts';
import type { Effect } from '../../src/ticket/effects.ts';
import type { Activity, FileLink, MessageId } from '../../src/ticket/ticket.ts';
import {
  copyOf,
  fileOf,
  mia,
  now,
  relayedBy,
  rulesWith,
  sam,
  serverId,
  staffWrote,
  ticketWith,
  userWrote,
} from '../support/tickets.ts';

const rules = rulesWith();

function setTags(activity: Activity): Effect {
  return { type: 'setTags', serverId, tags: { status: 'open', activity } };
}

describe('what the user writes', () => {
  test('goes into the post under their name, and nothing else happens', () => {
    const event = userWrote('Hello?');
    const copy = copyOf(event.writing, '-# Mia\nHello?');
    expect(decide(ticketWith(), event, rules, now)).toEqual({
      ticket: ticketWith(),
      effects: [{ effect: { type: 'sendToPost', shownByAnswer: false, ...copy } }],
      record: 'relayed',
    });
  });

  test('makes it staff’s turn, and the tags follow the message', () => {
    const event = userWrote('Thanks');
    const copy = copyOf(event.writing, '-# Mia\nThanks');
    expect(decide(ticketWith({ activity: 'awaitingResponse' }), event, rules, now)).toEqual({
      ticket: ticketWith({ activity: 'userResponded' }),
      effects: [
        { effect: { type: 'sendToPost', shownByAnswer: false, ...copy } },
        { effect: setTags('userResponded') },
      ],
      record: 'relayed',
    });
  });

  test('changes nothing about whose turn it is where it is read late', () => {
    const event = { ...userWrote('Hello'), isOvertaken: true };
    const ticket = ticketWith({ activity: 'awaitingResponse' });
    expect(decide(ticket, event, rules, now).ticket).toEqual(ticket);
  });

  test('changes no tags when it is staff’s turn already', () => {
    const ticket = ticketWith({ activity: 'userResponded' });
    const decision = decide(ticket, userWrote('And?'), rules, now);
    expect(decision.ticket).toEqual(ticket);
    expect(decision.effects.map(({ effect }) => effect.type)).toEqual(['sendToPost']);
  });

  test('is no note, however it begins', () => {
    expect(decide(ticketWith(), userWrote('// Hello'), rules, now).record).toBe('relayed');
  });

  test('bears the name they have now', () => {
    const event = userWrote('Hello', {}, { ...mia, name: 'Mia Lee' });
    expect(relayedBy(decide(ticketWith(), event, rules, now).effects)).toEqual(['-# Mia Lee\nHello']);
  });
});

describe('what staff write', () => {
  test('goes to the user under the name of its author and the server, and makes it the user’s turn', () => {
    const event = staffWrote('Sorry!');
    const copy = copyOf(event.writing, '-# Sam · Harbour\nSorry!');
    expect(decide(ticketWith(), event, rules, now)).toEqual({
      ticket: ticketWith({ activity: 'awaitingResponse' }),
      effects: [{ effect: { type: 'sendToUser', ...copy } }, { effect: setTags('awaitingResponse') }],
      record: 'relayed',
    });
  });

  test('leaves it staff’s turn where it is read late: the user has written since', () => {
    const after = (activity: Activity) =>
      decide(ticketWith({ activity }), { ...staffWrote('Hello'), isOvertaken: true }, rules, now).ticket.activity;
    expect(after('unanswered')).toBe('userResponded');
    expect(after('userResponded')).toBe('userResponded');
    expect(after('awaitingResponse')).toBe('awaitingResponse');
  });

  test('changes no tags when it is the user’s turn already', () => {
    const ticket = ticketWith({ activity: 'awaitingResponse' });
    const decision = decide(ticket, staffWrote('One more thing.'), rules, now);
    expect(decision.ticket).toEqual(ticket);
    expect(decision.effects.map(({ effect }) => effect.type)).toEqual(['sendToUser']);
  });

  test.each(['// Is this a known problem?', '//', '  \n// indented'])('stays in the post as a note: %j', (text) => {
    const ticket = ticketWith();
    expect(decide(ticket, staffWrote(text), rules, now)).toEqual({ ticket, effects: [], record: 'note' });
  });

  test('is no note where the mark stands elsewhere, or there is none', () => {
    expect(decide(ticketWith(), staffWrote('see https://a.b'), rules, now).record).toBe('relayed');
    expect(decide(ticketWith(), staffWrote('// a'), rulesWith({ notePrefix: '' }), now).record).toBe('relayed');
    expect(decide(ticketWith(), staffWrote('// a'), rulesWith({ notePrefix: '!' }), now).record).toBe('relayed');
  });

  test('stays in the post when a bot writes it', () => {
    const ticket = ticketWith();
    const event = staffWrote('Reminder', {}, { isBot: true });
    expect(decide(ticket, event, rules, now)).toEqual({ ticket, effects: [], record: 'ignored' });
  });

  test('has names that mean nothing to Discord', () => {
    const event = staffWrote('Hi', {}, { author: { ...sam, name: '**Sam**\n-# x' } });
    const { effects } = decide(ticketWith(), event, rulesWith({ serverName: '||Harbour||' }), now);
    expect(relayedBy(effects)).toEqual([String.raw`-# \*\*Sam\*\* -# x · \|\|Harbour\|\|` + '\nHi']);
  });
});

describe('a copy', () => {
  function contentOf(text: string, files: readonly FileLink[] = []): string[] {
    return relayedBy(decide(ticketWith(), userWrote(text, { files }), rules, now).effects);
  }

  test('answers the message that its original answers', () => {
    const replyTo = 'm0' as MessageId;
    const { effects } = decide(ticketWith(), userWrote('Yes', { replyTo }), rules, now);
    expect(effects.map(({ effect }) => 'replyTo' in effect && effect.replyTo)).toEqual([replyTo]);
  });

  test('asks for no receipt where they are switched off', () => {
    for (const event of [userWrote('a'), staffWrote('a')]) {
      const [planned] = decide(ticketWith(), event, rulesWith({ receipts: false }), now).effects;
      expect(planned?.effect).toMatchObject({ source: { receipt: false } });
    }
  });

  test('has line breaks of one kind, and none around', () => {
    expect(contentOf('\n a\r\nb\rc\n\n')).toEqual(['-# Mia\na\nb\nc']);
  });

  test('can’t pose as the line that names the writer', () => {
    expect(contentOf('Hi\r-# Sam\n> -# Sam')).toEqual([`-# Mia\nHi\n\\-# Sam\n> \\-# Sam`]);
  });

  test('takes its files along, and may have them alone', () => {
    expect(contentOf('Look:', [fileOf('a_b.png', 10)])).toEqual(['-# Mia\nLook:']);
    expect(contentOf('', [fileOf('a_b.png', 10)])).toEqual(['-# Mia']);
  });

  test('is never empty', () => {
    expect(contentOf(' \n ')).toEqual(['-# Mia\n(not shown)']);
  });
});

describe('a message too long for one copy', () => {
  const replyTo = 'm0' as MessageId;
  const event = userWrote(`${'a'.repeat(1500)}\n${'b'.repeat(1500)}\n${'c'.repeat(900)}`, { replyTo });

  test('becomes numbered parts, each under the name, of which the first answers', () => {
    const { effects } = decide(ticketWith(), event, rules, now);
    const part = (number: number, letter: string, length: number): Effect => ({
      type: 'sendToPost',
      shownByAnswer: false,
      body: { type: 'relayed', content: `-# Mia · ${number}/3\n${letter.repeat(length)}` },
      replyTo: number === 1 ? replyTo : null,
      source: { messageId: event.writing.messageId, part: number, parts: 3, receipt: true },
    });
    expect(effects).toEqual([
      { effect: part(1, 'a', 1500) },
      { effect: part(2, 'b', 1500) },
      { effect: part(3, 'c', 900) },
    ]);
  });

  test('becomes parts in both directions, and the tags follow the last', () => {
    const { effects } = decide(ticketWith(), staffWrote('word '.repeat(700)), rules, now);
    expect(effects.map(({ effect }) => effect.type)).toEqual(['sendToUser', 'sendToUser', 'setTags']);
  });

  test('is one that has no room below the name', () => {
    const room = 2000 - '-# Mia\n'.length;
    const parts = (length: number): number =>
      relayedBy(decide(ticketWith(), userWrote('x'.repeat(length)), rules, now).effects).length;
    expect(parts(room)).toBe(1);
    expect(parts(room + 1)).toBe(2);
  });

  test('has room for its number beside a file of its own', () => {
    const large = fileOf('film.mp4', 12 * 1024 * 1024);
    for (let length = 1980; length <= 2000; length += 1) {
      const { effects } = decide(ticketWith(), userWrote('x'.repeat(length), { files: [large] }), rules, now);
      for (const content of relayedBy(effects)) expect(content.length).toBeLessThanOrEqual(2000);
    }
  });

  test('has room for the longest names', () => {
    const author = { ...sam, name: '_'.repeat(99) };
    const long = staffWrote('x'.repeat(4000), {}, { author });
    const contents = relayedBy(decide(ticketWith(), long, rulesWith({ serverName: '*'.repeat(99) }), now).effects);
    expect(contents.map((content) => content.length <= 2000)).toEqual([true, true, true]);
  });

  test.each(['-# Sam', '> -# Sam', '1. -# Sam'])('can’t be cut so that a part begins with small text: %j', (pose) => {
    for (let shift = 0; shift < 40; shift += 1) {
      const text = `${'x'.repeat(1960 + shift)} ${pose}${'y'.repeat(1900)}`;
      for (const content of relayedBy(decide(ticketWith(), userWrote(text), rules, now).effects)) {
        expect(content.length).toBeLessThanOrEqual(2000);
        expect(content.slice(content.indexOf('\n') + 1)).not.toMatch(/^[>\s\d.]*-# /m);
      }
    }
  });
});
