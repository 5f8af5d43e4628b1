import { beforeEach, describe, expect, test } from 'vitest';
import type { OpeningTable, OutsideTable } from '../../src/desk/outside-tables.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { openingsIn, outsideIn } from '../../src/storage/outside.ts';
import type { SentOutside } from '../../src/ticket/outside.ts';
import type { MessageId, ServerId, UserId } from '../../src/ticket/ticket.ts';

const mia = '200' as UserId;
const id = (text: string) => text as MessageId;

describe('messages outside of tickets', () => {
  let outside: OutsideTable;
  beforeEach(() => {
    outside = outsideIn(openDatabase(':memory:'));
  });
  const sent = (message: string, userId = mia): SentOutside => ({
    id: id(message),
    userId,
    serverId: '100' as ServerId,
    by: '201' as UserId,
    text: `Text of ${message}`,
    sentAt: 5,
  });

  test('are kept; the last one is what a person got last, until they get something else', () => {
    outside.save(sent('1'));
    outside.save(sent('2'));
    outside.save(sent('3', '999' as UserId));
    expect(outside.get(id('1'))).toEqual(sent('1'));
    expect(outside.latestTo(mia)).toEqual(sent('2'));
    outside.overtaken(mia);
    expect([outside.latestTo(mia), outside.wasSentTo(mia)]).toEqual([null, true]);
    expect(outside.latestTo('999' as UserId)).toEqual(sent('3', '999' as UserId));
  });

  test('told a second time, as the second part of a message, stay as they are', () => {
    outside.save(sent('1'));
    outside.save({ ...sent('1'), sentAt: 6 });
    expect(outside.latestTo(mia)).toEqual(sent('1'));
  });

  test('that nobody got are none', () => {
    expect([outside.get(id('1')), outside.latestTo(mia), outside.wasSentTo(mia)]).toEqual([null, null, false]);
  });
});

describe('conversations that were begun', () => {
  let openings: OpeningTable;
  beforeEach(() => {
    openings = openingsIn(openDatabase(':memory:'));
  });

  test('are told in order, without what is older and what came to nothing', () => {
    openings.add(id('1'), 100);
    openings.add(id('3'), 300);
    openings.add(id('2'), 200);
    openings.add(id('4'), 400);
    openings.takeBack(id('4'));
    expect(openings.since(100)).toEqual({ openedAt: [200, 300], refusedAt: null });
  });

  test('say when one was refused last, whether it counted or not', () => {
    openings.add(id('1'), 100);
    openings.refused(id('1'), 150);
    openings.refused(id('2'), 200);
    expect(openings.since(0)).toEqual({ openedAt: [150, 200], refusedAt: 200 });
  });
});
