import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { createLog } from '../../src/lib/log.ts';
import type { LogOptions } from '../../src/lib/log.ts';

function collect(options: Partial<LogOptions> = {}, isTTY = false) {
  const chunks: string[] = [];
  const stream = Object.assign(
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        chunks.push(chunk.toString());
        done();
      },
    }),
    { isTTY },
  );
  const log = createLog({ level: 'info', format: 'auto', stream, ...options });
  return { log, text: () => chunks.join('') };
}

test('away from a terminal every line is a JSON object with level, time and sentence', () => {
  const { log, text } = collect();
  log.info({ ticket: 7 }, 'A ticket was opened.');
  const line = JSON.parse(text()) as Record<string, unknown>;
  expect(line).toEqual({ level: 'info', time: expect.any(String) as string, ticket: 7, msg: 'A ticket was opened.' });
  expect(line['time']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});

test('on a terminal lines are readable', () => {
  const { log, text } = collect({}, true);
  log.warn({ ticket: 7 }, 'Discord is slow.');
  expect(text()).toContain('WARN');
  expect(text()).toContain('Discord is slow.');
  expect(text()).not.toContain('"msg"');
});

test('the format can be forced either way', () => {
  const pretty = collect({ format: 'pretty' });
  pretty.log.info('one');
  expect(pretty.text()).not.toContain('{');
  const json = collect({ format: 'json' }, true);
  json.log.info('one');
  expect(json.text()).toMatch(/^\{.*\}\n$/);
});

test('lines below the level are left out', () => {
  const { log, text } = collect({ level: 'warn' });
  log.info('no');
  log.error('yes');
  expect(text()).toContain('yes');
  expect(text()).not.toContain('"no"');
});

test.each([false, true])('secrets are removed from fields, messages, errors and children (terminal: %s)', (isTTY) => {
  const token = 'this.is-the.token';
  const { log, text } = collect({ secrets: [token] }, isTTY);
  const err = Object.assign(new Error(`GET https://x/${token} failed`), {
    url: 'https://discord.com/api/v10/webhooks/123456789012345678/hook-secret',
  });
  log.error({ err, headers: { authorization: `Bot ${token}` } }, `said ${token}`);
  log.child({ token }).info('a child');
  expect(text()).toContain('[secret]');
  expect(text()).not.toContain(token);
  expect(text()).not.toContain('hook-secret');
});
