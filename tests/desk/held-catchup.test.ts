import { expect, test } from 'vitest';
import type { CatchUp } from '../../src/desk/catchup.ts';
import { holdBack } from '../../src/desk/held-catchup.ts';
import { createPauses } from '../../src/desk/pauses.ts';
import type { ChannelMessage } from '../../src/desk/ports.ts';
import type { ChannelId, MessageId, PostId, ServerId, UserId } from '../../src/ticket/ticket.ts';
import { createFakeClock } from '../support/fake-clock.ts';

function setUp() {
  const clock = createFakeClock();
  const done: string[] = [];
  const catchUp: CatchUp = {
    begin: () => void done.push('begin'),
    receive: ({ messageId }) => void done.push(`message ${messageId}`),
    adopt: (postId) => void done.push(`adopt ${postId}`),
    returned: (serverId) => void done.push(`returned ${serverId}`),
    whenRead: async () => {
      await Promise.resolve();
      done.push('read');
    },
    stop: () => Promise.resolve(),
  };
  return { clock, done, held: holdBack(catchUp, createPauses(clock)) };
}

const message = (id: string): ChannelMessage => ({
  channelId: '1' as ChannelId,
  messageId: id as MessageId,
  event: null,
});

test('nothing is handled before it is opened, and then all of it in order, and the rest at once', () => {
  const { held, done } = setUp();
  held.begin({ everSince: 0, until: 1 }, new Map());
  held.receive(message('1'));
  held.adopt('2' as PostId);
  held.returned('3' as ServerId);
  expect(done).toEqual([]);
  held.open();
  held.open();
  held.receive(message('4'));
  expect(done).toEqual(['begin', 'message 1', 'adopt 2', 'returned 3', 'message 4']);
});

test('a command waits for the opening and the reading, but not for ever', async () => {
  const { held, done, clock } = setUp();
  const tooEarly = held.whenRead('1' as PostId, 1000);
  clock.advance(1000);
  await tooEarly;
  expect(done).toEqual([]);
  const inTime = held.whenRead('1' as PostId, 1000);
  held.open();
  await inTime;
  expect(done).toEqual(['read']);
});

test('a timer waits for both however long they take', async () => {
  const { held, done, clock } = setUp();
  const read = held.whenRead({ userId: '1' as UserId }, null);
  clock.advance(3_600_000);
  held.open();
  await read;
  expect(done).toEqual(['read']);
});
