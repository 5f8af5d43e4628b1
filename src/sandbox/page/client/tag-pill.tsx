import type { VNode } from 'preact';
import type { TagView } from '../protocol.ts';

const tones: Record<string, string> = {
  '🟢': 'green',
  '🔴': 'red',
  '🔐': 'violet',
  '❗': 'amber',
  '💬': 'blue',
  '⏳': 'grey',
};

/** A forum tag. Discord's tags have no colour; the emoji suggests one. */
export function TagPill({ tag }: { tag: TagView }): VNode {
  return (
    <span class="tag" data-tone={tones[tag.emoji ?? ''] ?? 'grey'}>
      {tag.emoji === null ? null : <span aria-hidden="true">{tag.emoji}</span>} {tag.name}
    </span>
  );
}
