import type { Rules } from '../ticket/rules.ts';
import type { ServerId, UserId } from '../ticket/ticket.ts';
import type { Clock, Place, Random } from './ports.ts';
import type { Settings } from './settings.ts';
import type { Settled } from './settled.ts';
import type { Store, TimerTable } from './store.ts';

export interface DeskParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  /** The settings of a configured server, for a user who prefers this language (`null`: any); `null` for any other server. */
  rulesOf(serverId: ServerId, preferred: string | null): Rules | null;
  /** What managers may set in a configured server; `null` for any other. */
  settingsOf(serverId: ServerId): Settings | null;
  /** The configured servers, in order. */
  servers(): readonly ServerId[];
  /** Whether a server is to be seen, so that Discord can be asked about its members. */
  isReachable(serverId: ServerId): boolean;
  /** The language of what is said where no server is meant (yet). */
  usualLanguage(): string;
  /** When something with this ID was made, in epoch ms. */
  madeAt(id: string): number;
  /** Called after each commit with the places that may have something to do. */
  onQueued(places: ReadonlySet<Place>): void;
  /** Called after each commit that set a timer or took one back. */
  onTimers(): void;
  /** Called after each commit with every message of which it says what became. */
  onSettled?(message: Settled): void;
}

/** What the world is asked by. */
type Queried = 'settingsOf' | 'servers' | 'isReachable' | 'usualLanguage' | 'madeAt';

/** What one transaction works with. */
export interface Work extends Pick<DeskParts, Queried | 'store' | 'random'> {
  /** The settings of a configured server, as they are for a user where one is told of them; `null` for any other server. */
  rulesOf(serverId: ServerId, userId?: UserId): Rules | null;
  readonly now: number;
  /** Since when the bot has been running, in epoch ms. */
  readonly upSince: number;
  /** Gets every place that may have something to do once this is committed. */
  readonly places: Set<Place>;
  readonly timers: Pick<TimerTable, 'set' | 'cancel'>;
  /** Gets every message of which it is known what became, once this is committed. */
  readonly settled: Settled[];
}
