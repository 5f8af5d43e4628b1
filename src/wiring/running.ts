import type { Change, Loaded } from './live-config.ts';

/** One running bot. */
export interface App {
  /** Settles when the bot has ended by itself, with the reason. It ends also when {@link App.stop} was called. */
  readonly ended: Promise<Error | null>;
  /** Finishes what is in flight (at most ten seconds), and lets go of Discord and the database. */
  stop(): Promise<void>;
  /** Puts another configuration in force. Where that needs a start, tells with which one, and leaves the old one in force. */
  reload(loaded: Loaded): Change;
}
