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
      // A post goes by its title, which often begins with the number of its ticket.
      const title = frame.posts.find((post) => post.id === id)?.title;
      return title ?? `#${nameIn(frame.channels, id) ?? 'unknown'}`;
    }
  }
}

function nameIn(things: readonly { id: string; name: string }[], id: string): string | undefined {
  return things.find((thing) => thing.id === id)?.name;
}
