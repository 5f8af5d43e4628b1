import type { GatewayParts } from '../../src/discord/gateway.ts';
import { systemClock } from '../../src/lib/system.ts';
import type { Stage } from './stage.ts';

/** What a connection to a stage's Discord is made with. Nobody hears of anything, unless a test says who. */
export function gatewayParts({ world, sandbox }: Stage, changes: Partial<GatewayParts> = {}): GatewayParts {
  const remembered = new Map<string, string>();
  return {
    token: world.application.token,
    apiUrl: sandbox.apiUrl,
    status: 'DM me for help',
    memory: {
      get: (name) => remembered.get(name) ?? null,
      set: (name, value) => void remembered.set(name, value),
    },
    clock: systemClock,
    mayAct: () => undefined,
    onPacket: () => undefined,
    onSession: () => undefined,
    onMessage: () => undefined,
    onEdit: () => undefined,
    onDeletion: () => undefined,
    onThreadDeletion: () => undefined,
    onMembership: () => undefined,
    onInteraction: () => undefined,
    onFatal: () => undefined,
    onNotice: () => undefined,
    ...changes,
  };
}
