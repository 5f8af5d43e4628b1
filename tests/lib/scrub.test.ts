import { expect, test } from 'vitest';
import { createScrubber } from '../../src/lib/scrub.ts';

const token = ['MTIzNDU2Nzg5MDEyMzQ1Njc4OQ', 'GabcdE', 'x'.repeat(38)].join('.');

test('a known secret goes, also where JSON has escaped it', () => {
  const scrub = createScrubber(['pass"word']);
  expect(scrub('plain pass"word')).toBe('plain [secret]');
  expect(scrub(JSON.stringify({ a: 'pass"word' }))).toBe('{"a":"[secret]"}');
});

test('a secret that begins like another one leaves nothing of it behind', () => {
  expect(createScrubber(['abc', 'abcdef'])('abcdef abc')).toBe('[secret] [secret]');
});

test('no secrets at all is no reason to change a text', () => {
  expect(createScrubber(['', 'unused'])('a text, 123456789012345678')).toBe('a text, 123456789012345678');
});

test.each([
  [`Bot ${token}`, 'Bot [secret]'],
  [`"authorization":"Bot ${token}"`, '"authorization":"Bot [secret]"'],
  [
    'POST https://discord.com/api/v10/webhooks/123456789012345678/abc-DEF_123/messages/1',
    'POST https://discord.com/api/v10/webhooks/123456789012345678/[secret]/messages/1',
  ],
  ['/webhooks/123456789012345678/abc?wait=true', '/webhooks/123456789012345678/[secret]?wait=true'],
  ['/interactions/123456789012345678/aW50ZX/callback', '/interactions/123456789012345678/[secret]/callback'],
  ['token: aW50ZXJhY3Rpb246MTIz-_x ends', 'token: [secret] ends'],
])('what looks like a secret of Discord goes: %s', (text, scrubbed) => {
  expect(createScrubber([])(text)).toBe(scrubbed);
});

test.each([
  'discord.gateway.connect',
  '/webhooks/123456789012345678',
  'node_modules/discord.js/src/client/Client.js:12',
])('%s is no secret', (text) => {
  expect(createScrubber([])(text)).toBe(text);
});
