import { describe, expect, test } from 'vitest';
import type { MarkdownNode } from '../../src/lib/markdown/nodes.ts';
import { parseMarkdown } from '../../src/lib/markdown/parse.ts';
import { plainText } from '../../src/lib/markdown/plain-text.ts';

/** A short way to write a tree down: `strong(a)`. */
function sketch(nodes: readonly MarkdownNode[]): string {
  return nodes.map(sketchNode).join('');
}

function sketchNode(node: MarkdownNode): string {
  switch (node.type) {
    case 'text':
      return node.text;
    case 'break':
      return '⏎';
    case 'element':
      return `${node.name}(${sketch(node.children)})`;
    case 'list':
      return `${node.start === null ? 'ul' : `ol${node.start}`}(${sketch(node.children)})`;
    case 'link':
      return `link[${node.href}](${sketch(node.children)})`;
    case 'code':
      return `code(${node.text})`;
    case 'fence':
      return `fence[${node.language}](${node.text})`;
    case 'mention':
      return `${node.kind}[${node.id}]`;
    case 'command':
      return `command[${node.name}]`;
    case 'emoji':
      return `emoji[${node.name}]`;
    case 'time':
      return `time[${node.at} ${node.style}]`;
  }
}

describe('marks', () => {
  test.each([
    ['**a** __b__ *c* _d_ ~~e~~', 'p(strong(a) u(b) em(c) em(d) s(e))'],
    ['||a **b** c|| d || e', 'p(spoiler(a strong(b) c) d || e)'],
    ['`a **b**`', 'p(code(a **b**))'],
    ['```js\na\n```', 'fence[js](a\n)'],
    ['a\nb', 'p(a⏎b)'],
    ['# a\n## b\n### c\n#### d', 'h1(a)h2(b)h3(c)h3(d)'],
    ['-# small\nlarge', 'subtext(small)p(large)'],
    ['\\-# not small', 'p(-# not small)'],
    ['- a\n- b', 'ul(li(p(a))li(p(b)))'],
    ['3. a\n4. b', 'ol3(li(p(a))li(p(b)))'],
    ['> a\nb', 'blockquote(p(a))p(b)'],
    ['>>> a\nb', 'blockquote(p(a⏎b))'],
    ['> -# a\n> b', 'blockquote(subtext(a)p(b))'],
    ['<@123456789012345678> <@!123456789012345678>', 'p(user[123456789012345678] user[123456789012345678])'],
    ['<@&123456789012345678> <#123456789012345678>', 'p(role[123456789012345678] channel[123456789012345678])'],
    ['<:wave:123456789012345678> <a:spin:123456789012345678>', 'p(emoji[wave] emoji[spin])'],
    ['<t:1700000000> <t:1700000000:R>', 'p(time[1700000000000 f] time[1700000000000 R])'],
    ['</close-request create:123456789012345678>', 'p(command[close-request create])'],
    ['@everyone and @here', 'p(everyone(@everyone) and everyone(@here))'],
    ['https://example.org/a_b_c', 'p(link[https://example.org/a_b_c](https://example.org/a_b_c))'],
    ['[a](https://example.org)', 'p(link[https://example.org](a))'],
  ])('%j', (input, expected) => {
    expect(sketch(parseMarkdown(input))).toBe(expected);
  });
});

describe('hostile text stays text', () => {
  test.each(['<img src=x onerror=alert(1)>', '<script>alert(1)</script>', '&lt;b&gt;', '<@12>'])('%s', (input) => {
    expect(sketch(parseMarkdown(input))).toBe(`p(${input})`);
  });

  test('a picture is a link at most', () => {
    expect(sketch(parseMarkdown('![a](https://example.org/a.png)'))).toBe('p(!link[https://example.org/a.png](a))');
  });

  test.each(['javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'data:text/html,a', 'vbscript:a', 'file:///etc/passwd'])(
    'a link to %s is no link',
    (address) => {
      expect(JSON.stringify(parseMarkdown(`[a](${address}) <${address}> ${address}`))).not.toContain('"link"');
    },
  );

  test.each(['*', '_', '||', '> ', '`', '[', '<@', '-# ', '~~'])('thousands of %s do no harm', (mark) => {
    expect(sketch(parseMarkdown(`${mark.repeat(2000)}a`))).toContain('a');
  });
});

test('a text on one line has no marks, no spoilers, and not the small line that names who wrote', () => {
  const nameOf = (kind: string, id: string): string => `@${kind} ${id}`;
  expect(plainText('-# Mia\nHello **there**,\n```\ncode\n```', nameOf)).toBe('Hello there, code');
  expect(plainText('It is ||him||', nameOf)).toBe('It is ▒▒▒');
  expect(plainText('> by <@123456789012345678>', nameOf)).toBe('by @user 123456789012345678');
});
