import { Routes } from 'discord.js';
import type { APIGuildForumChannel, APIOverwrite } from 'discord.js';
import { OperatorError } from '../../lib/errors.ts';
import { ensureForumTags, kindsFor, tagsIn } from '../forum-tags.ts';
import type { TagsInForum } from '../forum-tags.ts';
import { inviteLink, setupPermissions } from '../own-permissions.ts';
import type { ForumView } from '../view.ts';
import { askApplication } from './application.ts';
import type { Connection } from './connection.ts';
import type { ExaminedServer, KnownTags } from './examined-server.ts';
import { changesTo, checkMayChange, createForum, merged, toRequest } from './overwrites.ts';
import { findForum, forumsIn, heldByBot, lookAt } from './place.ts';
import type { FoundForum, Place } from './place.ts';

/** What was done, or would be. */
export interface SetUp {
  /** Each as half a sentence; empty: nothing had to be done. */
  readonly changes: readonly string[];
  /** A forum that stands in place of the one that the configuration names, and has to be written into it; `null`: none. */
  readonly newForum: string | null;
}

export interface SettingUp {
  readonly connection: Connection;
  readonly known: KnownTags;
  /** Nothing is changed. */
  readonly isDry: boolean;
}

const forumName = 'tickets';

/**
 * Makes or repairs a server's forum: private, with staff and the bot in it, and its tags. Throws what discord.js throws.
 * @throws OperatorError `setup.server`, `setup.forum`, `setup.permissions`, `forum.full`
 */
export async function setUp(way: SettingUp, server: ExaminedServer): Promise<SetUp> {
  const { place, bot } = await placeOf(way.connection, server);
  const found = await findForum(way.connection, place, server.forumId);
  if (found === null) return anotherForum(way, { place, botId: bot.botId }, server);
  return { changes: await repair(way, found, server), newForum: null };
}

/** The tags of a server's forum. Throws as {@link setUp} does. */
export async function listTags(way: Omit<SettingUp, 'isDry'>, server: ExaminedServer): Promise<TagsInForum> {
  return tagsIn(viewOf((await forumOf(way.connection, server)).forum), server, way.known);
}

/** Makes the tags that a server's forum lacks; gives their names. Throws as {@link setUp} does. */
export async function setUpTags(way: SettingUp, server: ExaminedServer): Promise<readonly string[]> {
  return makeTags(way, await forumOf(way.connection, server), server);
}

async function placeOf(connection: Connection, { id }: ExaminedServer) {
  const bot = await askApplication(connection);
  const place = await lookAt(connection, id, bot.botId);
  if (place !== null) return { place, bot };
  throw new OperatorError('setup.server', `The bot is not in the server ${id}.`, {
    hint: `Invite it: ${inviteLink(bot.applicationId, setupPermissions)}`,
    exitCode: 3,
  });
}

async function forumOf(connection: Connection, server: ExaminedServer): Promise<FoundForum> {
  const { place } = await placeOf(connection, server);
  const found = await findForum(connection, place, server.forumId);
  if (found !== null) return found;
  throw new OperatorError('setup.forum', `There is no forum ${server.forumId} that the bot can find.`, {
    hint: '`supportmail setup` makes one. Or put the ID of another into `servers[].forum`.',
    exitCode: 3,
  });
}

/** Made once only: before the configuration names it, it is found by its name. */
async function anotherForum(
  way: SettingUp,
  { place, botId }: { readonly place: Place; readonly botId: string },
  server: ExaminedServer,
): Promise<SetUp> {
  const known = forumsIn(place).find(({ name }) => name === forumName);
  if (known !== undefined) {
    const changes = await repair(way, { place, forum: known }, server);
    return { changes, newForum: known.id };
  }
  const made = `the private forum #${forumName} is made in "${place.name}"`;
  if (way.isDry) {
    checkMayChange(heldByBot(place), 'make a private forum');
    return { changes: [made, 'its tags are made'], newForum: null };
  }
  const forum = { name: forumName, staffRoles: server.staffRoles };
  const id = await createForum(way.connection, { serverId: place.id, botId }, forum);
  const after = await lookAt(way.connection, place.id, botId);
  const found = after === null ? null : await findForum(way.connection, after, id);
  const tags = found === null ? [] : await makeTags(way, found, server);
  return { changes: [made, ...tags.map(tagMade)], newForum: id };
}

async function repair(way: SettingUp, found: FoundForum, server: ExaminedServer): Promise<readonly string[]> {
  const { connection, isDry } = way;
  const { place, forum } = found;
  const overwrites = forum.permission_overwrites ?? [];
  const changes = changesTo(place, overwrites, server.staffRoles);
  if (changes.length > 0) {
    checkMayChange(heldByBot(place, overwrites), `say who may what in the forum #${forum.name}`);
    const all = changes.reduce<readonly APIOverwrite[]>(
      (before, { overwrite }) => merged(before, overwrite),
      overwrites,
    );
    const body = { permission_overwrites: all.map(toRequest) };
    if (!isDry) await connection.change('PATCH', Routes.channel(forum.id), body);
  }
  const tags = await makeTags(way, found, server);
  return [...changes.map(({ what }) => what), ...tags.map(tagMade)];
}

async function makeTags(
  { connection, known, isDry }: SettingUp,
  { forum }: FoundForum,
  server: ExaminedServer,
): Promise<readonly string[]> {
  let view = viewOf(forum);
  const { missing, hasRoom, strays } = tagsIn(view, server, known);
  if (!hasRoom) {
    throw new OperatorError('forum.full', `The forum #${forum.name} has no room for the tags ${missing.join(', ')}.`, {
      hint: `A forum has 20 at most. Delete some that are not the bot's: ${strays.map(({ name }) => name).join(', ')}.`,
    });
  }
  if (!isDry) {
    const seen = {
      forum: () => view,
      setForumTags: (_: string, tags: ForumView['tags']) => void (view = { ...view, tags }),
    };
    const at = { forumId: forum.id, language: server.language };
    await ensureForumTags({ rest: connection.rest, view: seen, memory: known }, at, kindsFor(server));
  }
  return missing;
}

function viewOf({ id, available_tags: tags }: APIGuildForumChannel): ForumView {
  return { id, serverId: '', tags, needsTag: false };
}

function tagMade(name: string): string {
  return `the forum tag "${name}" is made`;
}
