/** What Discord's markdown can say, as a tree: the page builds elements from it and never HTML text. */
export type MarkdownNode =
  | { type: 'text'; text: string }
  | { type: 'break' }
  | { type: 'element'; name: ElementName; children: MarkdownNode[] }
  | { type: 'list'; start: number | null; children: MarkdownNode[] }
  | { type: 'code'; text: string }
  | { type: 'fence'; text: string; language: string }
  | { type: 'link'; href: string; children: MarkdownNode[] }
  | { type: 'mention'; kind: MentionKind; id: string }
  | { type: 'command'; name: string }
  | { type: 'emoji'; name: string }
  | { type: 'time'; at: number; style: string };

export type ElementName =
  'p' | 'h1' | 'h2' | 'h3' | 'strong' | 'em' | 'u' | 's' | 'blockquote' | 'li' | 'subtext' | 'spoiler' | 'everyone';

export type MentionKind = 'user' | 'role' | 'channel';
