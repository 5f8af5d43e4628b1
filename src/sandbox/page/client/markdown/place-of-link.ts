import type { Frame, Place } from '../../protocol.ts';

/** Where a link to a channel or message leads, within the simulation; null: somewhere else. */
export function placeOfLink(frame: Frame | null, href: string): Place | null {
  const [, server, channelId] = /^https:\/\/discord\.com\/channels\/(@me|\d+)(?:\/(\d+))?/.exec(href) ?? [];
  if (server === '@me') return { type: 'dm' };
  const places = [...(frame?.posts ?? []), ...(frame?.textChannels ?? [])];
  const found = places.find(({ id }) => id === channelId);
  return found === undefined ? null : { type: 'channel', channelId: found.id };
}
