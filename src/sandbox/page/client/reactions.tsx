import type { VNode } from 'preact';
import type { MessageView } from '../message-view.ts';

/** The emoji under a message. The bot's ✅ says that a message was delivered. */
export function Reactions({ entry }: { entry: MessageView }): VNode | null {
  if (entry.reactions.length === 0) return null;
  return (
    <div class="reactions">
      {entry.reactions.map(({ emoji, count }) => (
        <span key={emoji} class="reaction" aria-label={`${emoji} by ${count}`}>
          {emoji} {count > 1 ? count : null}
        </span>
      ))}
    </div>
  );
}
