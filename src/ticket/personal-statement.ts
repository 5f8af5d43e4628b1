import type { TicketId } from './ticket.ts';

/** What the bot says to whoever used a command for themselves. */
export type PersonalStatement =
  /** `language`: `null`: whichever the server has. */
  | { readonly type: 'languageKept'; readonly language: string | null }
  | { readonly type: 'redirectKept'; readonly isOn: boolean }
  /** `tickets`: `null`: they aren't for this place. */
  | { readonly type: 'help'; readonly tickets: readonly OwnTicket[] | null };

/** An open ticket, as its user knows it. */
export interface OwnTicket {
  readonly id: TicketId;
  readonly server: string;
  /** In epoch ms. */
  readonly openedAt: number;
}
