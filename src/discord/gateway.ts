import { setTimeout as sleep } from 'node:timers/promises';
import { ActivityType, Client, Events, GatewayDispatchEvents, GatewayIntentBits, Options, REST } from 'discord.js';
import type { APIInteraction, GatewayDispatchPayload, GatewayReadyDispatchData, RESTOptions } from 'discord.js';
import { askPrivileges, intentsFor } from './privileges.ts';
import type { Privileges } from './privileges.ts';
import type { OperatorError } from '../lib/errors.ts';
import { makeStreamingRequest } from './files/streaming.ts';
import { toFailure } from './failures.ts';
import type { IncomingMessage } from './inbound.ts';
import { closeProblem, loginProblem } from './login-problems.ts';

/** Uploads count as well, and lines may be slow. */
const requestTimeoutMs = 60_000;
const longestLoginWaitMs = 60_000;

export interface GatewayParts {
  readonly token: string;
  /** Without version and trailing slash: discord.js appends `/v10`. */
  readonly apiUrl: string;
  readonly status: string;
  /** Every event as Discord sent it, before anything else hears of it. */
  onPacket(packet: GatewayDispatchPayload): void;
  /** A session began: everything Discord tells of the servers is known. What people did meanwhile follows. */
  onSession(): void;
  onMessage(message: IncomingMessage): void;
  onEdit(message: IncomingMessage): void;
  onDeletion(channelId: string, messageId: string): void;
  /** A post or other thread was deleted. */
  onThreadDeletion(threadId: string, forumId: string | null): void;
  /** Somebody joined a server or left it; told only where the application may hear of it. */
  onMembership(change: { readonly serverId: string; readonly userId: string; readonly isMember: boolean }): void;
  onInteraction(interaction: APIInteraction): void;
  /** Discord ended the session for good. */
  onFatal(error: OperatorError): void;
  /** Something to know: a lost connection, a login that has to wait. */
  onNotice(message: string): void;
}

/** The connection to Discord. */
export interface Gateway {
  readonly rest: REST;
  /** The same once more, with queues of its own. */
  newRest(): REST;
  /** Resolves when the first session is ready. Tries again for as long as Discord can't be reached. */
  connect(): Promise<void>;
  close(): Promise<void>;
  botId(): string;
  applicationId(): string;
  /** What Discord lets the application hear of; everything, before it was asked. */
  privileges(): Privileges;
}

/**
 * Connects by discord.js, but takes events as they come from Discord: discord.js drops edits and deletions in DM channels
 * and changes of posts that it hasn't in its cache.
 */
export function createGateway(parts: GatewayParts): Gateway {
  return new Connection(parts);
}

class Connection implements Gateway {
  readonly rest: REST;
  readonly #parts: GatewayParts;
  #client: Client | null = null;
  #privileges: Privileges = { messageContent: true, members: false };
  #ids: { readonly bot: string; readonly application: string } | null = null;
  /** What came since READY, while the session isn't complete; `null` where it is. */
  #early: GatewayDispatchPayload[] | null = [];
  /** What was told since the connection was lost. */
  readonly #told = new Set<string>();
  /** Discord ended it for good, or we did. */
  readonly #over = new AbortController();
  readonly #ready = Promise.withResolvers<void>();

  constructor(parts: GatewayParts) {
    this.#parts = parts;
    // Not the client's own: that one forgets its token whenever a login fails.
    this.rest = this.newRest();
    // Nobody may be waiting any more.
    this.#ready.promise.catch(() => {});
  }

