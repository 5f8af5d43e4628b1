import { categoryNamed } from './category.ts';
import type { Category } from './category.ts';
import type { MoveCommanded } from './commands.ts';
import type { Decision } from './decision.ts';
import { setTags } from './post-tags.ts';
import type { Rules } from './rules.ts';
import { sayForAll, toInvoker } from './saying.ts';
import type { Ticket } from './ticket.ts';

/**
 * `/ticket move`: it is about something else from now on, by its tag and in all that depends on the category. Those whom that pings in new posts
 * are pinged; those of the whole server were when the post was new.
 */
export function move(ticket: Ticket, event: MoveCommanded, rules: Rules): Decision {
  const { id: ticketId, category: before } = ticket;
  if (ticket.status !== 'open') return toInvoker(ticket, { type: 'alreadyClosed', ticketId });
  const category = categoryTyped(event.category, rules);
  if (category === null) return toInvoker(ticket, { type: 'noSuchCategory', typed: event.category });
  const { name: to, pings } = category;
  if (category.id === before) return toInvoker(ticket, { type: 'isAboutThat', ticketId, category: to });
  const moved: Ticket = { ...ticket, category: category.id };
  const from = before === null ? null : categoryNamed(before, rules);
  const statement = { type: 'moved', by: event.by.id, from, to, pings: pings ?? [] } as const;
  const elsewhere = { type: 'nowMoved', ticketId, category: to } as const;
  const { effect, answer } = sayForAll(moved, event, { statement, elsewhere }, rules);
  return { ticket: moved, effects: [{ effect }, setTags(moved)], answer };
}

/** One of those that users choose from: what was proposed, or what somebody typed without looking at that. */
function categoryTyped(typed: string, { categories }: Rules): Category | null {
  const enabled = categories.filter(({ isEnabled }) => isEnabled);
  const name = typed.trim().toLowerCase();
  return enabled.find(({ id }) => id === typed) ?? enabled.find((one) => one.name.toLowerCase() === name) ?? null;
}
