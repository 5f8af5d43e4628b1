import type { ComponentChildren, VNode } from 'preact';
import { useState } from 'preact/hooks';

/** Text that is covered until somebody presses it. */
export function Spoiler({ children }: { children: ComponentChildren }): VNode {
  const [shown, setShown] = useState(false);
  if (shown) return <span class="spoiler spoiler-shown">{children}</span>;
  return (
    <button type="button" class="spoiler" aria-label="Spoiler, press to show" onClick={() => setShown(true)}>
      <span aria-hidden="true">{children}</span>
    </button>
  );
}
