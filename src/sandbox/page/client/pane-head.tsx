import type { ComponentChildren, VNode } from 'preact';
import { Icon } from './icons.tsx';
import { usePage } from './page-context.ts';

/** What is open on the staff's side, and in a narrow window the way back to all there is. */
export function PaneHead({ title, children }: { title: string; children?: ComponentChildren }): VNode {
  const { dispatch } = usePage();
  return (
    <div class="post-head">
      <button
        type="button"
        class="icon-button post-back"
        aria-label="All posts"
        onClick={() => dispatch({ type: 'postOpened', postId: null })}
      >
        <Icon name="back" />
      </button>
      <h3>{title}</h3>
      {children}
    </div>
  );
}
