import type { MarkdownNode } from './nodes.ts';
import { parseMarkdown } from './parse.ts';

/** A text on one line and without its marks; small text, such as the line that names who wrote, is left out. */
export function plainText(text: string): string {
  return parseMarkdown(text).map(flatten).join(' ').replaceAll(/\s+/g, ' ').trim();
}

function flatten(node: MarkdownNode): string {
  switch (node.type) {
    case 'text':
    case 'code':
    case 'fence':
      return node.text;
    case 'element':
      return node.name === 'subtext' ? '' : node.children.map(flatten).join('');
    case 'list':
    case 'link':
      return node.children.map(flatten).join(' ');
    case 'emoji':
      return `:${node.name}:`;
    case 'command':
      return `/${node.name}`;
    case 'break':
    case 'mention':
    case 'time':
      return ' ';
  }
}
