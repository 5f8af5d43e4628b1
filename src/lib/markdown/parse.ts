import createMarkdownIt, { type Token } from 'markdown-it';
import { addBlockRules } from './block-rules.ts';
import { addInlineRules } from './inline-rules.ts';
import type { ElementName, MarkdownNode, MentionKind } from './nodes.ts';

const elements: Record<string, ElementName> = {
  paragraph_open: 'p',
  em_open: 'em',
  s_open: 's',
  blockquote_open: 'blockquote',
  list_item_open: 'li',
  discord_subtext_open: 'subtext',
  discord_spoiler_open: 'spoiler',
};

const parser = createParser();

/** Reads a text as Discord would. Raw HTML stays text, and only http(s) addresses become links. */
export function parseMarkdown(text: string): MarkdownNode[] {
  return toNodes(parser.parse(text, {}));
}

function createParser(): ReturnType<typeof createMarkdownIt> {
  const md = createMarkdownIt('default', { html: false, linkify: true, breaks: true, typographer: false });
  md.disable(['code', 'table', 'hr', 'lheading', 'reference', 'image', 'entity']);
  md.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
  md.validateLink = (url) => /^https?:\/\//i.test(url);
  addBlockRules(md);
  addInlineRules(md);
  return md;
}

/** Folds the parser's flat list of opening and closing tokens into a tree. */
function toNodes(tokens: readonly Token[]): MarkdownNode[] {
  const root: MarkdownNode[] = [];
  const open: MarkdownNode[][] = [root];
  for (const token of tokens) {
    const siblings = open.at(-1) ?? root;
    if (token.nesting === -1) {
      open.pop();
    } else if (token.nesting === 1) {
      const children: MarkdownNode[] = [];
      siblings.push(branch(token, children));
      open.push(children);
    } else {
      siblings.push(...leaf(token));
    }
  }
  return root;
}

function branch(token: Token, children: MarkdownNode[]): MarkdownNode {
  switch (token.type) {
    case 'heading_open':
      return { type: 'element', name: heading(token.tag), children };
    case 'strong_open':
      return { type: 'element', name: token.markup === '__' ? 'u' : 'strong', children };
    case 'bullet_list_open':
      return { type: 'list', start: null, children };
    case 'ordered_list_open':
      return { type: 'list', start: Number(token.attrGet('start') ?? 1), children };
    case 'link_open':
      return { type: 'link', href: String(token.attrGet('href') ?? ''), children };
    default:
      return { type: 'element', name: elements[token.type] ?? 'p', children };
  }
}

function leaf(token: Token): MarkdownNode[] {
  switch (token.type) {
    case 'inline':
      return toNodes(token.children ?? []);
    case 'softbreak':
    case 'hardbreak':
      return [{ type: 'break' }];
    case 'code_inline':
      return [{ type: 'code', text: token.content }];
    case 'fence':
      return [{ type: 'fence', text: token.content, language: token.info.trim() }];
    default:
      return [ownMark(token)];
  }
}

function ownMark(token: Token): MarkdownNode {
  const text: MarkdownNode = { type: 'text', text: token.content };
  switch (token.type) {
    case 'discord_mention': {
      const { kind, id } = token.meta as { kind: MentionKind; id: string };
      return { type: 'mention', kind, id };
    }
    case 'discord_time':
      return { type: 'time', ...(token.meta as { at: number; style: string }) };
    case 'discord_emoji':
      return { type: 'emoji', name: token.content };
    case 'discord_command':
      return { type: 'command', name: token.content };
    case 'discord_everyone':
      return { type: 'element', name: 'everyone', children: [text] };
    default:
      return text;
  }
}

function heading(tag: string): ElementName {
  return tag === 'h1' || tag === 'h2' ? tag : 'h3';
}
