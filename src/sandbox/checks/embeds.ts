import type { Embed } from '../world/nouns.ts';
import { Form, type FieldPath, type Fields } from './form.ts';

// https://docs.discord.com/developers/resources/message#embed-object-embed-limits
const maxEmbeds = 10;
const maxCharacters = 6000;

/** Reads the embeds of a message, with Discord's limits; undefined when the body has none. */
export function readEmbeds(form: Form, body: Fields, path: FieldPath): Embed[] | undefined {
  const list = form.list(body, path, { max: maxEmbeds });
  const embeds = list?.map((one, index) => readEmbed(form, form.object(one, [...path, index]), [...path, index]));
  const characters = (embeds ?? []).reduce((sum, embed) => sum + charactersIn(embed), 0);
  if (characters > maxCharacters) {
    form.fail(path, 'MAX_EMBED_SIZE_EXCEEDED', `Embed size exceeds maximum size of ${maxCharacters}`);
  }
  return embeds;
}

function readEmbed(form: Form, fields: Fields, path: FieldPath): Embed {
  const title = form.text(fields, [...path, 'title'], { max: 256 });
  const description = form.text(fields, [...path, 'description'], { max: 4096 });
  const color = form.integer(fields, [...path, 'color'], { min: 0, max: 0xffffff });
  const url = form.text(fields, [...path, 'url'], { max: 2048 });
  const timestamp = form.text(fields, [...path, 'timestamp']);
  return {
    type: 'rich',
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(color === undefined ? {} : { color }),
    ...(url === undefined ? {} : { url }),
    ...(timestamp === undefined ? {} : { timestamp }),
    ...readEmbedFields(form, fields, path),
    ...readNamed(form, fields, path),
    ...readPictures(form, fields, path),
  };
}

function readEmbedFields(form: Form, fields: Fields, path: FieldPath): Pick<Embed, 'fields'> {
  const list = form.list(fields, [...path, 'fields'], { max: 25 });
  if (list === undefined) return {};
  return {
    fields: list.map((one, index) => {
      const at = [...path, 'fields', index];
      const field = form.object(one, at);
      return {
        name: form.requiredText(field, [...at, 'name'], { max: 256 }),
        value: form.requiredText(field, [...at, 'value'], { max: 1024 }),
        inline: form.flag(field, [...at, 'inline']) ?? false,
      };
    }),
  };
}

function readNamed(form: Form, fields: Fields, path: FieldPath): Pick<Embed, 'author' | 'footer'> {
  const author = form.object(fields['author'], [...path, 'author']);
  const footer = form.object(fields['footer'], [...path, 'footer']);
  const name = form.text(author, [...path, 'author', 'name'], { max: 256 });
  const text = form.text(footer, [...path, 'footer', 'text'], { max: 2048 });
  const authorIcon = form.text(author, [...path, 'author', 'icon_url'], { max: 2048 });
  const authorUrl = form.text(author, [...path, 'author', 'url'], { max: 2048 });
  const footerIcon = form.text(footer, [...path, 'footer', 'icon_url'], { max: 2048 });
  return {
    ...(name === undefined
      ? {}
      : {
          author: {
            name,
            ...(authorIcon === undefined ? {} : { icon_url: authorIcon }),
            ...(authorUrl === undefined ? {} : { url: authorUrl }),
          },
        }),
    ...(text === undefined ? {} : { footer: { text, ...(footerIcon === undefined ? {} : { icon_url: footerIcon }) } }),
  };
}

function readPictures(form: Form, fields: Fields, path: FieldPath): Pick<Embed, 'image' | 'thumbnail'> {
  const image = form.object(fields['image'], [...path, 'image']);
  const thumbnail = form.object(fields['thumbnail'], [...path, 'thumbnail']);
  const imageUrl = form.text(image, [...path, 'image', 'url'], { max: 2048 });
  const thumbnailUrl = form.text(thumbnail, [...path, 'thumbnail', 'url'], { max: 2048 });
  return {
    ...(imageUrl === undefined ? {} : { image: { url: imageUrl } }),
    ...(thumbnailUrl === undefined ? {} : { thumbnail: { url: thumbnailUrl } }),
  };
}

function charactersIn(embed: Embed): number {
  const texts = [embed.title, embed.description, embed.footer?.text, embed.author?.name];
  for (const field of embed.fields ?? []) texts.push(field.name, field.value);
  return texts.reduce((sum, text) => sum + (text?.length ?? 0), 0);
}
