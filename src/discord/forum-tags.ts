import { Routes } from 'discord.js';
import type { APIGuildForumChannel, APIGuildForumTag, REST } from 'discord.js';
import { OperatorError } from '../lib/errors.ts';
import { ratings } from '../ticket/feedback.ts';
import { catalogues, say } from '../texts/texts.ts';
import type { Language, TextKey } from '../texts/texts.ts';
import { send } from './send.ts';
import type { CategoryTag, ServerSettings } from './settings.ts';
import type { ForumView, View } from './view.ts';
import type { PostTags } from '../ticket/post-tags.ts';

/** The tags that the bot keeps in its forum, in the order in which they are made. */
const kinds = {
  open: { key: 'tag.open', emoji: '🟢' },
  closed: { key: 'tag.closed', emoji: '🔴' },
  closeRequested: { key: 'tag.closeRequested', emoji: '🔐' },
  unanswered: { key: 'tag.unanswered', emoji: '❗' },
  userResponded: { key: 'tag.userResponded', emoji: '💬' },
  awaitingResponse: { key: 'tag.awaitingResponse', emoji: '⏳' },
  rating1: { key: 'tag.rating1', emoji: '⭐' },
  rating2: { key: 'tag.rating2', emoji: '⭐' },
  rating3: { key: 'tag.rating3', emoji: '⭐' },
  rating4: { key: 'tag.rating4', emoji: '⭐' },
  rating5: { key: 'tag.rating5', emoji: '⭐' },
} as const satisfies Record<string, { key: TextKey; emoji: string }>;

type StandardKind = keyof typeof kinds;

/** One of the tags above, or the one of a category. */
type Kind = StandardKind | CategoryTag;

const allKinds = Object.keys(kinds) as readonly StandardKind[];
/** Made only where the configuration says so. */
export const ratingTags: readonly StandardKind[] = ratings.map((rating) => `rating${rating}` as const);
/** Made in any case. */
export const stateTags = allKinds.filter((kind) => !ratingTags.includes(kind));

/** Discord's limits. https://docs.discord.com/developers/resources/channel#channel-object */
const tagsPerForum = 20;
const tagsPerPost = 5;

/** Where the IDs of a forum's tags are remembered, so that a tag may be renamed. */
export interface TagMemory {
  forumTags(forumId: string): ReadonlyMap<string, string>;
  saveForumTag(forumId: string, kind: string, tagId: string): void;
}

export interface ForumTagParts {
  readonly rest: Pick<REST, 'request'>;
  readonly view: Pick<View, 'forum' | 'setForumTags'>;
  readonly memory: TagMemory;
}

/** Creates those of these tags that a forum lacks, in one request. Does nothing where all are there. Throws what discord.js throws, or that there is no room. */
export async function ensureForumTags(
  { rest, view, memory }: ForumTagParts,
  { forumId, language }: { readonly forumId: string; readonly language: string },
  which: readonly Kind[],
): Promise<void> {
  const forum = view.forum(forumId);
  if (forum === null) return;
  const missing = which.filter((kind) => findTag(kind, forum, memory) === null);
  if (missing.length > 0) {
    const wanted = [...forum.tags, ...missing.map((kind) => newTag(kind, language as Language))];
    if (wanted.length > tagsPerForum)
      throw new OperatorError(
        'forum.full',
        `the forum has room for ${tagsPerForum} tags and would need ${wanted.length}`,
      );
    const body = { available_tags: wanted };
    const changed = await send<APIGuildForumChannel>(rest, { method: 'PATCH', path: Routes.channel(forumId), body });
    view.setForumTags(forumId, changed.available_tags);
  }
  const present = view.forum(forumId) ?? forum;
  for (const kind of which) {
    const tag = findTag(kind, present, memory);
    if (tag !== null) memory.saveForumTag(forumId, keyOf(kind), tag.id);
  }
}

/** The tags of a forum, as they are and as they should be. */
export interface TagsInForum {
  readonly present: readonly { readonly id: string; readonly name: string }[];
  /** The names under which those would be made that the forum lacks. */
  readonly missing: readonly string[];
  /** Those that aren't the bot's: people made them, or an earlier configuration had them. */
  readonly strays: readonly { readonly id: string; readonly name: string }[];
  /** Whether the forum can have those that it lacks. */
  readonly hasRoom: boolean;
}

