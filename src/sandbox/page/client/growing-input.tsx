import type { VNode } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { CommandMenuState } from './use-command-menu.ts';

interface GrowingInputProps {
  id: string;
  text: string;
  placeholder: string;
  autoFocus: boolean;
  menu: CommandMenuState;
  onText: (text: string) => void;
  onKeyDown: (event: KeyboardEvent & { currentTarget: HTMLTextAreaElement }) => void;
}

/** A text field as high as its text. */
export function GrowingInput({ id, text, placeholder, autoFocus, menu, onText, onKeyDown }: GrowingInputProps): VNode {
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    if (field.current === null) return;
    field.current.style.height = 'auto';
    field.current.style.height = `${field.current.scrollHeight}px`;
  }, [text]);
  useEffect(() => {
    // Only when the page opens: whoever switches between people with the arrow keys stays there.
    if (autoFocus && document.activeElement === document.body) field.current?.focus();
  }, []);
  return (
    <textarea
      ref={field}
      id={id}
      rows={1}
      value={text}
      placeholder={placeholder}
      aria-label={placeholder}
      aria-controls={menu.open ? menu.id : undefined}
      aria-activedescendant={menu.open ? `${menu.id}-${menu.active}` : undefined}
      onInput={(event) => onText(event.currentTarget.value)}
      onKeyDown={onKeyDown}
    />
  );
}
