import type { VNode } from 'preact';

/** How many messages haven't been looked at; nothing when there are none. */
export function Unread({ count }: { count: number }): VNode | null {
  if (count === 0) return null;
  return (
    <span class="unread" aria-label={`${count} unread`}>
      {count}
    </span>
  );
}
