import { inClosedPost } from './closing.ts';
import type { HandlingCommanded, NoteWritten } from './commands.ts';
import type { Decision } from './decision.ts';
import type { Rules } from './rules.ts';
import { sayForAll, statementTo, toInvoker } from './saying.ts';
import type { Statement } from './statement.ts';
import type { Ticket, UserId } from './ticket.ts';

/** Discord pings at most 100 users by one message. https://docs.discord.com/developers/resources/message#allowed-mentions-object */
const mostWatchers = 50;

/** `/claim`, `/unclaim` and `/watch`. Users learn of none of them. */
export function handle(ticket: Ticket, event: HandlingCommanded, rules: Rules): Decision {
  const { id: ticketId } = ticket;
  if (ticket.status !== 'open') return toInvoker(ticket, { type: 'alreadyClosed', ticketId });
  switch (event.type) {
    case 'claimCommanded':
      return claim(ticket, event, rules);
    case 'unclaimCommanded':
      return unclaim(ticket, event, rules);
    case 'watchCommanded':
      return watch(ticket, event);
  }
}

/** From now on whoever used it handles the ticket, in place of whoever did, and is pinged when the user writes next. */
function claim(ticket: Ticket, event: HandlingCommanded, rules: Rules): Decision {
  const { id: ticketId, claimedBy: before } = ticket;
  const { id: by } = event.by;
  if (before === by) return toInvoker(ticket, { type: 'isYours', ticketId });
  const watchers = [...without(ticket.watchers, before, by), by];
  const said = { statement: { type: 'claimed', by, before }, elsewhere: { type: 'nowClaimed', ticketId } } as const;
  return shown({ ...ticket, claimedBy: by, watchers }, event, said, rules);
}

function unclaim(ticket: Ticket, event: HandlingCommanded, rules: Rules): Decision {
  const { id: ticketId, claimedBy: before } = ticket;
  if (before === null) return toInvoker(ticket, { type: 'isNobodys', ticketId });
  const statement = { type: 'unclaimed', by: event.by.id, before } as const;
  const freed: Ticket = { ...ticket, claimedBy: null, watchers: without(ticket.watchers, before) };
  return shown(freed, event, { statement, elsewhere: { type: 'nowUnclaimed', ticketId } }, rules);
}

/** A second time takes it back. */
function watch(ticket: Ticket, { by }: HandlingCommanded): Decision {
  const { id: ticketId, watchers } = ticket;
  if (watchers.includes(by.id)) {
    return toInvoker({ ...ticket, watchers: without(watchers, by.id) }, { type: 'noLongerWatched', ticketId });
  }
  if (watchers.length >= mostWatchers) return toInvoker(ticket, { type: 'watchedByMany', ticketId });
  return toInvoker({ ...ticket, watchers: [...watchers, by.id] }, { type: 'nowWatched', ticketId });
}

/** `/note`: stays in the post, which is closed again where it was. */
export function note(ticket: Ticket, event: NoteWritten, rules: Rules): Decision {
  const { id: ticketId, postId, status } = ticket;
  const statement = { type: 'noted', by: event.by.id, text: event.text } as const;
  const elsewhere = { type: 'nowNoted', ticketId } as const;
  if (status === 'open') return { ...shown(ticket, event, { statement, elsewhere }, rules), record: 'note' };
  if (postId === null) return toInvoker(ticket, { type: 'postIsGone', ticketId });
  const effects = inClosedPost(ticket, statementTo('post', statement, rules));
  return { ...toInvoker(ticket, elsewhere), effects, record: 'note' };
}

function shown(
  ticket: Ticket,
  event: HandlingCommanded | NoteWritten,
  said: { readonly statement: Statement; readonly elsewhere: Statement },
  rules: Rules,
): Decision {
  const { effect, answer } = sayForAll(ticket, event, said, rules);
  return { ticket, effects: [{ effect }], answer };
}

function without(watchers: readonly UserId[], ...gone: readonly (UserId | null)[]): readonly UserId[] {
  return watchers.filter((watcher) => !gone.includes(watcher));
}
