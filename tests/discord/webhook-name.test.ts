import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { webhookName } from '../../src/discord/webhook-name.ts';

describe('the name that a webhook bears', () => {
  test.each([
    ['Robin', 'Robin'],
    ['  Robin   H. ', 'Robin H.'],
    ['Discord Mod', 'D\u2060iscord Mod'],
    ['my DISCORD clyde', 'my D\u2060ISCORD c\u2060lyde'],
    ['Everyone', 'E\u2060veryone'],
    ['here', 'h\u2060ere'],
    ['everyone here', 'everyone here'],
    ['\u200b\u202e', 'Staff'],
    ['', 'Staff'],
  ])('of %j is %j', (name, expected) => {
    expect(webhookName(name)).toBe(expected);
  });

  test('is one that Discord takes, whatever a person is called', () => {
    const names = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 100 }),
      fc.constantFrom('clydediscord', 'HERE', '😀'.repeat(60)),
    );
    fc.assert(
      fc.property(names, (name) => {
        const given = webhookName(name);
        expect(given.trim()).toBe(given);
        expect(given.length).toBeGreaterThan(0);
        expect(given.length).toBeLessThanOrEqual(80);
        expect(given).not.toMatch(/clyde|discord|^(?:everyone|here)$/i);
        expect(given).not.toMatch(/[\uD800-\uDBFF]$/);
      }),
    );
  });
});
