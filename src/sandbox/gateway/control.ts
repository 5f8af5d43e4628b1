/** What can happen to bots' gateway connections, done to all of them at once. */
export interface GatewayControl {
  /** How many bots are connected and past READY or RESUMED. */
  readonly ready: number;
  /** Resolves when a bot is (or gets) past READY or RESUMED. */
  whenReady(): Promise<void>;
  /** Cuts the TCP connections; the bots may resume. */
  drop(): void;
  /** Cuts them and forgets the sessions: a resume is answered with op 9, events meanwhile are lost. */
  dropAndForgetSession(): void;
  /** Asks to reconnect and resume (op 7). */
  sendReconnect(): void;
  /** Says that the session is invalid (op 9). */
  invalidate(resumable?: boolean): void;
  close(code: number, reason?: string): void;
  /** Holds events back from now on, in order, until `resume`. */
  pause(): void;
  resume(): void;
  /** Delivers the next event, or the next of that name (`MESSAGE_UPDATE`), twice. */
  duplicateNext(name?: string): void;
  /** Delivers the next event, or the next of that name, after the one that follows it. */
  delayNext(name?: string): void;
  /** Stops answering heartbeats on the connections there are: they look alive and aren't. */
  stopAcknowledging(): void;
  /** Breaks every new connection at once until `accept`. */
  refuse(): void;
  /** Greets new connections and acknowledges their heartbeats, but says nothing else on them, until `accept`. */
  ignore(): void;
  accept(): void;
  /** As if every application had begun so many more sessions in these 24 hours. */
  spendStarts(starts: number): void;
}