  newRest(): REST {
    return new REST(restOptions(this.#parts)).setToken(this.#parts.token);
  }

  async connect(): Promise<void> {
    // A refusal can come by the rejected login or by the closed shard, whichever is first.
    await Promise.race([this.#ready.promise, this.#login().then(() => this.#ready.promise)]);
  }

  async close(): Promise<void> {
    this.#over.abort();
    if (this.#client === null) return;
    abandon(this.#client);
    await this.#client.destroy();
  }

  botId(): string {
    return this.#known().bot;
  }

  applicationId(): string {
    return this.#known().application;
  }

  privileges(): Privileges {
    return this.#privileges;
  }

  #known() {
    if (this.#ids === null) throw new Error('The bot was asked who it is before Discord had told.');
    return this.#ids;
  }

  async #login(): Promise<void> {
    const { signal } = this.#over;
    for (let waitMs = 1000; !signal.aborted; waitMs = Math.min(waitMs * 2, longestLoginWaitMs)) {
      let client: Client | null = null;
      try {
        this.#privileges = await askPrivileges(this.rest);
        if (signal.aborted) return;
        // A new one each time: a client that failed to log in can never be closed again.
        client = createClient(this.#parts, this.#privileges);
        this.#listen(client);
        this.#client = client;
        await client.login(this.#parts.token);
        return;
      } catch (error) {
        const problem = loginProblem(error);
        if (problem !== null) throw problem;
        // A session that was ended for good says why by its code, which is heard elsewhere; the rest is a matter of time.
        if (signal.aborted) return;
        if (client !== null) abandon(client);
        this.#parts.onNotice(
          `Discord can't be reached yet (${toFailure(error).cause}); trying again in ${waitMs / 1000} s.`,
        );
        await sleep(waitMs, undefined, { signal }).catch(() => {});
      }
    }
  }

  #sessionReady(): void {
    this.#told.clear();
    this.#parts.onSession();
    const early = this.#early ?? [];
    this.#early = null;
    for (const packet of early) this.#passOn(packet);
    this.#ready.resolve();
  }

  #listen(client: Client): void {
    const { onNotice } = this.#parts;
    client.on(Events.Raw, (packet: GatewayDispatchPayload) => {
      if (packet.t === GatewayDispatchEvents.Resumed) lendSession(client);
      this.#take(packet);
    });
    client.on(Events.Error, (error) => onNotice(`discord.js reports: ${error.message}`));
    client.on(Events.ShardReady, () => this.#sessionReady());
    client.on(Events.ShardReconnecting, () => this.#tell('The connection to Discord was lost; connecting again.'));
    client.on(Events.ShardError, ({ message }) => this.#tell(`The connection to Discord has a problem: ${message}`));
    client.on(Events.ShardResume, () => {
      this.#told.clear();
      onNotice('The connection to Discord is back, and nothing was missed.');
    });
    client.on(Events.ShardDisconnect, ({ code }) => this.#disconnected(code));
  }

  /** Once per loss, since discord.js tries twice a second; and our own goodbye is no loss. */
  #tell(notice: string): void {
    if (this.#over.signal.aborted || this.#told.has(notice)) return;
    this.#told.add(notice);
    this.#parts.onNotice(notice);
  }

  /** Comes before the error by which discord.js tells the same without the code. */
  #disconnected(code: number): void {
    const problem = closeProblem(code);
    if (problem === null || this.#over.signal.aborted) return;
    this.#over.abort();
    this.#ready.reject(problem);
    this.#parts.onFatal(problem);
  }

  #take(packet: GatewayDispatchPayload): void {
    if (packet.t === GatewayDispatchEvents.Ready) this.#begin(packet.d);
    this.#parts.onPacket(packet);
    if (this.#early === null) this.#passOn(packet);
    else this.#early.push(packet);
  }

  #passOn(packet: GatewayDispatchPayload): void {
    switch (packet.t) {
      case GatewayDispatchEvents.InteractionCreate:
        return this.#parts.onInteraction(packet.d);
      case GatewayDispatchEvents.MessageCreate:
        return this.#parts.onMessage(packet.d);
      case GatewayDispatchEvents.MessageUpdate:
        return this.#parts.onEdit(packet.d);
      case GatewayDispatchEvents.MessageDelete:
        return this.#parts.onDeletion(packet.d.channel_id, packet.d.id);
      case GatewayDispatchEvents.GuildMemberAdd:
      case GatewayDispatchEvents.GuildMemberRemove: {
        const { guild_id: serverId, user } = packet.d;
        const isMember = packet.t === GatewayDispatchEvents.GuildMemberAdd;
        return this.#parts.onMembership({ serverId, userId: user.id, isMember });
      }
      case GatewayDispatchEvents.ThreadDelete:
        return this.#parts.onThreadDeletion(packet.d.id, packet.d.parent_id ?? null);
      case GatewayDispatchEvents.MessageDeleteBulk:
        for (const id of packet.d.ids) this.#parts.onDeletion(packet.d.channel_id, id);
        return;
      default:
        return;
    }
  }

  #begin({ user, application }: GatewayReadyDispatchData): void {
    this.#ids = { bot: user.id, application: application.id };
    // Another READY before the first session was complete must not lose what came since.
    this.#early ??= [];
  }
}

/** discord.js may go on connecting behind a login that failed, and after it was told to end: what comes of that is nobody's. */
function abandon(client: Client): void {
  client.removeAllListeners();
  client.on(Events.Error, () => {});
}

/**
 * discord.js (14.28, `websocket/handlers/RESUMED.js`) reads the session that was resumed, also where Discord has declared it
 * invalid meanwhile and there is none any more: it would end the process.
 */
function lendSession(client: Client): void {
  for (const shard of client.ws.shards.values()) {
    const known = shard as unknown as { sessionInfo: { readonly sequence: number } | null };
    if (known.sessionInfo !== null) continue;
    known.sessionInfo = { sequence: 0 };
    // Before anything else can ask for it.
    queueMicrotask(() => {
      known.sessionInfo = null;
    });
  }
}

function restOptions({ apiUrl }: GatewayParts): Partial<RESTOptions> {
  return {
    api: apiUrl,
    timeout: requestTimeoutMs,
    // discord.js repeats at once and blindly, which doubles what has no nonce. The delivery knows better, and knows to wait.
    retries: 0,
    makeRequest: makeStreamingRequest,
    rejectOnRateLimit: () => true,
  };
}

function createClient(parts: GatewayParts, privileges: Privileges): Client {
  return new Client({
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMessages,
      GatewayIntentBits.DirectMessages,
      ...intentsFor(privileges),
    ],
    presence: { activities: [{ name: 'Custom Status', type: ActivityType.Custom, state: parts.status }] },
    // Whatever is needed is in our own database or view; each cached message would cost some 2 kB.
    makeCache: Options.cacheWithLimits({
      MessageManager: 0,
      GuildMemberManager: 0,
      UserManager: 0,
      PresenceManager: 0,
      ReactionManager: 0,
    }),
    rest: restOptions(parts),
  });
}
