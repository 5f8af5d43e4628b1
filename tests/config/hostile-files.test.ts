import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OperatorError } from '../../src/lib/errors.ts';
import { loadText, refusalOf, VALID } from './load-text.ts';

describe('bytes that are no text', () => {
  test.each([
    ['Latin-1', Buffer.from(`# one\n# \u00fc\n${VALID}`, 'latin1'), '2:3'],
    ['UTF-16', Buffer.from(`\uFEFF${VALID}`, 'utf16le'), '1:1'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), '1:1'],
  ])('%s', (_, bytes, at) => {
    const { message } = refusalOf(() => loadText(bytes));
    expect(message).toContain(`config.yaml:${at} found bytes that aren't UTF-8`);
  });
});

describe('files made to hurt', () => {
  test('aliases of aliases of aliases', () => {
    const levels = Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(12)}]`);
    const { message } = refusalOf(() => loadText(`a0: &a0 [x]\n${levels.join('\n')}\n`));
    expect(message).toContain('more than 20000 values');
  });

  test('an alias inside itself', () => {
    expect(refusalOf(() => loadText(`a: &a [*a]\n${VALID}`)).message).toContain('config.yaml:');
  });

  test.each(['[', '{a: ', '- ', '? '])('%j, nested without end', (opening) => {
    expect(refusalOf(() => loadText(opening.repeat(20_000))).code).toBe('config.invalid');
  });
});

describe('secrets stay out of what is said', () => {
  const secret = ['MTIzNDU2Nzg5MDEyMzQ1Njc4', 'GabcdE', 'abcdefghijklmnopqrstuvwxyz0123456789'].join('.');

  test.each([
    ['in the right place, wrongly written', `discord:\n  token: Bot ${secret}\n`],
    ['in the right place, among other mistakes', `discord:\n  token: ${secret}\nx: 1\n`],
    ['below a wrong key', `discord:\n  tokn: ${secret}\n`],
    ['as the value of another key', `language: ${secret}\n`],
    ['as a key', `${secret}: token\n`],
    ['in broken YAML', `discord:\n  token: "${secret}\n`],
    ['short and in a list', `discord:\n  token: [not-a-real-one-but-mine]\n`],
  ])('%s', (_, yaml) => {
    const { message } = refusalOf(() => loadText(yaml));
    expect(message).not.toContain(secret.slice(30));
    expect(message).not.toContain('not-a-real-one');
  });

  test('from the environment', () => {
    const yaml = 'discord:\n  token: ${T}\n  api_url: ${T}\nlanguage: ${T}\n';
    const { message } = refusalOf(() => loadText(yaml, { T: 'my own secret', DISCORD_TOKEN: 'other' }));
    expect(message).not.toContain('my own secret');
  });
});

describe('whatever the file holds, the answer is a configuration or a readable refusal', () => {
  function loadAnything(content: string | Uint8Array): void {
    try {
      loadText(content);
    } catch (error) {
      if (!(error instanceof OperatorError)) throw error;
      expect(error.message).toMatch(/:\d+:\d+ /);
    }
  }

  test('bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), loadAnything));
  });

  test('texts of what YAML is made of', () => {
    const piece = fc.constantFrom(
      '\n',
      ' ',
      '  ',
      ':',
      ': ',
      '- ',
      '[',
      ']',
      '{',
      '}',
      '&a ',
      '*a',
      '"',
      "'",
      '|',
      '>',
      '#',
      '!',
      '%',
      '---\n',
      '\t',
      '?',
      ',',
      '$',
      '${A}',
      '1',
      'servers',
      'id',
      'null',
      '~',
      '<<',
      '🙂',
    );
    fc.assert(fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => loadAnything(pieces.join(''))));
  });

  test('a value that cannot be made a text', () => {
    loadAnything('language: { toString: 0 }');
  });

  test('any values under the keys that exist', () => {
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.constantFrom('${A}', 1e300, '{', '{user.name}', '123456789012345678'),
    );
    const dictionary = (...keys: string[]) => fc.dictionary(fc.constantFrom(...keys), value);
    const server = dictionary('id', 'forum', 'language', 'staff', 'managers', 'tickets');
    const config = fc.record(
      { discord: dictionary('token', 'token_file', 'api_url'), log: value, servers: fc.array(server), language: value },
      { requiredKeys: [] },
    );
    fc.assert(fc.property(config, (input) => loadAnything(JSON.stringify(input))));
  });
});
