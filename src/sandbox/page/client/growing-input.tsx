import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import type { CommandMenuState } from './use-command-menu.ts';
import { useGrowing } from './use-growing.ts';

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
  const field = useGrowing(text);
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
