import { emojiProblems, formProblems, isFields, problem, unwantedFiles } from './form-problems.ts';
import type { Fields, Places } from './form-problems.ts';
import { ownTagNames } from './own-tags.ts';
import { pointerTo, quote } from './problems.ts';
import type { Problem } from './problems.ts';
import { isSlug, slugOf } from './slug.ts';

/** Discord's limits. https://docs.discord.com/developers/resources/channel#forum-tag-object */
const tagNameLimit = 20;
const tagsPerForum = 20;
/** Three for the status and three for whose turn it is; those for ratings come on top. */
const stateTags = 6;
const ratingTags = 5;

/** Finds what no schema can say about the categories of a server. */
export function categoryProblems(server: Fields, pointer: string, places: Places): Problem[] {
  const list: readonly unknown[] = Array.isArray(server['categories']) ? server['categories'] : [];
  const categories = list.map((one) => (isFields(one) ? one : {}));
  const at = pointerTo(pointer, 'categories');
  const ids = categories.map(idOf);
  const tags = categories.map((category) => (category['forum_tag'] === true ? tagNameOf(category) : null));
  return [
    ...categories.flatMap((category, index) => [
      ...idProblems(category, { ids, index, pointer: pointerTo(at, index) }, places),
      ...emojiProblems(category, pointerTo(at, index), places),
      ...formProblems(category['form'], `${pointerTo(at, index)}/form`, places),
      ...keptBackFiles(server, category, `${pointerTo(at, index)}/form`, places),
      ...tagProblems(tags, index, pointerTo(at, index), places),
    ]),
    ...budgetProblems(server, tags.filter((tag) => tag !== null).length, at, places),
  ];
}

/** Users would upload what nobody gets. */
function keptBackFiles({ tickets }: Fields, category: Fields, pointer: string, places: Places): Problem[] {
  if (!isFields(tickets) || tickets['user_files'] !== 'none') return [];
  return unwantedFiles(category['form'], pointer, places, '`tickets.user_files: none` passes no files on');
}

/** The name of a category's forum tag. */
export function tagNameOf({ name }: { readonly name?: unknown }): string {
  return Array.from(typeof name === 'string' ? name : '')
    .slice(0, tagNameLimit)
    .join('')
    .trim();
}

function idOf({ id, name }: Fields): string {
  if (typeof id === 'string') return id;
  return typeof name === 'string' ? slugOf(name) : '';
}

function idProblems(
  { id, name }: Fields,
  { ids, index, pointer }: { readonly ids: readonly string[]; readonly index: number; readonly pointer: string },
  places: Places,
): Problem[] {
  const key = typeof id === 'string' ? 'id' : 'name';
  const own = ids[index] ?? '';
  if (typeof id === 'string' && !isSlug(id)) return [];
  if (own === '') {
    const text = 'holds no letter a–z or number that an ID could be made of: give the category an `id`';
    return typeof name === 'string' ? [problem(pointerTo(pointer, key), places, text)] : [];
  }
  if (ids.indexOf(own) === index) return [];
  return [problem(pointerTo(pointer, key), places, `gives the ID ${quote(own)}, which another category has`)];
}

function tagProblems(tags: readonly (string | null)[], index: number, pointer: string, places: Places): Problem[] {
  const own = tags[index] ?? null;
  if (own !== null && isOwnTag(own)) {
    const ours = `gives the forum tag ${quote(own)}, which the bot keeps for itself; another name is needed, or no \`forum_tag\``;
    return [problem(pointerTo(pointer, 'name'), places, ours)];
  }
  if (own === null || tags.findIndex((tag) => tag?.toLowerCase() === own.toLowerCase()) === index) return [];
  const text = `gives the forum tag ${quote(own)} (names are cut to ${tagNameLimit} characters), which another category has`;
  return [problem(pointerTo(pointer, 'name'), places, text)];
}

/** It would be taken for the tag of a state, and the other way round. */
function isOwnTag(name: string): boolean {
  return ownTagNames.some((own) => own.toLowerCase() === name.toLowerCase());
}

function budgetProblems(server: Fields, wanted: number, pointer: string, places: Places): Problem[] {
  const { feedback } = server;
  const isRated = isFields(feedback) && feedback['rating_tags'] === true;
  const room = tagsPerForum - stateTags - (isRated ? ratingTags : 0);
  if (wanted <= room) return [];
  const taken = isRated ? `${stateTags} for states and ${ratingTags} for ratings` : `${stateTags} for states`;
  const text = `found ${wanted} with \`forum_tag\`, but a forum has ${tagsPerForum} tags, of which the bot uses ${taken}: ${room} are left`;
  return [problem(pointer, places, text)];
}
