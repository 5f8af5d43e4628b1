import type { VNode } from 'preact';
import type { StickerView } from '../message-view.ts';

/** The stickers of a message; the kind that browsers can't show by its name. */
export function Stickers({ stickers }: { stickers: readonly StickerView[] }): VNode | null {
  if (stickers.length === 0) return null;
  return (
    <div class="stickers">
      {stickers.map(({ id, name, url }) =>
        url === null ? (
          <span key={id} class="sticker-name">
            Sticker “{name}”
          </span>
        ) : (
          <img key={id} class="sticker" src={url} alt={`Sticker “${name}”`} title={name} width={112} height={112} />
        ),
      )}
    </div>
  );
}
