import type { MarkdownNode, MentionKind } from './nodes.ts';
import { parseMarkdown } from './parse.ts';

/** A text on one line and without its marks; spoilers and small text, such as the line that names who wrote, are left out. */
export function plainText(text: string, nameOf: (kind: MentionKind, id: string) => string): string {
  const flatten = (node: MarkdownNode): string => flattenNode(node, flatten, nameOf);
  return parseMarkdown(text).map(flatten).join(' ').replaceAll(/\s+/g, ' ').trim();
}

function flattenNode(
  node: MarkdownNode,
  flatten: (node: MarkdownNode) => string,
  nameOf: (kind: MentionKind, id: string) => string,
): string {
  switch (node.type) {
    case 'text':
    case 'code':
    case 'fence':
      return node.text;
    case 'element':
      if (node.name === 'spoiler') return '▒▒▒';
      return node.name === 'subtext' ? '' : node.children.map(flatten).join('');
    case 'list':
    case 'link':
      return node.children.map(flatten).join(' ');
    case 'emoji':
      return `:${node.name}:`;
    case 'command':
      return `/${node.name}`;
    case 'mention':
      return nameOf(node.kind, node.id);
    case 'break':
    case 'time':
      return ' ';
  }
}
