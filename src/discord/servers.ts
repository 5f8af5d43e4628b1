import { GatewayDispatchEvents, Routes } from 'discord.js';
import type { APIGuildForumChannel, GatewayDispatchPayload, REST } from 'discord.js';
import type { Sight, Spot } from '../desk/ports.ts';
import { OperatorError } from '../lib/errors.ts';
import { fileLimitOf } from '../ticket/file-groups.ts';
import type { Language } from '../texts/texts.ts';
import type { ServerId } from '../ticket/ticket.ts';
import { toFailure } from './failures.ts';
import { ensureForumTags, ratingTags, stateTags, statusIn, tagIdsFor } from './forum-tags.ts';
import type { TagMemory } from './forum-tags.ts';
import { createRights } from './rights.ts';
import { send } from './send.ts';
import { forgetCommands, registerCommands, registerPersonalCommands } from './registration.ts';
import type { RegistrationMemory } from './registration.ts';
import type { Surroundings } from './render.ts';
import { sharedSettings } from './settings.ts';
import type { ServerSettings } from './settings.ts';
import { createSight } from './sight.ts';
import type { SightParts } from './sight.ts';
import { createView } from './view.ts';
import type { View } from './view.ts';

export interface ServersParts extends Pick<SightParts, 'clock' | 'random'> {
  readonly rest: () => Pick<REST, 'request'>;
  readonly applicationId: () => string;
  readonly botId: () => string;
  readonly servers: readonly ServerSettings[];
  readonly memory: TagMemory & RegistrationMemory;
  /** Something the operator should put right. */
  onProblem(message: string): void;
  /** A server, or its forum, went out of sight. */
  onLost(message: string): void;
  /** It is to be seen again. */
  onBack(spot: Spot, message: string): void;
}

/** The configured servers as Discord has them. */
export interface Servers {
  readonly surroundings: Surroundings;
  readonly sight: Sight;
  take(packet: GatewayDispatchPayload): void;
  /** Whether this is a forum of tickets that is to be seen. */
  isForum(this: void, channelId: string): boolean;
  /** What Discord calls a server (its last known name while Discord hasn't told), and how the bot is mentioned in its forum. */
  heardOf(serverId: string): {
    readonly serverName: string;
    readonly botMentions: readonly string[];
    readonly forumFileLimit: number;
  };
  newestInPosts(): ReadonlyMap<string, string>;
  /** The bot's permissions in a forum, and so in its posts; `null`: not known. */
  permissionsIn(this: void, forumId: string): bigint | null;
  /** How a forum is called towards the operator. */
  nameOf(this: void, forumId: string): string;
  /** The configured servers whose forum is to be seen. */
  withForum(): readonly ServerId[];
  /** The forum of a configured server, where it is to be seen. */
  forumOf(serverId: string): { readonly id: string; readonly serverId: string } | null;
  /** What the tags on a post of this forum say about its ticket; `null`: nothing, or two things. */
  statusIn(forumId: string, tagIds: readonly string[]): 'open' | 'closed' | null;
  /** Whose staff use commands in this server of Discord's: a community's, and those whose forum is in it. */
  serversAt(this: void, guildId: string): readonly ServerSettings[];
  /** Asks which tags the forums have, and makes those that are missing. */
  learnTags(this: void): Promise<void>;
  /** Sees to the forum tags and commands of every server. What fails is reported, and tickets go on without. */
  setUp(): Promise<void>;
  /** The same, after the configuration became another one with the same forums. */
  changed(): Promise<void>;
  stop(): void;
}

