import { categoryFor } from '../ticket/category.ts';
import { contactWriting, openByStaff } from '../ticket/contact.ts';
import type { Contact } from '../ticket/contact.ts';
import type { Outside } from '../ticket/outside.ts';
import { shownAs } from '../ticket/relaying.ts';
import { authorFor } from '../ticket/seen.ts';
import { queue } from './queueing.ts';
import { setSilenceTimer } from './ticket-work.ts';
import type { Work } from './work.ts';

/** The user has what staff wrote to them: a ticket is made of it, in the same transaction. */
export function openContact(work: Work, outside: Outside, { category }: Contact): void {
  const { store, random, now } = work;
  const { serverId, to, by } = outside;
  const rules = work.rulesOf(serverId, to);
  const member = store.member(serverId, to, 0);
  const user = store.user(to)?.person ?? null;
  // Its server has left the configuration since.
  if (rules === null || member === null || user === null) return;
  const id = store.nextTicketId();
  const opening = {
    id,
    mark: random.mark(),
    user,
    member,
    disguise: null,
    category: category ?? categoryFor(null, rules)?.id ?? null,
    writings: [],
    answers: [],
    earlierTickets: store.earlierTickets(to, serverId),
    prompt: null,
  };
  const { ticket, effects } = openByStaff(opening, outside, rules, now);
  store.saveTicket(ticket);
  store.log(id, now, { type: 'opened', by: by.id, detail: null });
  store.record({
    channelId: null,
    writing: contactWriting(outside),
    author: by,
    shownAs: shownAs(authorFor(by, rules)).shownAs ?? null,
    side: 'staff',
    userId: to,
    ticketId: id,
    became: 'relayed',
  });
  // What the user replies to belongs to the ticket.
  store.giveCopies(outside.id, id);
  store.outside.overtaken(to);
  // In which ticket they speak now is for them to say: an answer to this may tell staff whose an anonymous one is.
  store.endConversation(to);
  queue(effects, { ...work, owner: ticket });
  setSilenceTimer(work, ticket, rules);
}
