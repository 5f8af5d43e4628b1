import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { PostChange, PostView } from '../protocol.ts';
import { Icon } from './icons.tsx';
import { MenuButton } from './menu-button.tsx';
import type { Conversation } from './model.ts';
import { usePage } from './page-context.ts';
import type { MenuItem } from './popup-menu.tsx';

/** What staff can do with a post by hand, past the bot. */
export function PostMenu({ conversation, post }: { conversation: Conversation; post: PostView }): VNode {
  const { act } = usePage();
  const [isOpen, setOpen] = useState(false);
  const item = (change: PostChange, label: string): MenuItem => ({
    label,
    choose: () =>
      void act(conversation, { type: 'changePost', personId: conversation.personId, postId: post.id, change }),
  });
  return (
    <MenuButton
      label="What to do with the post by hand"
      title="By hand: archive, lock, delete"
      class="icon-button post-menu"
      isOpen={isOpen}
      onOpen={setOpen}
      empty=""
      items={() => [
        ...changesFor(post).map(([change, label]) => item(change, label)),
        { ...item('delete', 'Delete the post'), danger: true, confirm: 'Really? Choose again to delete' },
      ]}
    >
      <Icon name="more" />
    </MenuButton>
  );
}

// An archived post takes no change before it is reopened.
function changesFor({ archived, locked }: PostView): [PostChange, string][] {
  if (archived)
    return locked
      ? [
          ['reopen', 'Reopen'],
          ['unlock', 'Unlock and reopen'],
        ]
      : [['reopen', 'Reopen']];
  return [['archive', 'Archive'], locked ? ['unlock', 'Unlock'] : ['lock', 'Lock']];
}
