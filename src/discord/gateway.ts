import { setTimeout as sleep } from 'node:timers/promises';
import { Events, GatewayDispatchEvents, REST } from 'discord.js';
import type { Client, GatewayDispatchPayload, GatewayReadyDispatchData, RESTOptions } from 'discord.js';
import type { OperatorError } from '../lib/errors.ts';
import { createLink, presenceOf } from './client.ts';
import type { Link } from './client.ts';
import { passOn } from './dispatches.ts';
import type { Hearers } from './dispatches.ts';
import { tellingAnswers } from './routes.ts';
import type { Answered } from './routes.ts';
import { makeStreamingRequest } from './files/streaming.ts';
import { toFailure } from './failures.ts';
import { tellingFront } from './front.ts';
import { createIdentifying } from './identifying.ts';
import type { Identifying, IdentifyingParts } from './identifying.ts';
import { closeProblem, loginProblem } from './login-problems.ts';
import { askPrivileges } from './privileges.ts';
import type { Privileges } from './privileges.ts';

/** Uploads count as well, and lines may be slow. */
const requestTimeoutMs = 60_000;
const longestLoginWaitMs = 60_000;
/** Discord asks for a sign of life every 41 seconds and acknowledges it: two may be missing. */
const longestSilenceMs = 90_000;
/** Saying goodbye on a dead connection takes half a minute. */
const longestGoodbyeMs = 2_000;

export interface GatewayParts extends Hearers, Pick<IdentifyingParts, 'memory' | 'clock'> {
  readonly token: string;
  /** Without version and trailing slash: discord.js appends `/v10`. */
  readonly apiUrl: string;
  readonly status: string;
  /** Asked before each request, and before each session: throws where another process has taken over. */
  mayAct(): void;
  /** Every event as Discord sent it, before anything else hears of it. */
  onPacket(packet: GatewayDispatchPayload): void;
  /** A session began: everything Discord tells of the servers is known. What people did meanwhile follows. */
  onSession(): void;
  /** Discord ended the session for good. */
  onFatal(error: OperatorError): void;
  /** Something to know: a lost connection, a login that has to wait. */
  onNotice(message: string): void;
  /** A request was answered, or wasn't. */
  onAnswered?(request: Answered): void;
}

