import {
  ActivityType,
  Client,
  Events,
  GatewayDispatchEvents,
  GatewayIntentBits,
  Options,
  SimpleShardingStrategy,
  WebSocketShardStatus,
} from 'discord.js';
import type { GatewayDispatchPayload, RESTOptions, WebSocketOptions } from 'discord.js';
import { intentsFor } from './privileges.ts';
import type { Privileges } from './privileges.ts';

export interface LinkParts {
  readonly status: string;
  readonly privileges: Privileges;
  readonly rest: Partial<RESTOptions>;
  /** Resolves when a session may be begun, each time one is to be; rejects only when aborted. */
  mayIdentify(signal: AbortSignal): Promise<void>;
  /** Discord acknowledged that we are alive. */
  onHeartbeat(): void;
}

/** A client of discord.js, which goes on connecting by itself for as long as nobody ends it. */
export interface Link {
  readonly client: Client;
  /** Ends it for good, in whatever state it is; resolves when it has said goodbye. */
  end(): Promise<void>;
}

type Shards = Parameters<NonNullable<WebSocketOptions['buildStrategy']>>[0];
type ShardEvent = Parameters<Shards['once']>[0];

// discord.js has an older list under the same name. https://discord.js.org/docs/packages/ws/1.2.3/WebSocketShardEvents:Enum
const hello = 'hello' as ShardEvent;
const closed = 'closed' as ShardEvent;
const heartbeatAcknowledged = 'heartbeat' as ShardEvent;

/** Makes a client, which isn't logged in yet. */
export function createLink(parts: LinkParts): Link {
  let shards: Shards | null = null;
  let isGreeted = false;
  let isOver = false;
  const watch = (made: Shards): SimpleShardingStrategy => {
    shards = made;
    made.on(hello, () => void (isGreeted = true));
    made.on(closed, () => void (isGreeted = false));
    made.on(heartbeatAcknowledged, () => {
      if (!isOver) parts.onHeartbeat();
    });
    return new SimpleShardingStrategy(made);
  };
  const client = createClient(parts, {
    buildStrategy: watch,
    buildIdentifyThrottler: () => ({ waitForIdentify: (_shard, signal) => parts.mayIdentify(signal) }),
  });

  client.on(Events.Raw, ({ t }: GatewayDispatchPayload) => {
    if (t === GatewayDispatchEvents.Resumed) lendSession(client);
  });

  const end = async (): Promise<void> => {
    isOver = true;
    client.removeAllListeners();
    client.on(Events.Error, () => {});
    if (shards === null) return client.destroy();
    // It connects again behind our back, half a second after it was told to end: it never gets past this.
    shards.options.retrieveSessionInfo = () => new Promise(() => {});
    const [status] = (await shards.fetchStatus()).values();
    if (isGreeted || status !== WebSocketShardStatus.Connecting) return client.destroy();
    // What is destroyed while it connects has nobody left who hears that this failed, and that ends the process.
    const destroy = (): void => void client.destroy();
    shards.once(hello, destroy);
    shards.once(closed, destroy);
  };
  return { client, end };
}

function createClient({ privileges, status, rest }: LinkParts, ws: WebSocketOptions): Client {
  return new Client({
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMessages,
      GatewayIntentBits.DirectMessages,
      ...intentsFor(privileges),
    ],
    presence: presenceOf(status),
    // Whatever is needed is in our own database or view; each cached message would cost some 2 kB.
    makeCache: Options.cacheWithLimits({
      MessageManager: 0,
      GuildMemberManager: 0,
      UserManager: 0,
      PresenceManager: 0,
      ReactionManager: 0,
    }),
    rest,
    ws,
  });
}

/** How the bot shows itself. */
export function presenceOf(status: string) {
  return { activities: [{ name: 'Custom Status', type: ActivityType.Custom, state: status }] };
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
