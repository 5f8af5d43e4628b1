import type { RefObject, VNode } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { moveFocus } from './move-focus.ts';
import { placeBeside } from './place-beside.ts';

/** One line of a menu. */
export interface MenuItem {
  label: string;
  picture?: string | null;
  danger?: boolean;
  /** What the line says before it is chosen once more; without it once is enough. */
  confirm?: string;
  choose: () => void;
}

interface PopupMenuProps {
  label: string;
  anchor: RefObject<HTMLElement | null>;
  items: readonly MenuItem[];
  /** What is said in place of an empty list. */
  empty: string;
  onClose: () => void;
}

/** A menu over everything else. Arrow keys move in it; Escape, Tab and a press outside close it. */
export function PopupMenu({ label, anchor, items, empty, onClose }: PopupMenuProps): VNode {
  const menu = useRef<HTMLDivElement>(null);
  const [confirming, setConfirming] = useState<MenuItem | null>(null);
  const leave = useOpen(menu, anchor, onClose);
  const choose = (item: MenuItem): void => {
    if (item.confirm !== undefined && confirming !== item) return setConfirming(item);
    leave();
    item.choose();
  };
  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLElement }): void => {
    event.stopPropagation();
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      leave();
    } else moveFocus(event, '[role=menuitem]');
  };
  return (
    <div ref={menu} popover="manual" class="popup-menu" role="menu" aria-label={label} onKeyDown={onKeyDown}>
      {items.map((item) => (
        <button
          key={item.label}
          type="button"
          role="menuitem"
          tabIndex={-1}
          class={item.danger === true ? 'danger' : ''}
          onClick={() => choose(item)}
        >
          {item.picture ? <img src={item.picture} alt="" width={28} height={28} /> : null}
          {item === confirming ? item.confirm : item.label}
        </button>
      ))}
      {items.length === 0 ? (
        <button type="button" role="menuitem" aria-disabled="true" tabIndex={-1} onClick={leave}>
          {empty}
        </button>
      ) : null}
    </div>
  );
}

/** Shows the menu beside its anchor and gives it the focus; the returned function gives the focus back. */
function useOpen(
  menu: RefObject<HTMLElement | null>,
  anchor: RefObject<HTMLElement | null>,
  onClose: () => void,
): () => void {
  const before = useRef<Element | null>(null);
  useLayoutEffect(() => {
    before.current = document.activeElement;
    menu.current?.showPopover();
    placeBeside(menu.current, anchor.current);
    menu.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
  }, []);
  useEffect(() => {
    const place = (): void => placeBeside(menu.current, anchor.current);
    const closeOutside = ({ target }: PointerEvent): void => {
      const isInside = target instanceof Node && [menu, anchor].some(({ current }) => current?.contains(target));
      if (!isInside) onClose();
    };
    document.addEventListener('scroll', place, true);
    document.addEventListener('pointerdown', closeOutside, true);
    return () => {
      document.removeEventListener('scroll', place, true);
      document.removeEventListener('pointerdown', closeOutside, true);
    };
  }, []);
  return () => {
    onClose();
    if (before.current instanceof HTMLElement) before.current.focus();
  };
}
