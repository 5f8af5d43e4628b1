import { describe, expect, test } from 'vitest';
import { findFences } from '../../src/ticket/fences.ts';

/** The blocks of a text, with the code in them. */
function codeIn(text: string): string[] {
  return findFences(text).map(({ codeAt, closingAt }) => text.slice(codeAt, closingAt));
}

describe('code blocks', () => {
  test.each<[string, string, string[]]>([
    ['none', 'a `b` ~~~ c', []],
    ['a block on lines of its own', 'a\n```\nb\n```\nc', ['b\n']],
    ['a block within a line', 'a ```b``` c', ['b']],
    ['two blocks', '```a``` b ```c```', ['a', 'c']],
    ['a block that nothing closes', '```a``` ```b', ['a']],
    ['a block that nothing closes and a mark', '```a\nb', []],
    ['line breaks before the code', '```\n\na```', ['a']],
    ['a language', '```js\na```', ['a']],
    ['a language of signs', '```c++\na``` ```objective-c\nb```', ['a', 'b']],
    ['a language and line breaks', '```js\n\na```', ['a']],
    ['what looks like a language and is the code', '```js\n```', ['js\n']],
    ['an empty block, whose second mark is code', '```\n``` a ```', ['``` a ']],
    ['an empty block and nothing else', '```\n```', []],
    ['six backticks and nothing else', '``````', []],
    ['seven backticks', '```````', ['`']],
    ['more backticks than needed', '````a````', ['`a']],
    ['three tildes, which are no mark', '~~~\na\n~~~', []],
  ])('%s', (_, text, expected) => {
    expect(codeIn(text)).toEqual(expected);
  });

  test('one that is continued begins with its mark and its language', () => {
    const openings = findFences('```a``` ```\nb``` ```js\nc```').map(({ opening }) => opening);
    expect(openings).toEqual(['```\n', '```\n', '```js\n']);
  });

  test('a first line too long for the name of a language is code', () => {
    const line = 'a'.repeat(33);
    const [fence] = findFences(`\`\`\`${line}\nb\`\`\``);
    expect(fence).toMatchObject({ codeAt: 3, opening: '```\n' });
  });
});
