import type { Frame } from '../../protocol.ts';
import type { MentionKind } from '../../../../lib/markdown/nodes.ts';

/** What a mention reads as; a plain word where the page doesn't know whom it means. */
export function mentionName(frame: Frame, kind: MentionKind, id: string): string {
  switch (kind) {
    case 'user':
      return `@${nameIn([frame.bot, ...frame.people], id) ?? 'unknown user'}`;
    case 'role':
      return `@${nameIn(frame.roles, id) ?? 'unknown role'}`;
    case 'channel': {
      const title = frame.posts.find((post) => post.id === id)?.title;
      return `#${nameIn(frame.channels, id) ?? title ?? 'unknown'}`;
    }
  }
}

function nameIn(things: readonly { id: string; name: string }[], id: string): string | undefined {
  return things.find((thing) => thing.id === id)?.name;
}
