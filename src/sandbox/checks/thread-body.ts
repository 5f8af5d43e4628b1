import type { NewPost } from '../world/posts.ts';
import { maxTagsOnPost } from '../world/tags.ts';
import type { ThreadChange } from '../world/threads.ts';
import type { Uploads } from '../rest/multipart.ts';
import { Form, type Fields } from './form.ts';
import { readDraft, settableFlags } from './message-body.ts';

const archiveDurations = [60, 1440, 4320, 10_080];
const defaultArchiveMinutes = 4320;
const maxSlowmodeSeconds = 21_600;
const pinnedFlag = 1 << 1;

/** Reads the body of a new post: https://docs.discord.com/developers/resources/channel#start-thread-in-forum-or-media-channel */
export function readPost(body: Fields, uploads: Uploads): NewPost {
  const form = new Form();
  const post: NewPost = {
    name: form.requiredText(body, ['name'], { min: 1, max: 100 }),
    appliedTags: form.ids(body, ['applied_tags'], { max: maxTagsOnPost }) ?? [],
    autoArchiveMinutes: form.choice(body, ['auto_archive_duration'], archiveDurations) ?? defaultArchiveMinutes,
    slowmodeSeconds: form.integer(body, ['rate_limit_per_user'], { min: 0, max: maxSlowmodeSeconds }) ?? 0,
    draft: readDraft(form, form.object(body['message'], ['message']), ['message'], settableFlags.message, uploads),
  };
  form.finish();
  return post;
}

/** Reads the body of a PATCH on a thread: https://docs.discord.com/developers/resources/channel#modify-channel */
export function readThreadChange(body: Fields): ThreadChange {
  const form = new Form();
  const name = form.text(body, ['name'], { min: 1, max: 100 });
  const archived = form.flag(body, ['archived']);
  const locked = form.flag(body, ['locked']);
  const appliedTags = form.ids(body, ['applied_tags'], { max: maxTagsOnPost });
  const autoArchiveMinutes = form.choice(body, ['auto_archive_duration'], archiveDurations);
  const slowmodeSeconds = form.integer(body, ['rate_limit_per_user'], { min: 0, max: maxSlowmodeSeconds });
  const flags = form.integer(body, ['flags']);
  form.finish();
  return {
    ...(name === undefined ? {} : { name }),
    ...(archived === undefined ? {} : { archived }),
    ...(locked === undefined ? {} : { locked }),
    ...(appliedTags === undefined ? {} : { appliedTags }),
    ...(autoArchiveMinutes === undefined ? {} : { autoArchiveMinutes }),
    ...(slowmodeSeconds === undefined ? {} : { slowmodeSeconds }),
    ...(flags === undefined ? {} : { pinned: (flags & pinnedFlag) !== 0 }),
  };
}
