import type { VNode } from 'preact';
import type { ButtonView } from '../message-view.ts';
import type { ComponentUse } from './component-use.ts';

/** A button under a message. */
export function MessageButton({ button, use }: { button: ButtonView; use: ComponentUse }): VNode {
  const { customId, url } = button;
  const label = [button.emoji, button.label].filter(Boolean).join(' ');
  if (customId === null) {
    // A link that isn't one of the web's stays without an address: it could run a script.
    const address = url !== null && /^https?:\/\//i.test(url) ? { href: url } : {};
    return (
      <a class="button" {...address} target="_blank" rel="noopener noreferrer nofollow">
        {label}
      </a>
    );
  }
  return (
    <button
      type="button"
      class={`button button-${button.style}`}
      disabled={button.disabled}
      onClick={() => use.press(customId)}
    >
      {label}
    </button>
  );
}
