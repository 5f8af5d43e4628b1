import { ApiError } from '../api-error.ts';
import type { ForumChange, NewChannel, TagChange } from '../world/channels.ts';
import type { Overwrite } from '../world/nouns.ts';
import { Form, type Fields } from './form.ts';

const maxTags = 20;
const maxTagName = 20;
const requireTagFlag = 1 << 4;

/** Reads the body of a PATCH on a text channel or forum: https://docs.discord.com/developers/resources/channel#modify-channel */
export function readChannelChange(body: Fields): ForumChange {
  const form = new Form();
  const name = form.text(body, ['name'], { min: 1, max: 100 });
  const topic = form.text(body, ['topic'], { max: 4096 });
  const flags = form.integer(body, ['flags']);
  const tags = readTags(form, body);
  const overwrites = readOverwrites(form, body);
  form.finish();
  return {
    ...(name === undefined ? {} : { name }),
    ...(topic === undefined ? {} : { topic }),
    ...(flags === undefined ? {} : { requireTag: (flags & requireTagFlag) !== 0 }),
    ...(tags === undefined ? {} : { tags }),
    ...(overwrites === undefined ? {} : { overwrites }),
  };
}

/** Reads the body of a new channel: https://docs.discord.com/developers/resources/guild#create-guild-channel */
export function readNewChannel(body: Fields): NewChannel {
  const form = new Form();
  const name = form.requiredText(body, ['name'], { min: 1, max: 100 });
  const type = form.choice(body, ['type'], [0, 15]) ?? 0;
  const topic = form.text(body, ['topic'], { max: 4096 }) ?? null;
  const overwrites = readOverwrites(form, body) ?? [];
  form.finish();
  return { name, type: type === 15 ? 15 : 0, topic, overwrites };
}

// As strings or numbers: resources/channel#overwrite-object has strings, the OpenAPI description numbers.
function readOverwrites(form: Form, body: Fields): Overwrite[] | undefined {
  return form.list(body, ['permission_overwrites'], { max: 100 })?.map((one, index): Overwrite => {
    const at = ['permission_overwrites', index];
    const fields = form.object(one, at);
    const bits = (key: string): bigint => BigInt(form.text(fields, [...at, key]) ?? '0');
    const type = form.choice(fields, [...at, 'type'], [0, 1]) === 1 ? 1 : 0;
    return { id: form.requiredText(fields, [...at, 'id']), type, allow: bits('allow'), deny: bits('deny') };
  });
}

function readTags(form: Form, body: Fields): TagChange[] | undefined {
  const list = form.list(body, ['available_tags']);
  if (list === undefined) return undefined;
  if (list.length > maxTags) throw new ApiError(30048);
  const tags = list.map((one, index): TagChange => {
    const at = ['available_tags', index];
    const fields = form.object(one, at);
    return {
      id: form.text(fields, [...at, 'id']) ?? null,
      name: form.requiredText(fields, [...at, 'name'], { min: 1, max: maxTagName }),
      moderated: form.flag(fields, [...at, 'moderated']) ?? false,
      emojiId: form.text(fields, [...at, 'emoji_id']) ?? null,
      emojiName: form.text(fields, [...at, 'emoji_name']) ?? null,
    };
  });
  if (new Set(tags.map((tag) => tag.name.toLowerCase())).size < tags.length) throw new ApiError(40061);
  return tags;
}
