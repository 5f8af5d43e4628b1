import { beforeEach, describe, expect, test } from 'vitest';
import { addressOf } from '../../src/desk/addressing.ts';
import type { Entry, Place } from '../../src/desk/ports.ts';
import { statementTo } from '../../src/ticket/saying.ts';
import type { MessageId, TicketId } from '../../src/ticket/ticket.ts';
import { createOffice, person, rulesWith } from '../support/desk.ts';
import type { Incarnation, Office } from '../support/desk.ts';

const mia = person('Mia');
const statement = statementTo('post', { type: 'noTicketHere' }, rulesWith(), '77' as MessageId);
const entryIn = (place: Place, ticketId: number | null) =>
  ({ place, ticketId: ticketId as TicketId | null, effect: statement }) as Entry;

describe('the address of a place', () => {
  let office: Office;
  let bot: Incarnation;
  beforeEach(async () => {
    office = createOffice();
    bot = office.open();
    bot.delivery.start();
    bot.desk.handle(office.userWrites(mia, 'Hello'));
    await office.settle(bot);
  });

  test("is the ticket's post, or the user's DM; a statement answers where it is said", () => {
    expect(addressOf(entryIn('post/1', 1), bot.store)).toEqual({
      channelId: office.discord.posts[0]?.id,
      replyTo: '77',
      copyId: null,
      copyFiles: [],
      sourceChannelId: null,
    });
    expect(addressOf(entryIn(`user/${mia.id}`, 1), bot.store).channelId).toBe(`5${mia.id}`);
  });

  test('is nowhere for whoever is not known, for a ticket that is not there, and for questions', () => {
    const nowhere = [
      entryIn('user/4242', null),
      entryIn('post/9', 9),
      entryIn('post/9', null),
      entryIn('member/9/7', null),
    ];
    expect(nowhere.map((entry) => addressOf(entry, bot.store).channelId)).toEqual([null, null, null, null]);
  });
});
