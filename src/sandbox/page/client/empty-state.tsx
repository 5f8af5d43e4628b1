import type { ComponentChildren, VNode } from 'preact';
import { Icon } from './icons.tsx';

/** What stands where nothing is yet: what to do first. */
export function EmptyState({ title, children }: { title: string; children: ComponentChildren }): VNode {
  return (
    <div class="empty">
      <span class="empty-picture" aria-hidden="true">
        <Icon name="mail" />
      </span>
      <h3>{title}</h3>
      {children}
    </div>
  );
}