/** Makes the servers' side, which knows nothing until packets come. */
export function createServers(parts: ServersParts): Servers {
  const { servers, memory } = parts;
  const forumIds = new Set(servers.map(({ forumId }) => forumId));
  const view = createView(forumIds);
  const rights = createRights(forumIds);
  const forumOf = (serverId: string) => {
    const server = servers.find(({ id }) => id === serverId);
    return server === undefined ? null : { id: server.forumId, serverId: view.forum(server.forumId)?.serverId ?? null };
  };
  const told = new Map<string, string>();
  const reporting = async (what: string, run: () => Promise<void>): Promise<void> => {
    const reason = await run().then(() => null, reasonOf);
    // What stays as it is, is told once.
    if (reason !== null && told.get(what) !== reason) parts.onProblem(`${what}: ${reason}.`);
    if (reason === null) told.delete(what);
    else told.set(what, reason);
  };
  const setUpTags = async (server: ServerSettings): Promise<void> => {
    const { forumId } = server;
    const forum = { rest: parts.rest(), view, memory };
    await reporting(`The forum tags of ${forumId} can't be created`, () => ensureForumTags(forum, server, stateTags));
    await reporting(`The tags for ratings of ${forumId} can't be created`, async () => {
      if (server.ratingTags) await ensureForumTags(forum, server, ratingTags);
    });
    await reporting(`The tags for categories of ${forumId} can't be created`, () =>
      ensureForumTags(forum, server, server.categoryTags),
    );
    await reporting(`New tickets wait, since the forum ${forumId} takes no post without a tag`, async () => {
      const seen = view.forum(forumId);
      if (seen?.needsTag === true && seen.tags.length === 0) {
        throw new OperatorError('forum.noTag', 'it has none: make one, or let the bot make its own (Manage Channels)');
      }
    });
  };
  const serversAt = (guildId: string): readonly ServerSettings[] => [
    ...servers.filter(({ id }) => id === guildId),
    ...servers.filter(({ id, forumId }) => id !== guildId && view.forum(forumId)?.serverId === guildId),
  ];
  const registering = new Map<string, Promise<void>>();
  /** One after the other: servers that share one for their staff share its commands. */
  const register = (guildId: string, server: ServerSettings): Promise<void> => {
    const before = registering.get(guildId) ?? Promise.resolve();
    const settings = sharedSettings(serversAt(guildId)) ?? server;
    const registration = { rest: parts.rest(), memory, applicationId: parts.applicationId() };
    const next = before.then(() =>
      reporting(`The commands of server ${guildId} can't be registered`, () =>
        registerCommands(registration, settings, guildId),
      ),
    );
    registering.set(guildId, next);
    return next;
  };
  const setUpServer = async (server: ServerSettings): Promise<void> => {
    if (view.forum(server.forumId) === null) {
      parts.onProblem(`The forum ${server.forumId} can't be seen: does it exist, and may the bot view it?`);
    } else {
      // Of a forum that the bot may not view the gateway tells all the same.
      if (!(await sight.ask({ what: 'forum', serverId: server.id as ServerId }))) return;
    }
    await setUpTags(server);
    for (const guildId of new Set([server.id, view.forum(server.forumId)?.serverId ?? server.id])) {
      await register(guildId, server);
    }
  };
  const setUpPersonalCommands = (): Promise<void> =>
    reporting("The commands for everybody can't be registered", () => {
      const registration = { rest: parts.rest(), memory, applicationId: parts.applicationId() };
      return registerPersonalCommands(registration, (servers[0]?.language ?? 'en') as Language);
    });

  const sight = createSight({
    ...parts,
    view,
    onLost: (spot) => {
      const message = lossOf(spot, parts, view);
      if (message !== null) parts.onLost(message);
    },
    onBack: (spot) => {
      const server = servers.find(({ id }) => id === spot.serverId);
      if (server !== undefined) void setUpServer(server);
      parts.onBack(spot, `${nameOf(spot, parts)} can be seen again: what waited for it goes on.`);
    },
  });

  return {
    sight,
    isForum: (channelId) => view.forum(channelId) !== null,
    stop: () => sight.stop(),
    surroundings: {
      forumOf,
      tagIds: (serverId, postId, { rating, ...state }) => {
        const forum = view.forum(forumOf(serverId)?.id ?? '');
        const server = servers.find(({ id }) => id === serverId);
        const tags = rating !== undefined && server?.ratingTags === true ? { ...state, rating } : state;
        const present = postId === null ? [] : view.tagsOn(postId);
        const categoryTags = server?.categoryTags ?? [];
        return forum === null ? null : tagIdsFor(tags, forum, { memory, present, categoryTags });
      },
    },
    take: (packet) => {
      view.take(packet);
      rights.take(packet);
      if (packet.t === GatewayDispatchEvents.GuildDelete && packet.d.unavailable !== true) {
        forgetCommands(memory, parts.applicationId(), packet.d.id);
      }
      sight.take(packet);
      for (const { id } of servers) {
        const name = view.serverName(id);
        if (name !== null && memory.get(nameKey(id)) !== name) memory.set(nameKey(id), name);
      }
    },
    heardOf: (serverId) => ({
      serverName: view.serverName(serverId) ?? memory.get(nameKey(serverId)) ?? serverId,
      forumFileLimit: fileLimitOf(view.premiumTier(forumOf(serverId)?.serverId ?? serverId)),
      botMentions: mentionsOf(parts.botId(), view.botRole(forumOf(serverId)?.serverId ?? serverId, parts.botId())),
    }),
    serversAt,
    newestInPosts: () => view.newestInPosts(),
    permissionsIn: rights.inForum,
    nameOf: (forumId) => nameOfForum(forumId, parts),
    withForum: () => servers.filter(({ forumId }) => view.forum(forumId) !== null).map(({ id }) => id as ServerId),
    forumOf: (serverId) => {
      const forum = forumOf(serverId);
      return forum === null || forum.serverId === null ? null : { id: forum.id, serverId: forum.serverId };
    },
    statusIn: (forumId, tagIds) => {
      const forum = view.forum(forumId);
      return forum === null ? null : statusIn(tagIds, forum, memory);
    },
    learnTags: async () => {
      for (const server of servers) {
        await reporting(`The forum tags of ${server.forumId} can't be read`, () => learnForumTags(view, parts, server));
        await setUpTags(server);
      }
    },
    setUp: async () => {
      sight.begin();
      await Promise.all([...servers.map(setUpServer), setUpPersonalCommands()]);
    },
    changed: async () => {
      await Promise.all(servers.map(setUpServer));
    },
  };
}

