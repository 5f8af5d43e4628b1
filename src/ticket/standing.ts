/** A file in a copy; `isLink`: its text has a link to it. */
export interface StandingFile {
  readonly id: string;
  readonly isLink: boolean;
}

/** A part of a message's copy, as it stands on the other side once all that waits is done. */
export interface Standing {
  /** From 1. */
  readonly part: number;
  /** `null`: it was sent before such was kept. */
  readonly content: string | null;
  /** By the IDs that they have in the original. */
  readonly files: readonly StandingFile[];
  /** `unsent`: never attempted, so it can still be changed or taken out. `sending`: it is, or may be. */
  readonly state: 'sent' | 'sending' | 'unsent';
  /** Whether its delivery is what confirms the message. */
  readonly confirms: boolean;
}
