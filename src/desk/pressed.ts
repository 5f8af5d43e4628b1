import type { PostId } from '../ticket/ticket.ts';
import type { Entry, OutsideEvent, Place, Pressed } from './ports.ts';
import { placeOn } from './queueing.ts';
import type { Store } from './store.ts';

/** Whoever presses a button, or uses a menu, sees the message: the entry that sends it, where that still waits to know. */
export function pressedEntry(store: Store, event: OutsideEvent): Entry | null {
  const { pressed } = event;
  const place = pressed === undefined ? null : placeOf(store, event);
  if (pressed === undefined || place === null || store.isCopy(pressed.messageId)) return null;
  const entries = store.outbox.waitingIn(place).flatMap((id) => store.outbox.get(id) ?? []);
  return entries.find((entry) => bears(entry, pressed)) ?? null;
}

function placeOf(store: Store, event: OutsideEvent): Place | null {
  if (event.type === 'ticketWished') return event.panel === null ? null : `channel/${event.panel.channelId}`;
  if ('userId' in event) return `user/${event.userId}`;
  const ticket = 'channelId' in event ? store.ticketOfPost(event.channelId as string as PostId) : null;
  return ticket === null ? null : placeOn('post', ticket);
}

/** What a button is called says which statement it stands below. */
function bears({ request, effect, state }: Entry, pressed: Pressed): boolean {
  if (request === null) return false;
  if ('says' in pressed) {
    return effect.type === 'sendAsStaff' && state !== 'queued' && effect.content.trim() === pressed.says;
  }
  return JSON.stringify(request.body).includes(`"custom_id":${JSON.stringify(pressed.customId)}`);
}
