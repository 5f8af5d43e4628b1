import type { MarkdownNode } from '../../lib/markdown/nodes.ts';
import { parseMarkdown } from '../../lib/markdown/parse.ts';
import { instant, mentionText } from '../words.ts';
import { markup } from './markup.ts';
import type { Content, Markup } from './markup.ts';

/** Who is meant by an ID, where whoever reads it may know. */
export type Names = ReadonlyMap<string, string>;

/** A text with Discord's marks. Nothing in it becomes an element but what these marks mean; links lead to web pages only. */
export function textMarkup(text: string, names: Names): Markup {
  const draw = (nodes: readonly MarkdownNode[]): Content => nodes.map((node) => nodeMarkup(node, { names, draw }));
  return markup`<div class="text" dir="auto">${draw(parseMarkdown(text))}</div>`;
}

interface Drawing {
  readonly names: Names;
  readonly draw: (nodes: readonly MarkdownNode[]) => Content;
}

function nodeMarkup(node: MarkdownNode, drawing: Drawing): Content {
  const { draw, names } = drawing;
  switch (node.type) {
    case 'text':
      return node.text;
    case 'break':
      return markup`<br>`;
    case 'element':
      return elementMarkup(node, draw(node.children));
    case 'list':
      return node.start === null
        ? markup`<ul>${draw(node.children)}</ul>`
        : markup`<ol start="${node.start}">${draw(node.children)}</ol>`;
    case 'code':
      return markup`<code>${node.text}</code>`;
    case 'fence':
      return markup`<pre><code>${node.text}</code></pre>`;
    case 'link':
      return linkMarkup(node, draw);
    case 'mention':
      return markup`<span class="mention"><bdi>${mentionText(node.kind, node.id, names)}</bdi></span>`;
    case 'command':
      return markup`<span class="mention">/${node.name}</span>`;
    case 'emoji':
      return `:${node.name}:`;
    case 'time':
      return timeMarkup(node.at);
  }
}

function elementMarkup({ name }: Extract<MarkdownNode, { type: 'element' }>, inner: Content): Markup {
  switch (name) {
    case 'p':
      return markup`<p>${inner}</p>`;
    // The page has headings of its own.
    case 'h1':
      return markup`<p class="heading large">${inner}</p>`;
    case 'h2':
      return markup`<p class="heading">${inner}</p>`;
    case 'h3':
      return markup`<p class="heading small">${inner}</p>`;
    case 'strong':
      return markup`<strong>${inner}</strong>`;
    case 'em':
      return markup`<em>${inner}</em>`;
    case 'u':
      return markup`<u>${inner}</u>`;
    case 's':
      return markup`<s>${inner}</s>`;
    case 'blockquote':
      return markup`<blockquote>${inner}</blockquote>`;
    case 'li':
      return markup`<li>${inner}</li>`;
    case 'subtext':
      return markup`<small>${inner}</small>`;
    case 'spoiler':
      return markup`<span class="spoiler" tabindex="0">${inner}</span>`;
    case 'everyone':
      return markup`<span class="mention">${inner}</span>`;
  }
}

/** Where a link leads stands behind it, unless it is what it says. */
function linkMarkup({ href, children }: Extract<MarkdownNode, { type: 'link' }>, draw: Drawing['draw']): Content {
  const url = URL.parse(href);
  if (url === null || !/^https?:$/.test(url.protocol)) return draw(children);
  const [only] = children;
  const isSaid = children.length === 1 && only?.type === 'text' && href.startsWith(only.text.replace(/…$/, ''));
  const host = isSaid ? null : markup` <span class="host">(${url.host})</span>`;
  return markup`<a href="${url.href}" rel="noopener noreferrer nofollow"><bdi>${draw(children)}</bdi></a>${host}`;
}

/** Of an instant that can't be, nothing is said but that there is one. */
function timeMarkup(at: number): Markup {
  const isKnown = Math.abs(at) <= 8.64e15;
  return isKnown
    ? markup`<time datetime="${new Date(at).toISOString()}">${instant(at)}</time>`
    : markup`<time>…</time>`;
}