/** The connection to Discord. */
export interface Gateway {
  readonly rest: REST;
  /** The same once more, with queues of its own. */
  newRest(): REST;
  /** Resolves when the first session is ready. Tries again for as long as Discord can't be reached. */
  connect(): Promise<void>;
  close(): Promise<void>;
  /** Whether there is a session, and Discord was heard of lately; discord.js calls itself ready whatever happens. */
  isAlive(): boolean;
  /** Gives up the connection there is, whatever state it is in, and makes another one. */
  renew(): void;
  /** Shows another status text. */
  showStatus(status: string): void;
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
  readonly #identifying: Identifying;
  #link: Link | null = null;
  #status: string;
  #isInSession = false;
  /** When Discord told of anything, or that it knows us to be alive. */
  #heardAt = 0;
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
    this.#status = parts.status;
    // Not the client's own: that one forgets its token whenever a login fails.
    this.rest = this.newRest();
    this.#identifying = createIdentifying({ ...parts, rest: this.rest, onNotice: (notice) => this.#tell(notice) });
    // Nobody may be waiting any more.
    this.#ready.promise.catch(() => {});
  }

  newRest(): REST {
    return new REST(restOptions(this.#parts)).setToken(this.#parts.token);
  }

  async connect(): Promise<void> {
    void this.#login();
    await this.#ready.promise;
  }

  async close(): Promise<void> {
    this.#over.abort();
    this.#isInSession = false;
    await Promise.race([this.#link?.end(), sleep(longestGoodbyeMs, undefined, { ref: false })]);
  }

  isAlive(): boolean {
    return this.#isInSession && this.#parts.clock.now() - this.#heardAt <= longestSilenceMs;
  }

  renew(): void {
    // While none is logged in, the next one is on its way.
    if (this.#link === null || this.#over.signal.aborted) return;
    this.#parts.onNotice('Nothing was heard from Discord for minutes; connecting anew.');
    this.#isInSession = false;
    void this.#link.end();
    this.#link = null;
    void this.#login();
  }

  showStatus(status: string): void {
    if (status === this.#status) return;
    this.#status = status;
    this.#link?.client.user?.setPresence(presenceOf(status));
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
      let link: Link | null = null;
      try {
        this.#privileges = await askPrivileges(this.rest);
        await this.#identifying.whenAllowed(signal);
        signal.throwIfAborted();
        // A new one each time: a client that failed to log in can never be closed again.
        link = this.#newLink();
        this.#link = link;
        await link.client.login(this.#parts.token);
        return;
      } catch (error) {
        // A session that was ended for good says why by its code, which is heard elsewhere; and what was renewed is past.
        if (signal.aborted || this.#link !== link) return;
        this.#link = null;
        void link?.end();
        const problem = loginProblem(error);
        if (problem !== null) return this.#end(problem);
        this.#parts.onNotice(
          `Discord can't be reached yet (${toFailure(error).cause}); trying again in ${waitMs / 1000} s.`,
        );
        await sleep(waitMs, undefined, { signal }).catch(() => {});
      }
    }
  }

  #newLink(): Link {
    let isFirst = true;
    const link = createLink({
      status: this.#status,
      privileges: this.#privileges,
      rest: restOptions(this.#parts),
      onHeartbeat: () => this.#heard(),
      mayIdentify: async (signal) => {
        // Before the login, it was waited for.
        if (!isFirst) await this.#identifying.whenAllowed(signal).catch(() => signal.throwIfAborted());
        isFirst = false;
        return this.#identifies();
      },
    });
    this.#listen(link.client);
    return link;
  }

  /** Never resolves where this process isn't to do anything any more: discord.js would take an error for a reason to go on. */
  async #identifies(): Promise<void> {
    try {
      this.#parts.mayAct();
      this.#identifying.count();
    } catch {
      await new Promise(() => {});
    }
  }

  #heard(): void {
    this.#heardAt = this.#parts.clock.now();
  }

  #sessionReady(): void {
    this.#told.clear();
    this.#isInSession = true;
    this.#parts.onSession();
    const early = this.#early ?? [];
    this.#early = null;
    for (const packet of early) passOn(packet, this.#parts);
    this.#ready.resolve();
  }

  #listen(client: Client): void {
    const { onNotice } = this.#parts;
    client.on(Events.Raw, (packet: GatewayDispatchPayload) => this.#take(packet));
    client.on(Events.Error, (error) => onNotice(`discord.js reports: ${error.message}`));
    client.on(Events.ShardReady, () => this.#sessionReady());
    client.on(Events.ShardReconnecting, () => {
      this.#isInSession = false;
      this.#tell('The connection to Discord was lost; connecting again.');
    });
    client.on(Events.ShardError, ({ message }) => this.#tell(`The connection to Discord has a problem: ${message}`));
    client.on(Events.ShardResume, () => {
      this.#told.clear();
      this.#isInSession = true;
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
    if (problem !== null && !this.#over.signal.aborted) this.#end(problem);
  }

  #end(problem: OperatorError): void {
    this.#over.abort();
    this.#isInSession = false;
    this.#ready.reject(problem);
    this.#parts.onFatal(problem);
  }

  #take(packet: GatewayDispatchPayload): void {
    this.#heard();
    if (packet.t === GatewayDispatchEvents.Ready) this.#begin(packet.d);
    this.#parts.onPacket(packet);
    if (this.#early === null) passOn(packet, this.#parts);
    else this.#early.push(packet);
  }

  #begin({ user, application }: GatewayReadyDispatchData): void {
    this.#ids = { bot: user.id, application: application.id };
    // Another READY before the first session was complete must not lose what came since.
    this.#early ??= [];
  }
}

function restOptions({ apiUrl, mayAct, onAnswered }: GatewayParts): Partial<RESTOptions> {
  const make = onAnswered === undefined ? makeStreamingRequest : tellingAnswers(makeStreamingRequest, onAnswered);
  return {
    api: apiUrl,
    timeout: requestTimeoutMs,
    // discord.js repeats at once and blindly, which doubles what has no nonce. The delivery knows better, and knows to wait.
    retries: 0,
    // At the last moment: what waited for its turn may have waited for minutes, where the process or the machine slept.
    makeRequest: tellingFront(async (url, init) => {
      mayAct();
      return make(url, init);
    }),
    rejectOnRateLimit: () => true,
  };
}