/** Looks which of a server's tags its forum has. */
export function tagsIn(forum: ForumView, server: ServerSettings, memory: Pick<TagMemory, 'forumTags'>): TagsInForum {
  const kinds = kindsFor(server);
  const found = kinds.map((kind) => findTag(kind, forum, memory));
  const present = found.filter((tag) => tag !== null);
  const missing = kinds
    .filter((_, index) => found[index] === null)
    .map((kind) => newTag(kind, server.language as Language).name);
  const strays = forum.tags.filter((tag) => !present.includes(tag));
  return { present, missing, strays, hasRoom: forum.tags.length + missing.length <= tagsPerForum };
}

/** All that the forum of a server should have. */
export function kindsFor({ ratingTags: isRated, categoryTags }: ServerSettings): readonly Kind[] {
  return [...stateTags, ...(isRated ? ratingTags : []), ...categoryTags];
}

/** What decides which tags a post bears. */
export interface TagSurroundings {
  readonly memory: TagMemory;
  /** Those on the post now. */
  readonly present: readonly string[];
  readonly categoryTags: readonly CategoryTag[];
}

/**
 * The tag IDs for a state, behind them those that people set on the post themselves, as far as Discord's five allow. Where the
 * bot has no tags of its own and the forum wants one, any; `null`: there is none at all.
 */
export function tagIdsFor(
  tags: PostTags,
  forum: ForumView,
  { memory, present, categoryTags }: TagSurroundings,
): readonly string[] | null {
  const wanted: readonly Kind[] = [
    tags.status,
    ...(tags.activity === null ? [] : [tags.activity]),
    ...categoryTags.filter(({ id }) => id === tags.category),
    ...(tags.rating === undefined ? [] : [`rating${tags.rating}` as const]),
  ];
  const ours = new Set([...allKinds, ...categoryTags].flatMap((kind) => findTag(kind, forum, memory)?.id ?? []));
  const known = new Set(forum.tags.map(({ id }) => id));
  const byHand = present.filter((id) => !ours.has(id) && known.has(id));
  const ids = [...wanted.flatMap((kind) => findTag(kind, forum, memory)?.id ?? []), ...byHand].slice(0, tagsPerPost);
  return ids.length > 0 || !forum.needsTag ? ids : anyTag(forum);
}

/** What the tags on a post say about its ticket; `null`: nothing, or two things. */
export function statusIn(tagIds: readonly string[], forum: ForumView, memory: TagMemory): 'open' | 'closed' | null {
  const has = (kind: Kind): boolean => tagIds.includes(findTag(kind, forum, memory)?.id ?? '');
  const isOpen = has('open') || has('closeRequested');
  if (isOpen === has('closed')) return null;
  return isOpen ? 'open' : 'closed';
}

/** One that everybody may set; those of moderators the bot may set with Manage Threads only. */
function anyTag({ tags }: ForumView): readonly string[] | null {
  const tag = tags.find(({ moderated }) => !moderated) ?? tags[0];
  return tag === undefined ? null : [tag.id];
}

function findTag(kind: Kind, forum: ForumView, memory: Pick<TagMemory, 'forumTags'>): APIGuildForumTag | null {
  const storedId = memory.forumTags(forum.id).get(keyOf(kind));
  const names = new Set<string>(namesOf(kind));
  return forum.tags.find(({ id }) => id === storedId) ?? forum.tags.find(({ name }) => names.has(name)) ?? null;
}

/** By which its ID is remembered. */
function keyOf(kind: Kind): string {
  return typeof kind === 'string' ? kind : `category/${kind.id}`;
}

/** In every language. */
function namesOf(kind: Kind): readonly string[] {
  if (typeof kind !== 'string') return [kind.name];
  return (Object.keys(catalogues) as Language[]).map((language) => say(language, kinds[kind].key));
}

/** Moderated: people without Manage Threads can't set it. An `id` of its own is given by Discord. */
function newTag(kind: Kind, language: Language) {
  if (typeof kind !== 'string') return { name: kind.name, moderated: true, ...tagEmoji(kind.emoji) };
  return { name: say(language, kinds[kind].key), moderated: true, ...tagEmoji(kinds[kind].emoji) };
}

/** By its ID where it is one of Discord's own. https://docs.discord.com/developers/resources/channel#forum-tag-object */
function tagEmoji(written: string | null): { emoji_id: string | null; emoji_name: string | null } {
  const [, id] = /^<a?:\w+:(\d+)>$/.exec(written ?? '') ?? [];
  return id === undefined ? { emoji_id: null, emoji_name: written } : { emoji_id: id, emoji_name: null };
}
