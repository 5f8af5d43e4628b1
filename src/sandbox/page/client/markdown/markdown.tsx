import { Fragment, type ComponentChildren, type VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { fullTime, markedTime } from '../time.ts';
import { Mention } from './mention.tsx';
import type { ElementName, MarkdownNode } from '../../../../lib/markdown/nodes.ts';
import { parseMarkdown } from '../../../../lib/markdown/parse.ts';
import { PlaceLink } from './place-link.tsx';
import { Spoiler } from './spoiler.tsx';

/** A text with Discord's markdown. Built of elements only, so nothing in the text can become markup. */
export function Markdown({ text }: { text: string }): VNode {
  const nodes = useMemo(() => parseMarkdown(text), [text]);
  return <div class="markdown">{draw(nodes)}</div>;
}

function draw(nodes: readonly MarkdownNode[]): ComponentChildren {
  return nodes.map((node, index) => <Fragment key={index}>{drawNode(node)}</Fragment>);
}

function drawNode(node: MarkdownNode): ComponentChildren {
  switch (node.type) {
    case 'text':
      return node.text;
    case 'break':
      return <br />;
    case 'element':
      return drawElement(node.name, node.children);
    case 'list':
      return node.start === null ? <ul>{draw(node.children)}</ul> : <ol start={node.start}>{draw(node.children)}</ol>;
    case 'code':
      return <code>{node.text}</code>;
    case 'fence':
      return <pre data-language={node.language}>{node.text}</pre>;
    case 'link':
      return <PlaceLink href={node.href}>{draw(node.children)}</PlaceLink>;
    case 'mention':
    case 'command':
    case 'emoji':
    case 'time':
      return drawMark(node);
  }
}

function drawMark(node: Extract<MarkdownNode, { type: 'mention' | 'command' | 'emoji' | 'time' }>): VNode {
  switch (node.type) {
    case 'mention':
      return <Mention kind={node.kind} id={node.id} />;
    case 'command':
      return <span class="mention">/{node.name}</span>;
    case 'emoji':
      return <span class="custom-emoji">:{node.name}:</span>;
    case 'time':
      return (
        <time class="marked-time" title={fullTime(node.at)}>
          {markedTime(node.at, node.style, Date.now())}
        </time>
      );
  }
}

function drawElement(name: ElementName, children: readonly MarkdownNode[]): VNode {
  if (name === 'subtext') return <small class="subtext">{draw(children)}</small>;
  if (name === 'spoiler') return <Spoiler>{draw(children)}</Spoiler>;
  if (name === 'everyone') return <span class="mention">{draw(children)}</span>;
  const Tag = name;
  return <Tag>{draw(children)}</Tag>;
}
