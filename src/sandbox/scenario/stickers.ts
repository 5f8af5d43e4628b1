import type { Sticker } from '../world/message-parts.ts';
import type { StickerFormat } from './types.ts';

const formats: Record<StickerFormat, Sticker['format']> = { png: 1, apng: 2, lottie: 3, gif: 4 };

// The smallest pictures there are, a transparent pixel each, and an animation of nothing.
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const samples: Record<StickerFormat, Buffer> = { png, apng: png, lottie: Buffer.from('{"v":"5.7.0"}'), gif };

/** What a sticker is made of; without bytes it is a picture of nothing. */
export function stickerFields(sticker: {
  name: string;
  format: StickerFormat;
  bytes?: Uint8Array;
}): Omit<Sticker, 'id' | 'guildId'> {
  const { name, format, bytes = samples[format] } = sticker;
  return { name, format: formats[format], bytes };
}