/** What the operator is told; `null`: it follows from what was told already. */
function lossOf(spot: Spot, parts: ServersParts, view: View): string | null {
  if (spot.what === 'server') {
    return `${nameOf(spot, parts)} is out of reach: the bot was thrown out, or Discord has an outage. What is for it waits; other servers go on.`;
  }
  if (!view.hasServer(spot.serverId)) return null;
  return `${nameOf(spot, parts)} can't be seen any more: was it deleted, or may the bot no longer view it? What is for it waits; other servers go on.`;
}

function nameOf({ what, serverId }: Spot, { servers, memory }: ServersParts): string {
  const name = memory.get(nameKey(serverId)) ?? serverId;
  const forumId = servers.find(({ id }) => id === serverId)?.forumId ?? '';
  return what === 'server' ? `The server "${name}"` : `The forum ${forumId} of "${name}"`;
}

function nameOfForum(forumId: string, { servers, memory }: ServersParts): string {
  const serverId = servers.find((server) => server.forumId === forumId)?.id ?? '';
  return `the forum ${forumId} of "${memory.get(nameKey(serverId)) ?? serverId}"`;
}

/** By itself, as old clients write it, and by the role that Discord makes for each bot. */
function mentionsOf(botId: string, roleId: string | null): readonly string[] {
  return [`<@${botId}>`, `<@!${botId}>`, ...(roleId === null ? [] : [`<@&${roleId}>`])];
}

function nameKey(serverId: string): string {
  return `server-name/${serverId}`;
}

async function learnForumTags(view: View, { rest }: ServersParts, { forumId }: ServerSettings): Promise<void> {
  if (view.forum(forumId) === null) return;
  const forum = await send<APIGuildForumChannel>(rest(), { method: 'GET', path: Routes.channel(forumId), body: null });
  view.setForumTags(forumId, forum.available_tags);
}

function reasonOf(error: unknown): string {
  if (error instanceof OperatorError) return error.message;
  const { kind, cause } = toFailure(error);
  return kind === 'forbidden' ? 'the bot lacks the permission' : cause;
}
