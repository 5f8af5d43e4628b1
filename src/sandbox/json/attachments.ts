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
  const inEmbeds = new Set<Attachment>();
  const find = (url: string) => attachments.find((one) => `${scheme}${one.name}` === url);
  const link = (url: string): string => {
    const file = find(url);
    if (file === undefined) return url;
    inEmbeds.add(file);
    return world.cdn.link('/cdn', pathOf(file));
  };
  const shownEmbeds = attachments.length === 0 ? embeds : embeds.map((embed) => embedJson(embed, link));
  return {
    embeds: shownEmbeds,
    components: components.map((one) => componentJson(one, (url) => mediaJson(world, url, find(url)))),
    attachments: attachments.filter((one) => !inEmbeds.has(one)).map((file) => attachmentJson(world, file)),
  };
}

function embedJson(embed: Embed, link: (url: string) => string): Embed {
  const { image, thumbnail, author, footer } = embed;
  return {
    ...embed,
    ...(image === undefined ? {} : { image: { ...image, url: link(image.url) } }),
    ...(thumbnail === undefined ? {} : { thumbnail: { ...thumbnail, url: link(thumbnail.url) } }),
    ...(author?.icon_url === undefined ? {} : { author: { ...author, icon_url: link(author.icon_url) } }),
    ...(footer?.icon_url === undefined ? {} : { footer: { ...footer, icon_url: link(footer.icon_url) } }),
  };
}

// An unfurled media item: https://docs.discord.com/developers/components/reference#unfurled-media-item
function mediaJson(world: World, url: string, file: Attachment | undefined): object {
  if (file === undefined) return { id: '0', url, proxy_url: url };
  const { url: link, proxy_url, content_type, width, height } = attachmentJson(world, file);
  return { id: file.id, attachment_id: file.id, url: link, proxy_url, content_type, width, height };
}

function componentJson(component: Component, media: (url: string) => object): Component {
  const { components, accessory } = component;
  return {
    ...component,
    ...mediaFields(component, media),
    ...(components === undefined ? {} : { components: components.map((one) => componentJson(one, media)) }),
    ...(accessory === undefined ? {} : { accessory: componentJson(accessory, media) }),
  };
}

const kinds = { thumbnail: 11, gallery: 12, file: 13 } as const;

function mediaFields(component: Component, media: (url: string) => object): object {
  const shown = (of: { url?: unknown } | undefined) => media(String(of?.url));
  switch (component.type) {
    case kinds.thumbnail:
      return { ...coverFields(component), media: shown(component['media'] as { url?: unknown }) };
    case kinds.gallery: {
      const items = component['items'] as { media: { url?: unknown }; description?: string; spoiler?: boolean }[];
      return { items: items.map((item) => ({ ...coverFields(item), media: shown(item.media) })) };
    }
    case kinds.file: {
      const file = component['file'] as { url?: string };
      const name = file.url?.slice(scheme.length) ?? null;
      return { spoiler: component.spoiler ?? false, name, size: null, file: shown(file) };
    }
    default:
      return {};
  }
}

function coverFields({ description, spoiler }: { description?: string; spoiler?: boolean }): object {
  return { description: description ?? null, spoiler: spoiler ?? false };
}
