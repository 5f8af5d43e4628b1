import type { VNode } from 'preact';
import { usePage } from '../page-context.ts';
import type { Frame } from '../../protocol.ts';
import type { MentionKind } from './nodes.ts';

/** A mention by its name; by a plain word where the page doesn't know whom it means. */
export function Mention({ kind, id }: { kind: MentionKind; id: string }): VNode {
  const { frame } = usePage().model;
  return <span class="mention">{frame === null ? '@…' : mentionName(frame, kind, id)}</span>;
}

function mentionName(frame: Frame, kind: MentionKind, id: string): string {
  switch (kind) {
    case 'user': {
      const name = frame.bot?.id === id ? frame.bot.name : frame.people.find((person) => person.id === id)?.name;
      return `@${name ?? 'unknown user'}`;
    }
    case 'role':
      return `@${frame.roles.find((role) => role.id === id)?.name ?? 'unknown role'}`;
    case 'channel': {
      const name = [...frame.channels, ...frame.posts.map((post) => ({ id: post.id, name: post.title }))].find(
        (channel) => channel.id === id,
      )?.name;
      return `#${name ?? 'unknown'}`;
    }
  }
}
