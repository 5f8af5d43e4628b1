import type { VNode } from 'preact';
import type { MessageView } from '../message-view.ts';
import { usePage } from './page-context.ts';
import { excerpt } from './excerpt.ts';
import { Icon } from './icons.tsx';

/** Over the composer: which message is being replied to. */
export function ReplyBar({ replied, onCancel }: { replied: MessageView | null; onCancel: () => void }): VNode | null {
  const { frame } = usePage().model;
  if (replied === null) return null;
  return (
    <div class="reply-bar">
      <Icon name="reply" />
      <span>
        Replying to <b>{replied.authorName}</b> <span class="reply-excerpt">{excerpt(replied, frame)}</span>
      </span>
      <button type="button" class="icon-button" aria-label="Don’t reply" onClick={onCancel}>
        <Icon name="close" />
      </button>
    </div>
  );
}
