import type { Category } from './category.ts';
import type { Effect, Planned } from './effects.ts';
import { openTicket } from './opening.ts';
import type { Opening } from './opening.ts';
import type { Outside } from './outside.ts';
import { partsForUser } from './parts.ts';
import type { Rules } from './rules.ts';
import { authorFor, seenByUser } from './seen.ts';
import { statementTo } from './saying.ts';
import { asStaff } from './shown.ts';
import type { Ticket, TicketId, Writing } from './ticket.ts';

/** That a message opens a ticket with the person who gets it. */
export interface Contact {
  /** What the ticket is about; `null`: nothing in particular. */
  readonly category: string | null;
}

/** What the bot says to staff about it. */
export type ContactStatement =
  /** `contactedInVain`: there is no post that they could answer in. */
  | { readonly type: 'contacted' | 'contactedInVain'; readonly ticketId: TicketId }
  /** In the post: who of the staff opened it. */
  | { readonly type: 'contactedBy'; readonly by: string }
  | { readonly type: 'unknownCategory'; readonly typed: string };

/** The category that somebody typed, by its name or ID. */
export function categoryTyped(typed: string, { categories }: Pick<Rules, 'categories'>): Category | null {
  const meant = typed.trim().toLowerCase();
  return categories.find(({ id, name }) => id.toLowerCase() === meant || name.toLowerCase() === meant) ?? null;
}

/** The message as the user gets it: as any other of a ticket. */
export function contactParts(outside: Outside, rules: Rules): readonly Effect[] {
  const shown = seenByUser(contactWriting(outside), authorFor(outside.by, rules), { receipts: false });
  return partsForUser(shown, rules).map((part) => ({ type: 'sendToUser', ...part, outside }));
}

/** What was typed, as something written: under the ID of the command that brought it. */
export function contactWriting({ id, text, typedAt }: Outside): Writing {
  return { messageId: id, text, files: [], replyTo: null, writtenAt: typedAt };
}

/** The user has the message: the ticket is opened, and its post shows what they got. Nobody is pinged, and it is the user's turn. */
export function openByStaff(
  opening: Opening,
  { by, text, id, answerTo }: Outside,
  rules: Rules,
  now: number,
): { readonly ticket: Ticket; readonly effects: readonly Planned[] } {
  const { ticket, effects } = openTicket({ ...opening, isByStaff: true, answerTo }, rules, now);
  const statement = { type: 'contacted', ticketId: ticket.id } as const;
  return {
    ticket: { ...ticket, silence: { since: now, remindedAt: null } },
    effects: [
      ...effects,
      { effect: statementTo('post', { type: 'contactedBy', by: by.id }, rules) },
      ...asStaff(ticket, { by, text, messageId: id }).map((effect) => ({ effect })),
      { effect: { type: 'answerLater', answerTo, statement }, after: effects.map(({ effect }) => effect) },
    ],
  };
}
