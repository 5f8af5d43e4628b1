import { describe, expect, test } from 'vitest';
import type { Entry, Failure } from '../../src/desk/ports.ts';
import type { Effect } from '../../src/ticket/effects.ts';
import { countsAsInvalid, createSpacing, finalReason, waitMs } from '../../src/desk/retrying.ts';

const failure = (kind: Failure['kind'], retryAfterMs: number | null = null): Failure => ({
  kind,
  retryAfterMs,
  cause: '',
});
const entryIn = (place: Entry['place'], type: Effect['type'] = 'sendToPost') => ({ place, effect: { type } }) as Entry;

describe('finalReason', () => {
  test.each(['busy', 'down', 'unknownOutcome', 'unauthorized'] as const)('%s is never final', (kind) => {
    expect(finalReason(entryIn('user/1'), failure(kind))).toBeNull();
  });

  test.each(['gone', 'closedDms', 'noSharedServer', 'tooLarge', 'refused'] as const)(
    '%s is final, but for a question',
    (kind) => {
      expect(finalReason(entryIn('post/1'), failure(kind))).toBe(kind);
      expect(finalReason(entryIn('member/1', 'lookUpMember'), failure(kind))).toBeNull();
    },
  );

  test('a missing permission is final towards a user, and to be mended in a post', () => {
    expect(finalReason(entryIn('user/1', 'sendToUser'), failure('forbidden'))).toBe('forbidden');
    expect(finalReason(entryIn('post/1'), failure('forbidden'))).toBeNull();
  });

  test.each(['react', 'setTags'] as const)(
    'a missing permission for %s is final: messages must not wait for it',
    (type) => {
      expect(finalReason(entryIn('post/1', type), failure('forbidden'))).toBe('forbidden');
    },
  );

  test('a forum that is gone is waited for', () => {
    expect(finalReason(entryIn('post/1', 'openPost'), failure('gone'))).toBeNull();
  });
});

describe('what Discord counts as invalid', () => {
  test('is what is forbidden or hidden, unless somebody who knows has said when to try again', () => {
    const counting = (['forbidden', 'hidden', 'lost', 'gone', 'busy', 'closedDms'] as const).filter((kind) =>
      countsAsInvalid(failure(kind)),
    );
    expect(counting).toEqual(['forbidden', 'hidden']);
    expect(countsAsInvalid(failure('forbidden', 15_000))).toBe(false);
  });

  test('is tried again ten times a minute at most, by all places together', () => {
    const spaced = createSpacing();
    expect(Array.from({ length: 4 }, () => spaced(60_000))).toEqual([60_000, 66_000, 72_000, 78_000]);
    expect(spaced(200_000)).toBe(200_000);
  });
});

describe('waitMs', () => {
  test('is what Discord asks for', () => {
    expect(waitMs(7, failure('busy', 1234), 0.3)).toBe(1234);
  });

  test('doubles from half a second to half a minute, with jitter of a half', () => {
    expect([1, 2, 3, 6, 7, 99].map((attempts) => waitMs(attempts, failure('down'), 1))).toEqual([
      500, 1000, 2000, 16_000, 30_000, 30_000,
    ]);
    expect(waitMs(1, failure('unknownOutcome'), 0)).toBe(250);
  });

  test('is a minute for what people have to mend', () => {
    expect(waitMs(1, failure('forbidden'), 0)).toBe(60_000);
    expect(waitMs(1, failure('unauthorized'), 0)).toBe(60_000);
  });
});
