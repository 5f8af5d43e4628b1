import type { Barred, BlacklistEntry } from './blacklist.ts';
import type { ChannelId, Person, ServerId, TicketId, UserId } from './ticket.ts';

/** Staff used `/blacklist`, or a button below its answer. */
export interface BlacklistCommanded {
  readonly type: 'blacklistCommanded';
  /** The configured server in which it was used, which has a blacklist of its own. */
  readonly serverId: ServerId;
  readonly channelId: ChannelId;
  readonly by: Person;
  readonly wish: BlacklistWish;
}

/** What staff want of the blacklist. */
export type BlacklistWish =
  | {
      readonly type: 'add';
      readonly named: Named;
      readonly reason: string | null;
      /** `null`: until somebody removes it. */
      readonly endsInMs: number | null;
    }
  | { readonly type: 'remove' | 'check'; readonly named: Named }
  /** From 0 on. */
  | { readonly type: 'list'; readonly page: number }
  | { readonly type: 'clear' }
  /** `count`: so many entries were told to be there. */
  | { readonly type: 'clearConfirmed'; readonly count: number };

/** Whom staff named: one of the two, or else the ticket in whose post they are. */
export interface Named {
  readonly target:
    | { readonly type: 'user'; readonly id: UserId; readonly roleIds: readonly string[] }
    | { readonly type: 'role'; readonly id: string }
    | null;
  readonly ticketId: TicketId | null;
}

/** What staff are told about the blacklist. */
export type BlacklistStatement =
  | {
      readonly type: 'nowBarred';
      readonly barred: Barred;
      readonly endsAt: number | null;
      /** There was an entry before. */
      readonly isReplaced: boolean;
    }
  | { readonly type: 'noLongerBarred' | 'notBarred' | 'immuneToBlacklist'; readonly barred: Barred }
  /** What bars somebody, and whether it counts. */
  | {
      readonly type: 'isBarred';
      readonly barred: Barred;
      readonly entries: readonly BlacklistEntry[];
      readonly isImmune: boolean;
    }
  | {
      readonly type: 'blacklistPage';
      readonly entries: readonly BlacklistEntry[];
      readonly count: number;
      readonly page: number;
      readonly pages: number;
    }
  | { readonly type: 'blacklistEmpty' | 'nobodyNamed' | 'namedTwice' | 'everyoneNamed' }
  /** Asks whether they mean it. */
  | { readonly type: 'clearBlacklist' | 'blacklistCleared'; readonly count: number };
