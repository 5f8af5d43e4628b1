import type { RefusedStatement } from './prompt-statement.ts';
import type { TicketId } from './ticket.ts';

/** What the bot says to whoever used a command for themselves. */
export type PersonalStatement =
  /** `language`: `null`: whichever the server has. */
  | { readonly type: 'languageKept'; readonly language: string | null }
  | { readonly type: 'redirectKept'; readonly isOn: boolean }
  /** Answers `/create-ticket`: where the bot asks for the message. */
  | { readonly type: 'askedInDm'; readonly url: string }
  /** Only the user may begin the conversation now; or the bot can't write to them. */
  | { readonly type: 'writeFirst' | 'dmsAreClosed'; readonly server: string }
  /** They can't begin a ticket. */
  | { readonly type: 'notBegun'; readonly why: RefusedStatement }
  /** In the DM there is nothing more to do; a server that isn't configured. */
  | { readonly type: 'justWrite' | 'notServed' }
  /** `tickets`: `null`: they aren't for this place. */
  | { readonly type: 'help'; readonly tickets: readonly OwnTicket[] | null };

/** An open ticket, as its user knows it. */
export interface OwnTicket {
  readonly id: TicketId;
  readonly server: string;
  /** In epoch ms. */
  readonly openedAt: number;
}
