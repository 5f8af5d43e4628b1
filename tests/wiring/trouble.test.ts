import { beforeEach, describe, expect, test } from 'vitest';
import type { Entry, Failure } from '../../src/desk/ports.ts';
import { OperatorError } from '../../src/lib/errors.ts';
import { createLog } from '../../src/lib/log.ts';
import { createTrouble } from '../../src/wiring/trouble.ts';
import type { Trouble } from '../../src/wiring/trouble.ts';

let lines: Record<string, unknown>[];
let trouble: Trouble;
beforeEach(() => {
  lines = [];
  const write = (text: string) => void lines.push(JSON.parse(text) as Record<string, unknown>);
  const stream = { write } as unknown as NodeJS.WritableStream;
  trouble = createTrouble(createLog({ level: 'trace', format: 'json', stream }));
});

describe('a bug', () => {
  test('in one event is logged under a short ID with what was handled, and the next ones go on', async () => {
    trouble.guard('message 5', () => {
      throw new TypeError('undefined is not a function');
    });
    trouble.guard('message 6', () => undefined);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ level: 'error', handled: 'message 5', err: { type: 'TypeError' } });
    expect(lines[0]?.['msg']).toBe(
      `Something went wrong (${String(lines[0]?.['id'])}). This is a mistake in supportmail: please report it.`,
    );
    expect(await isOver()).toBe(false);
  });

  test('in a place lets the bot go on, and gives the ID that a person is told', async () => {
    expect(trouble.ofPlace('user/5', new Error('bug'))).toBe(true);
    expect(trouble.ofInteraction(new Error('bug'), 'command')).toBe(lines[1]?.['id']);
    expect(trouble.ofInteraction('not even an error', 'command')).toMatch(/^[0-9a-f]{6}$/);
    expect(await isOver()).toBe(false);
  });
});

describe('what the operator must put right', () => {
  const lost = new OperatorError('storage.leaseLost', 'Another SupportMail has taken over.');

  test.each([
    ['in an event', () => trouble.guard('message 5', () => fail(lost))],
    ['in a place', () => expect(trouble.ofPlace('user/5', lost)).toBe(false)],
    ['in an interaction', () => expect(trouble.ofInteraction(lost, 'command')).toBe('storage.leaseLost')],
    ['by itself', () => trouble.end(lost)],
  ])('ends the bot %s, without a bug in the log', async (_where, happen) => {
    happen();
    expect(await trouble.ended).toBe(lost);
    await expect(trouble.rejected).rejects.toBe(lost);
    expect(lines).toEqual([]);
  });

  test('is told first come, first served', async () => {
    trouble.end(lost);
    trouble.end(null);
    expect(await trouble.ended).toBe(lost);
  });
});

describe('a delivery that fails is', () => {
  const levelOf = (attempts: number, kind: Failure['kind']): unknown => {
    const entry = { id: 1, ticketId: 7, effect: { type: 'wakePost' }, attempts } as Entry;
    trouble.ofDelivery(entry, { kind, cause: 'as Discord says', retryAfterMs: null });
    return lines.at(-1)?.['level'];
  };

  test.each([
    ['news the first time', 1, 'down', 'warn'],
    ['no news when it goes on', 2, 'down', 'debug'],
    ['no news when nobody knows, still', 3, 'unknownOutcome', 'debug'],
    ['news when it ends, however late', 9, 'closedDms', 'warn'],
    ['no news when it only waits for a rate limit', 1, 'busy', 'debug'],
  ] as const)('%s', (_what, attempts, kind, level) => {
    expect(levelOf(attempts, kind)).toBe(level);
    expect(lines.at(-1)).toMatchObject({
      entry: 1,
      ticket: 7,
      effect: 'wakePost',
      failure: kind,
      cause: 'as Discord says',
    });
  });
});

describe('feedback that can’t be shown', () => {
  const tell = (channelId: string, kind: Failure['kind']): void => {
    const effect = { type: 'showFeedback', channelId };
    trouble.ofDelivery({ id: 1, ticketId: 7, effect, attempts: 2 } as Entry, { kind, cause: 'no', retryAfterMs: null });
  };
  const errors = () => lines.filter(({ level }) => level === 'error').map(({ msg }) => msg);

  test('for want of a permission, or of the channel, is told once for each channel', () => {
    for (const channelId of ['5', '5', '6']) tell(channelId, 'forbidden');
    tell('5', 'lost');
    tell('5', 'lost');
    expect(errors()).toEqual([
      'The bot may not write into the feedback channel 5 (no): ratings are kept, and are shown there once it may.',
      'The bot may not write into the feedback channel 6 (no): ratings are kept, and are shown there once it may.',
      "Feedback can't be shown in channel 5 (no): ratings are kept, but not shown. Check `feedback.channel`.",
    ]);
    expect(lines.filter(({ level }) => level === 'warn')).toEqual([]);
  });

  test('for now is no news', () => {
    tell('5', 'down');
    expect(errors()).toEqual([]);
  });
});

function fail(error: Error): never {
  throw error;
}

function isOver(): Promise<boolean> {
  return Promise.race([trouble.ended.then(() => true), Promise.resolve().then(() => false)]);
}
