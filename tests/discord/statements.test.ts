import { expect, test } from 'vitest';
import { statementBody } from '../../src/discord/statements.ts';
import { languages } from '../../src/config/schema.ts';

test.each(languages)('"message sent" tells in %s when staff are back, by the reader’s own clock', (language) => {
  const sent = { type: 'messageSent', server: 'Harbour', creationMessage: 'Welcome.' } as const;
  const backAt = Date.UTC(2026, 10, 30, 8);
  const words = (at: number | null) => JSON.stringify(statementBody({ ...sent, backAt: at }, language));
  expect(words(backAt)).toMatch(/Welcome\..*<t:1796025600:F>.*<t:1796025600:R>/);
  expect(words(null)).not.toContain('<t:');
});
