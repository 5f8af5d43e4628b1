import type { VNode } from 'preact';
import type { ForwardView } from '../message-view.ts';
import { AttachmentList } from './attachment-list.tsx';
import { Components } from './components.tsx';
import { Embed } from './embed.tsx';
import { Icon } from './icons.tsx';
import { Markdown } from './markdown/markdown.tsx';
import { Stickers } from './stickers.tsx';

const nothing = (): void => undefined;

/** What a forward shows. Its buttons don't work, as in Discord. */
export function Forwarded({ forward }: { forward: ForwardView | null }): VNode | null {
  if (forward === null) return null;
  return (
    <div class="forwarded">
      <small class="forwarded-head">
        <Icon name="forward" /> Forwarded
      </small>
      {forward.content === '' ? null : <Markdown text={forward.content} />}
      <AttachmentList files={forward.attachments} />
      <Stickers stickers={forward.stickers} />
      {forward.embeds.map((embed, index) => (
        <Embed key={index} embed={embed} />
      ))}
      <div class="forwarded-components" inert>
        <Components components={forward.components} use={{ press: nothing, choose: nothing }} />
      </div>
    </div>
  );
}
