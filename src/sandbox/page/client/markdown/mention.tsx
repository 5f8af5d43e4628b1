import type { VNode } from 'preact';
import { usePage } from '../page-context.ts';
import { PersonName } from '../person-name.tsx';
import { mentionName } from './mention-name.ts';
import type { MentionKind } from '../../../../lib/markdown/nodes.ts';

/** A mention by its name. */
export function Mention({ kind, id }: { kind: MentionKind; id: string }): VNode {
  const { frame } = usePage().model;
  const name = frame === null ? '@…' : mentionName(frame, kind, id);
  return kind === 'user' ? <PersonName class="mention" id={id} name={name} /> : <span class="mention">{name}</span>;
}
