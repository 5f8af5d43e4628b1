import type { OfferedServer } from './inbox.ts';
import type { Pause } from './pausing.ts';

/** Asks how what waits in a draft (so many messages) shall be sent, and shows what was chosen so far. */
export interface BeforeOpening {
  readonly type: 'beforeOpening';
  /** `null`: it isn't chosen yet. */
  readonly server: string | null;
  readonly promptId: string;
  readonly count: number;
  readonly offersAnonymity: boolean;
  /** It was asked before, in vain. */
  readonly isLapsed: boolean;
  /** What the menus offer; empty: there is nothing to choose. */
  readonly servers: readonly (OfferedServer & { readonly isChosen: boolean })[];
  readonly categories: readonly OfferedCategory[];
  /** Sending asks for more. */
  readonly hasForm: boolean;
  /** Whether all is there that sending takes. */
  readonly isReady: boolean;
  /** Why it can't be sent as it was wanted. */
  readonly problem: PromptProblem | null;
}

/** A category that users choose from. */
export interface OfferedCategory {
  readonly id: string;
  readonly name: string;
  readonly emoji: string | null;
  readonly description: string | null;
  readonly isChosen: boolean;
}

/** Something is still to be chosen, isn't there any more, or a rule says no. */
export type PromptProblem =
  | { readonly type: 'serverNotChosen' | 'categoryNotChosen' | 'nothingWritten' }
  | { readonly type: 'categoryGone' }
  | RefusedStatement;

/** Tells a user why they can't open a ticket. */
export type RefusedStatement =
  | { readonly type: 'notAMember' | 'ticketsDisabled'; readonly server: string }
  /** `endsAt`: in epoch ms; `null`: nobody knows. */
  | ({ readonly type: 'paused'; readonly server: string } & Pause)
  /** There are several servers, and none for them. */
  | { readonly type: 'noServer' }
  /** They are blacklisted. */
  | {
      readonly type: 'barred';
      readonly server: string;
      readonly reason: string | null;
      readonly endsAt: number | null;
    }
  /** The same, where they aren't told the reason. */
  | { readonly type: 'notSent'; readonly server: string }
  /** `until`: in epoch ms. */
  | { readonly type: 'tooNew'; readonly server: string; readonly of: 'account' | 'membership'; readonly until: number }
  | { readonly type: 'tooManyOpen'; readonly server: string; readonly most: number }
  /** The bot doesn't look after this server any more. */
  | { readonly type: 'serverGone' };
