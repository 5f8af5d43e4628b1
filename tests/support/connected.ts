import { createGateway } from '../../src/discord/gateway.ts';
import type { Gateway, GatewayParts } from '../../src/discord/gateway.ts';
import { createServers } from '../../src/discord/servers.ts';
import type { Servers } from '../../src/discord/servers.ts';
import type { ServerSettings } from '../../src/discord/settings.ts';
import { systemClock, systemRandom } from '../../src/lib/system.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { factsIn } from '../../src/storage/facts.ts';
import type { Facts } from '../../src/storage/facts.ts';
import { gatewayParts } from './gateway-parts.ts';
import { setStage } from './stage.ts';
import type { Stage } from './stage.ts';

/** The Discord side of the bot alone, connected to a sandbox: no desk, and nothing is sent but what a test asks for. */
export interface Connected {
  readonly stage: Stage;
  readonly gateway: Gateway;
  readonly servers: Servers;
  readonly facts: Facts;
  /** The names of the events so far. */
  readonly events: readonly string[];
  /** What the operator was told to put right. */
  readonly problems: string[];
  /** What went out of sight, and came back. */
  readonly losses: string[];
  stop(): Promise<void>;
}

/** Connects after the stage was prepared, so that the session begins with what stands there then. */
export async function connectServers(
  prepare: (stage: Stage) => void = () => {},
  changes: Partial<ServerSettings> = {},
): Promise<Connected> {
  const stage = await setStage();
  prepare(stage);
  const database = openDatabase(':memory:');
  const facts = factsIn(database);
  const problems: string[] = [];
  const events: string[] = [];
  const losses: string[] = [];
  const { server, forum } = stage.world;
  const servers = createServers({
    rest: () => gateway.rest,
    applicationId: () => gateway.applicationId(),
    botId: () => gateway.botId(),
    servers: [
      {
        id: server.id,
        forumId: forum.id,
        language: 'en',
        ratingTags: false,
        categoryTags: [],
        staff: { roleIds: [], permissions: [], shownToPermission: 1n << 40n },
        managers: { roleIds: [], permissions: [], shownToPermission: 1n << 5n },
        ...changes,
      },
    ],
    memory: facts,
    clock: systemClock,
    random: systemRandom,
    onProblem: (problem) => void problems.push(problem),
    onLost: (loss) => void losses.push(loss),
    onBack: ({ what }) => void losses.push(`${what} is back`),
  });
  const onPacket: GatewayParts['onPacket'] = (packet) => {
    servers.take(packet);
    events.push(packet.t);
  };
  const gateway = createGateway(gatewayParts(stage, { onPacket }));
  await gateway.connect();
  stage.sandbox.traffic.clear();
  return {
    stage,
    gateway,
    servers,
    facts,
    events,
    problems,
    losses,
    stop: async () => {
      servers.stop();
      await gateway.close();
      database.close();
      await stage.stop();
    },
  };
}
