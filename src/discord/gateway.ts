import { setTimeout as sleep } from 'node:timers/promises';
import { ActivityType, Client, Events, GatewayDispatchEvents, GatewayIntentBits, Options } from 'discord.js';
import type { APIInteraction, GatewayDispatchPayload, GatewayReadyDispatchData, REST } from 'discord.js';
import type { OperatorError } from '../lib/errors.ts';
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
  /** A session began: everything Discord tells of the servers is known. Messages that came meanwhile follow. */
  onSession(): Promise<void>;
  onMessage(message: IncomingMessage): void;
  onInteraction(interaction: APIInteraction): void;
  /** Discord ended the session for good. */
  onFatal(error: OperatorError): void;
  /** Something to know: a lost connection, a login that has to wait. */
  onNotice(message: string): void;
}

/** The connection to Discord. */
export interface Gateway {
  readonly rest: REST;
  /** Resolves when the first session is ready. Tries again for as long as Discord can't be reached. */
  connect(): Promise<void>;
  close(): Promise<void>;
  botId(): string;
  applicationId(): string;
}

/**
 * Connects by discord.js, but takes events as they come from Discord: discord.js drops edits and deletions in DM channels
 * and changes of posts that it hasn't in its cache.
 */
export function createGateway(parts: GatewayParts): Gateway {
  return new Connection(parts);
}

class Connection implements Gateway {
  readonly #parts: GatewayParts;
  readonly #client: Client;
  #ids: { readonly bot: string; readonly application: string } | null = null;
  /** Messages that came since READY, while the session isn't complete; `null` where it is. */
  #early: IncomingMessage[] | null = [];
  #isClosing = false;

  constructor(parts: GatewayParts) {
    this.#parts = parts;
    this.#client = createClient(parts);
    this.#listen();
  }

  get rest(): REST {
    return this.#client.rest;
  }

  async connect(): Promise<void> {
    const ready = new Promise<void>((resolve, reject) => {
      this.#client.on(Events.ShardReady, () => {
        this.#sessionReady().then(resolve, reject);
      });
      this.#client.on(Events.ShardDisconnect, ({ code }) => {
        const problem = closeProblem(code);
        if (problem !== null) reject(problem);
      });
    });
    // A refusal can come by the rejected login or by the closed shard, whichever is first.
    await Promise.race([ready, this.#login().then(() => ready)]);
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    await this.#client.destroy();
  }

  botId(): string {
    return this.#known().bot;
  }

  applicationId(): string {
    return this.#known().application;
  }

  #known() {
    if (this.#ids === null) throw new Error('The bot was asked who it is before Discord had told.');
    return this.#ids;
  }

  async #login(): Promise<void> {
    for (let waitMs = 1000; !this.#isClosing; waitMs = Math.min(waitMs * 2, longestLoginWaitMs)) {
      try {
        await this.#client.login(this.#parts.token);
        return;
      } catch (error) {
        const problem = loginProblem(error);
        if (problem !== null) throw problem;
        // A closed shard says why by its code, which is heard elsewhere; the rest is a matter of time.
        this.#parts.onNotice(
          `Discord can't be reached yet (${toFailure(error).cause}); trying again in ${waitMs / 1000} s.`,
        );
        await sleep(waitMs);
      }
    }
  }

  async #sessionReady(): Promise<void> {
    await this.#parts.onSession();
    const early = this.#early ?? [];
    this.#early = null;
    for (const message of early) this.#parts.onMessage(message);
  }

  #listen(): void {
    const { onNotice, onFatal } = this.#parts;
    this.#client.on(Events.Raw, (packet: GatewayDispatchPayload) => this.#take(packet));
    this.#client.on(Events.Error, (error) => onNotice(`discord.js reports: ${error.message}`));
    this.#client.on(Events.ShardError, (error) =>
      onNotice(`The connection to Discord has a problem: ${error.message}`),
    );
    this.#client.on(Events.ShardReconnecting, () => {
      onNotice('The connection to Discord was lost; connecting again.');
    });
    this.#client.on(Events.ShardResume, () => {
      onNotice('The connection to Discord is back, and nothing was missed.');
    });
    this.#client.on(Events.ShardDisconnect, ({ code }) => {
      const problem = closeProblem(code);
      if (problem !== null && !this.#isClosing) onFatal(problem);
    });
  }

  #take(packet: GatewayDispatchPayload): void {
    if (packet.t === GatewayDispatchEvents.Ready) this.#begin(packet.d);
    this.#parts.onPacket(packet);
    if (packet.t === GatewayDispatchEvents.InteractionCreate) return this.#parts.onInteraction(packet.d);
    if (packet.t !== GatewayDispatchEvents.MessageCreate) return;
    if (this.#early === null) this.#parts.onMessage(packet.d);
    else this.#early.push(packet.d);
  }

  #begin({ user, application }: GatewayReadyDispatchData): void {
    this.#ids = { bot: user.id, application: application.id };
    this.#early = [];
  }
}

function createClient({ apiUrl, status }: GatewayParts): Client {
  return new Client({
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMessages,
      GatewayIntentBits.MessageContent,
      GatewayIntentBits.DirectMessages,
    ],
    presence: { activities: [{ name: 'Custom Status', type: ActivityType.Custom, state: status }] },
    // Whatever is needed is in our own database or view; each cached message would cost some 2 kB.
    makeCache: Options.cacheWithLimits({
      MessageManager: 0,
      GuildMemberManager: 0,
      UserManager: 0,
      PresenceManager: 0,
      ReactionManager: 0,
    }),
    rest: {
      api: apiUrl,
      timeout: requestTimeoutMs,
      // discord.js repeats at once and blindly, which doubles what has no nonce. The delivery knows better, and knows to wait.
      retries: 0,
      rejectOnRateLimit: () => true,
    },
  });
}
