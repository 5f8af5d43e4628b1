import type { VNode } from 'preact';
import type { MessageView } from '../message-view.ts';
import { focusComposer } from './composer-id.ts';
import { Icon } from './icons.tsx';
import { MenuButton } from './menu-button.tsx';
import type { Conversation } from './model.ts';
import { usePage, type Page } from './page-context.ts';
import type { MenuItem } from './popup-menu.tsx';

interface MessageMenuProps {
  conversation: Conversation;
  entry: MessageView;
  isOpen: boolean;
  onOpen: (isOpen: boolean) => void;
}

/** What else can be done with a message: forwarding it, and what the bot offers on it. */
export function MessageMenu({ conversation, entry, isOpen, onOpen }: MessageMenuProps): VNode | null {
  const page = usePage();
  if (entry.onlyFor !== null || entry.pending) return null;
  return (
    <MenuButton
      label={`More for the message of ${entry.authorName}`}
      title="More (M)"
      class="message-action"
      tabIndex={-1}
      isOpen={isOpen}
      onOpen={onOpen}
      items={() => itemsFor(page, conversation, entry)}
      empty=""
    >
      <Icon name="more" />
    </MenuButton>
  );
}

async function itemsFor(
  { act, listMenus }: Page,
  conversation: Conversation,
  { id: messageId }: MessageView,
): Promise<readonly MenuItem[]> {
  const { personId, place } = conversation;
  const menus = await listMenus(conversation, { messageId });
  return [
    ...menus.map((name) => ({
      label: name,
      choose: () => void act(conversation, { type: 'menu', personId, messageId, name }),
    })),
    {
      label: 'Forward here',
      choose: () => {
        focusComposer(conversation);
        void act(conversation, { type: 'forward', personId, place, messageId });
      },
    },
  ];
}
