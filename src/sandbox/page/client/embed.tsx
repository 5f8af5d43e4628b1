import type { VNode } from 'preact';
import type { EmbedView } from '../message-view.ts';
import { Markdown } from './markdown/markdown.tsx';
import { messageTime } from './time.ts';

/** The framed box that bots can put under a message. */
export function Embed({ embed }: { embed: EmbedView }): VNode {
  return (
    <div class="embed" style={edgeColor(embed.color)}>
      <div class="embed-text">
        {embed.author === null ? null : <div class="embed-author">{embed.author}</div>}
        {embed.title === null ? null : <div class="embed-title">{embed.title}</div>}
        {embed.description === null ? null : <Markdown text={embed.description} />}
        {embed.fields.length === 0 ? null : (
          <dl class="embed-fields">
            {embed.fields.map((field, index) => (
              <div key={index} class={field.inline ? 'embed-field' : 'embed-field embed-field-wide'}>
                <dt>{field.name}</dt>
                <dd>
                  <Markdown text={field.value} />
                </dd>
              </div>
            ))}
          </dl>
        )}
        <EmbedFooter embed={embed} />
      </div>
      {embed.thumbnailUrl === null ? null : <img class="embed-thumbnail" src={embed.thumbnailUrl} alt="" />}
    </div>
  );
}

function EmbedFooter({ embed }: { embed: EmbedView }): VNode | null {
  const time = embed.timestampAt === null ? null : messageTime(embed.timestampAt, Date.now());
  const parts = [embed.footer, time].filter((part) => part !== null);
  return parts.length === 0 ? null : <div class="embed-footer">{parts.join(' · ')}</div>;
}

/** The coloured edge of an embed or a container. */
export function edgeColor(color: number | null): Record<string, string> {
  return color === null ? {} : { '--edge': `#${color.toString(16).padStart(6, '0')}` };
}
