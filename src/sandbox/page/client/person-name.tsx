import type { VNode } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { createContext } from 'preact';
import { MenuButton } from './menu-button.tsx';
import type { Conversation } from './model.ts';
import { usePage } from './page-context.ts';

/** Where the names of people have a menu; null where they have none. */
export const NamesWithMenu = createContext<Conversation | null>(null);

/** Somebody's name, in the server with the menu that Discord has on it. */
export function PersonName({ id, name, class: look }: { id: string; name: string; class: string }): VNode {
  const conversation = useContext(NamesWithMenu);
  if (conversation === null) return <span class={look}>{name}</span>;
  return <NameWithMenu conversation={conversation} id={id} name={name} class={look} />;
}

interface NameWithMenuProps {
  conversation: Conversation;
  id: string;
  name: string;
  class: string;
}

function NameWithMenu({ conversation, id, name, class: look }: NameWithMenuProps): VNode {
  const { act, listMenus } = usePage();
  const [isOpen, setOpen] = useState(false);
  const { personId, place } = conversation;
  const items = async () => {
    const menus = await listMenus(conversation, { aboutId: id });
    return menus.map((menu) => ({
      label: menu,
      choose: () => void act(conversation, { type: 'personMenu', personId, place, aboutId: id, name: menu }),
    }));
  };
  return (
    <MenuButton
      label={name}
      title={`What the bot offers on ${name}`}
      class={`${look} person-menu`}
      tabIndex={-1}
      isOpen={isOpen}
      onOpen={setOpen}
      items={items}
      empty="The bot offers nothing here"
    >
      {name}
    </MenuButton>
  );
}
