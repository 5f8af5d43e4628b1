import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { PopupMenu, type MenuItem } from './popup-menu.tsx';

interface MenuButtonProps {
  label: string;
  title?: string;
  class: string;
  tabIndex?: number;
  isOpen: boolean;
  onOpen: (isOpen: boolean) => void;
  /** Asked for whenever the menu is opened. */
  items: () => readonly MenuItem[] | Promise<readonly MenuItem[]>;
  /** What is said in place of an empty menu. */
  empty: string;
  children: ComponentChildren;
}

/** A button that opens a menu. */
export function MenuButton({ children, label, isOpen, onOpen, items, empty, ...button }: MenuButtonProps): VNode {
  const anchor = useRef<HTMLButtonElement>(null);
  const loaded = useItems(isOpen, items);
  return (
    <>
      <button
        type="button"
        {...button}
        ref={anchor}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => onOpen(!isOpen)}
      >
        {children}
      </button>
      {isOpen && loaded !== null ? (
        <PopupMenu label={label} anchor={anchor} items={loaded} empty={empty} onClose={() => onOpen(false)} />
      ) : null}
    </>
  );
}

function useItems(isOpen: boolean, items: MenuButtonProps['items']): readonly MenuItem[] | null {
  const [loaded, setLoaded] = useState<readonly MenuItem[] | null>(null);
  useEffect(() => {
    let current = true;
    setLoaded(null);
    if (isOpen) void Promise.resolve(items()).then((found) => (current ? setLoaded(found) : undefined));
    return () => {
      current = false;
    };
  }, [isOpen]);
  return loaded;
}
