/** The user's silence, while it is their turn and the last message to them has not failed. */
export interface Silence {
  /** When the last message was relayed, in epoch ms. */
  readonly since: number;
  /** When the user was reminded that their answer is awaited; `null`: they weren't yet. */
  readonly remindedAt: number | null;
}
