import { describe, expect, test } from 'vitest';
import { saysUndelivered } from '../../src/sandbox/tally/statements.ts';
import { catalogues } from '../../src/texts/texts.ts';
import type { Language, TextKey } from '../../src/texts/texts.ts';

const undelivered: readonly TextKey[] = [
  'delivery.closedDms',
  'delivery.noSharedServer',
  'delivery.failedToUser',
  'delivery.failedToStaff',
  'files.notSent',
  'prompt.dropped',
  'prompt.lapsed',
  'refusal.notSent',
  'refusal.messageNotSent',
  'ticket.notRelayedClosed',
];
const others: readonly TextKey[] = ['ticket.messageSent', 'prompt.afterClosing', 'prompt.taken', 'files.missing'];

describe.each(Object.keys(catalogues) as Language[])('the strip reads in the language %s', (language) => {
  const isUnderstood = (key: TextKey): boolean =>
    saysUndelivered({ content: catalogues[language][key], components: [] });

  test('that something was not delivered', () => {
    expect(undelivered.filter((key) => !isUnderstood(key))).toEqual([]);
  });

  test('and what doesn’t say so', () => {
    expect(others.filter(isUnderstood)).toEqual([]);
  });
});
