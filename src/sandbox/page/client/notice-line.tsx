import type { VNode } from 'preact';
import { Icon } from './icons.tsx';
import type { Conversation } from './model.ts';
import { usePage } from './page-context.ts';

/** What went wrong with the last action in this conversation. */
export function NoticeLine({ conversation }: { conversation: Conversation }): VNode | null {
  const { model, dispatch } = usePage();
  const notice = model.notices[conversation.key];
  if (notice === undefined) return null;
  return (
    <div class="notice" role="alert">
      <span>{notice}</span>
      <button
        type="button"
        class="icon-button"
        aria-label="Dismiss"
        onClick={() => dispatch({ type: 'noticeDismissed', conversation: conversation.key })}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}
