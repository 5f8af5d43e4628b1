import type { ComponentView, MessageView } from '../message-view.ts';
import type { Frame } from '../protocol.ts';
import { mentionName } from './markdown/mention-name.ts';
import type { MentionKind } from '../../../lib/markdown/nodes.ts';
import { plainText } from '../../../lib/markdown/plain-text.ts';

/** The beginning of what a message says, on one line. */
export function excerpt(entry: MessageView, frame: Frame | null): string {
  const nameOf = (kind: MentionKind, id: string): string => (frame === null ? '' : mentionName(frame, kind, id));
  return plainText(firstText(entry), nameOf).slice(0, 120);
}

function firstText({ content, embeds, components, attachments, ...entry }: MessageView): string {
  if (content !== '') return content;
  return (
    otherText(entry) ??
    findText(components) ??
    embeds[0]?.title ??
    embeds[0]?.author ??
    embeds[0]?.description ??
    attachments[0]?.name ??
    ''
  );
}

function otherText({ forward, stickers, poll }: Pick<MessageView, 'forward' | 'stickers' | 'poll'>): string | null {
  if (forward !== null) return `Forwarded: ${forward.content}`;
  if (poll !== null) return `Poll: ${poll.question}`;
  return stickers[0] === undefined ? null : `Sticker “${stickers[0].name}”`;
}

function findText(components: readonly ComponentView[]): string | null {
  for (const component of components) {
    if (component.type === 'text') return component.content;
    if (component.type === 'section') return component.texts[0] ?? null;
    const inner = component.type === 'container' ? findText(component.children) : null;
    if (inner !== null) return inner;
  }
  return null;
}
