import { toPng } from 'jdenticon';

/** In pixels, each way: as Discord shows a thumbnail, twice for sharp screens. */
const side = 160;

/** Draws a picture (PNG) that stands for somebody: always the same from the same text, and it tells nothing else. */
export function drawPicture(seed: string): Uint8Array {
  return toPng(seed, side, { backColor: '#fff' });
}
