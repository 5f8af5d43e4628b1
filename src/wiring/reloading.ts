import type { Desk } from '../desk/desk.ts';
import type { Gateway } from '../discord/gateway.ts';
import type { Servers } from '../discord/servers.ts';
import type { Log } from '../lib/log.ts';
import type { Change, LiveConfig, Loaded } from './live-config.ts';
import type { Retention } from './retention.ts';
import type { Trouble } from './trouble.ts';

export interface ReloadingParts {
  readonly live: LiveConfig;
  readonly log: Log;
  readonly gateway: Pick<Gateway, 'showStatus'>;
  readonly servers: Pick<Servers, 'changed'>;
  readonly desk: Pick<Desk, 'setTimers' | 'renewPanels'>;
  readonly retention: Retention;
  readonly trouble: Pick<Trouble, 'guard'>;
}

/** Makes what puts another configuration in force; where that needs a start, it only tells with which one. */
export function createReloading(parts: ReloadingParts): (next: Loaded) => Change {
  const { live, log, gateway, servers, desk, retention, trouble } = parts;
  return (next) => {
    const change = live.change(next);
    if (change.anew !== null) return change;
    log.level = live.config.log.level;
    gateway.showStatus(live.config.discord.status);
    trouble.guard('the configuration', () => {
      desk.setTimers();
      desk.renewPanels();
      retention.stop();
      retention.start();
      void servers.changed();
    });
    return change;
  };
}
