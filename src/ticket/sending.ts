import { archivedAgain } from './closing.ts';
import type { Decision } from './decision.ts';
import type { Statement } from './statement.ts';
import type { Effect, Outgoing, Planned } from './effects.ts';
import type { SendingAsked } from './events.ts';
import { textForUser } from './forwarding.ts';
import { partsForUser } from './parts.ts';
import type { Shown } from './parts.ts';
import { keptFromUser, shownAs, turnTo } from './relaying.ts';
import type { Rules } from './rules.ts';
import { authorFor, seenByUser } from './seen.ts';
import type { Ticket } from './ticket.ts';

/** Staff send a message from the post to the user by hand: one that stayed there, or one that could not be delivered. */
export function sendByHand(ticket: Ticket, event: SendingAsked, rules: Rules): Decision {
  if (ticket.status !== 'open') {
    return {
      ticket,
      effects: archivedAgain(ticket),
      answer: { to: 'invoker', statement: { type: 'alreadyClosed', ticketId: ticket.id } },
    };
  }
  if (event.copy === 'waiting') return answered(ticket, event, { type: 'isOnItsWay' });
  const author = event.author.isHidden ? event.author : authorFor(event.author, rules);
  const shown = seenByUser({ ...event.writing, text: textForUser(event.writing.text, rules) }, author, rules);
  const parts = missingParts(shown, event, rules);
  if (parts.length === 0) return answered(ticket, event, { type: 'isDelivered' });
  const copies = parts.map((part): Planned => ({ effect: { type: 'sendToUser', ...part } }));
  const isAgain = event.via === 'button';
  return {
    ...answered(ticket, event, isAgain ? { type: 'triedAgain', by: event.by.id } : { type: 'isOnItsWay' }),
    ...turnTo(ticket, 'awaitingResponse', [
      ...withoutMark(event),
      ...copies,
      ...keptFromUser(shown, rules).map((effect) => ({ effect })),
    ]),
    ...shownAs(author),
    record: 'relayed',
  };
}

function missingParts(shown: Shown, { delivered }: SendingAsked, rules: Rules): readonly Outgoing[] {
  return partsForUser(shown, rules).filter(({ source }) => source === null || !delivered.includes(source.part));
}

/** The mark of the failure goes before the next attempt brings one of its own. */
function withoutMark({ copy, writing }: SendingAsked): readonly Planned[] {
  const effect: Effect = { type: 'unreact', side: 'post', messageId: writing.messageId };
  return copy === 'settled' ? [{ effect }] : [];
}

function answered(ticket: Ticket, { via }: SendingAsked, statement: Statement): Decision {
  return { ticket, effects: [], answer: { to: via === 'button' ? 'message' : 'invoker', statement } };
}
