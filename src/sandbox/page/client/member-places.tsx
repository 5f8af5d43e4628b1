import type { VNode } from 'preact';
import type { PersonView } from '../protocol.ts';
import { moveFocus } from './move-focus.ts';
import { usePage } from './page-context.ts';
import { memberChannel, memberUnread } from './select.ts';
import { Unread } from './unread.tsx';

/** Where a member is: in their direct messages with the bot, or in a channel of the server that they see. */
export function MemberPlaces({ person }: { person: PersonView }): VNode {
  const { model, dispatch } = usePage();
  const open = memberChannel(model, person);
  const channels = model.frame?.textChannels.filter(({ id }) => person.channelIds.includes(id)) ?? [];
  return (
    <nav
      class="member-places"
      aria-label={`Where ${person.name} is`}
      onKeyDown={(event) => moveFocus(event, '.member-place')}
    >
      <button
        type="button"
        class="member-place"
        aria-current={open === null}
        onClick={() => dispatch({ type: 'memberPlaceChosen', channelId: null })}
      >
        Direct messages
        {open === null ? null : <Unread count={memberUnread(model, person)} />}
      </button>
      {channels.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          class="member-place"
          aria-current={open?.id === id}
          onClick={() => dispatch({ type: 'memberPlaceChosen', channelId: id })}
        >
          # {name}
        </button>
      ))}
    </nav>
  );
}
