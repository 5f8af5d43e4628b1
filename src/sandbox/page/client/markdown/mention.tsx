import type { VNode } from 'preact';
import { usePage } from '../page-context.ts';
import { mentionName } from './mention-name.ts';
import type { MentionKind } from './nodes.ts';

/** A mention by its name. */
export function Mention({ kind, id }: { kind: MentionKind; id: string }): VNode {
  const { frame } = usePage().model;
  return <span class="mention">{frame === null ? '@…' : mentionName(frame, kind, id)}</span>;
}
