import type { ComponentChildren, VNode } from 'preact';
import { usePage } from '../page-context.ts';
import { placeOfLink } from './place-of-link.ts';

/** A link. What leads to a place of the simulation goes there, since nobody finds it at Discord's address. */
export function PlaceLink({ href, children }: { href: string; children: ComponentChildren }): VNode {
  const { model, dispatch } = usePage();
  const place = placeOfLink(model.frame, href);
  if (place === null) {
    return (
      <a href={href} target="_blank" rel="noopener noreferrer nofollow">
        {children}
      </a>
    );
  }
  return (
    <button
      type="button"
      class="place-link"
      title={href}
      onClick={() => {
        if (place.type === 'dm') dispatch({ type: 'memberPlaceChosen', channelId: null });
        else dispatch({ type: 'postOpened', postId: place.channelId });
        dispatch({ type: 'sideShown', side: place.type === 'dm' ? 'member' : 'staff' });
      }}
    >
      {children}
    </button>
  );
}
