import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { Extra } from '../protocol.ts';
import { Icon } from './icons.tsx';
import { MenuButton } from './menu-button.tsx';
import type { Conversation } from './model.ts';
import { usePage } from './page-context.ts';
import type { MenuItem } from './popup-menu.tsx';

/** What can be sent besides text and files. */
export function ExtrasMenu({ conversation }: { conversation: Conversation }): VNode {
  const { act, model } = usePage();
  const [isOpen, setOpen] = useState(false);
  const { personId, place } = conversation;
  const item = (label: string, extra: Extra, picture: string | null = null): MenuItem => ({
    label,
    picture,
    choose: () => void act(conversation, { type: 'sendExtra', personId, place, extra }),
  });
  return (
    <MenuButton
      label="Stickers and more"
      title="Stickers, a voice message, a poll"
      class="icon-button attach"
      isOpen={isOpen}
      onOpen={setOpen}
      empty=""
      items={() => [
        ...(model.frame?.stickers ?? []).map(({ id, name, url }) =>
          item(`Sticker “${name}”`, { type: 'sticker', id }, url),
        ),
        item('A voice message', { type: 'voice' }),
        item('A poll', { type: 'poll' }),
      ]}
    >
      <Icon name="smile" />
    </MenuButton>
  );
}
