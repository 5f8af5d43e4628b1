import type { Attachment } from '../world/message-parts.ts';
import type { Component, Embed, Message } from '../world/nouns.ts';
import type { World } from '../world/world.ts';

/** An attachment object, with links that are signed anew each time it is written. */
export function attachmentJson(world: World, file: Attachment) {
  return {
    id: file.id,
    filename: file.name,
    size: file.size,
    url: world.cdn.link('/cdn', pathOf(file)),
    proxy_url: world.cdn.link('/media', pathOf(file)),
    ...(file.title === null ? {} : { title: file.title }),
    ...(file.description === null ? {} : { description: file.description }),
    ...(file.contentType === null ? {} : { content_type: file.contentType }),
    ...(file.picture === null ? {} : { width: file.picture.width, height: file.picture.height }),
    ...(file.voice === null ? {} : { duration_secs: file.voice.seconds, waveform: file.voice.waveform }),
  };
}

function pathOf({ channelId, id, name }: Attachment): string {
  return `/attachments/${channelId}/${id}/${name}`;
}

const scheme = 'attachment://';

/**
 * The files, embeds and components of a message. `attachment://name` stands for a file of the same message, and a file
 * that an embed shows isn't listed: https://docs.discord.com/developers/reference#editing-message-attachments
 */
export function filesJson(world: World, message: Pick<Message, 'attachments' | 'embeds' | 'components'>) {
  const { attachments, embeds, components } = message;
  const used = new Set<string>();
  const link = (url: string): string => {
    const file = attachments.find((one) => `${scheme}${one.name}` === url);
    if (file === undefined) return url;
    used.add(file.id);
    return world.cdn.link('/cdn', pathOf(file));
  };
  const shownEmbeds = attachments.length === 0 ? embeds : embeds.map((embed) => withLinks(embed, link) as Embed);
  const listed = attachments.filter((one) => !used.has(one.id));
  const shown = attachments.length === 0 ? components : components.map((one) => withLinks(one, link) as Component);
  return {
    embeds: shownEmbeds,
    components: shown,
    attachments: listed.map((file) => attachmentJson(world, file)),
  };
}

function withLinks(value: unknown, link: (url: string) => string): unknown {
  if (typeof value === 'string') return value.startsWith(scheme) ? link(value) : value;
  if (Array.isArray(value)) return value.map((one) => withLinks(one, link));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withLinks(one, link)]));
}
