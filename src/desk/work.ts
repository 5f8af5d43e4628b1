import type { Rules } from '../ticket/rules.ts';
import type { ServerId } from '../ticket/ticket.ts';
import type { Clock, Place, Random, Settings } from './ports.ts';
import type { Store, TimerTable } from './store.ts';

export interface DeskParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  /** The settings of a configured server; `null` for any other. */
  rulesOf(serverId: ServerId): Rules | null;
  /** What managers may set in a configured server; `null` for any other. */
  settingsOf(serverId: ServerId): Settings | null;
  /** The server that a DM is for. */
  homeServer(): ServerId;
  /** Called after each commit with the places that may have something to do. */
  onQueued(places: ReadonlySet<Place>): void;
  /** Called after each commit that set a timer or took one back. */
  onTimers(): void;
}

/** What one transaction works with. */
export interface Work extends Pick<DeskParts, 'store' | 'random' | 'rulesOf' | 'settingsOf' | 'homeServer'> {
  readonly now: number;
  /** Since when the bot has been running, in epoch ms. */
  readonly upSince: number;
  /** Gets every place that may have something to do once this is committed. */
  readonly places: Set<Place>;
  readonly timers: Pick<TimerTable, 'set' | 'cancel'>;
}
