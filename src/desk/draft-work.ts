import { drawDisguise } from '../ticket/disguise.ts';
import type { Effect } from '../ticket/effects.ts';
import type { NewTicket, Routing } from '../ticket/inbox.ts';
import { openTicket } from '../ticket/opening.ts';
import type { Opening } from '../ticket/opening.ts';
import type { Rules } from '../ticket/rules.ts';
import type { Person, TicketId, UserId } from '../ticket/ticket.ts';
import { dropDraft, endDraft, savePrompt } from './drafts.ts';
import { answeredBy } from './outside-work.ts';
import { queue } from './queueing.ts';
import { reopenTicket } from './reopening-work.ts';
import { applyTo } from './ticket-work.ts';
import type { Work } from './work.ts';

/** Carries out what becomes of a draft. */
export function concludeDraft(work: Work, user: Person, routing: Routing, rules: Rules | null): void {
  switch (routing.to) {
    case 'newTicket':
      return rules === null ? undefined : openDraft(work, user, routing, rules);
    case 'reopening':
      return rules === null ? undefined : reopenFromDraft(work, user, routing, rules);
    case 'refusal':
      dropDraft(work, user.id, 'refused');
      return queueForUser(work, user.id, routing.effects);
    case 'dropped':
      dropDraft(work, user.id, 'ignored');
      return queueForUser(work, user.id, routing.effects);
    case 'draft':
      if (routing.prompt !== null) savePrompt(work, user.id, routing.prompt);
      return queueForUser(work, user.id, routing.effects);
    case 'ticket':
      return joinTicket(work, user, routing.ticketId);
    case 'delivered':
    case 'nowhere':
      return;
  }
}

function openDraft(work: Work, user: Person, how: NewTicket, rules: Rules): void {
  const { store } = work;
  const writings = store.draft(user.id);
  const { messageId: prompt = null, language = null } = store.prompt(user.id) ?? {};
  endDraft(work, user.id, openTicketFor(work, user, { ...how, writings, prompt, language }, rules));
}

/** What a user's draft holds goes to a ticket that is open by now. */
export function joinTicket(work: Work, user: Person, ticketId: TicketId): void {
  const { store } = work;
  const prompt = store.prompt(user.id)?.messageId ?? null;
  applyTo(work, ticketId, { type: 'draftJoined', draft: { user, writings: store.draft(user.id) }, prompt });
  endDraft(work, user.id, ticketId);
}

/** Where the ticket can't be opened again after all, the draft becomes a ticket of its own. */
function reopenFromDraft(
  work: Work,
  user: Person,
  { ticketId, member }: Extract<Routing, { to: 'reopening' }>,
  rules: Rules,
): void {
  const wish = { ticketId, by: user.id, reason: null, isReasonVisible: false, answerTo: null };
  const { isAnonymous = false, category = null } = work.store.ticket(ticketId) ?? {};
  if (!reopenTicket(work, wish, member)) openDraft(work, user, { member, isAnonymous, category, answers: [] }, rules);
}

type Beginning = NewTicket & Pick<Opening, 'writings' | 'prompt' | 'language'>;

/** Opens a ticket from what a user wrote. Gives its number. */
export function openTicketFor(
  work: Work,
  user: Person,
  { isAnonymous, ...beginning }: Beginning,
  rules: Rules,
): TicketId {
  const { store, random, now } = work;
  const id = store.nextTicketId();
  const earlierTickets = store.earlierTickets(user.id, rules.serverId);
  const disguise = isAnonymous ? drawDisguise(random, store.openNames(rules.serverId)) : null;
  const quotes =
    beginning.writings.map((writing) => answeredBy(work, user.id, writing)).find((sent) => sent !== null) ?? null;
  const opening = { id, mark: random.mark(), user, disguise, earlierTickets, quotes, ...beginning };
  const { ticket, effects } = openTicket(opening, rules, now);
  store.outside.overtaken(user.id);
  store.saveTicket(ticket);
  if (opening.answers.length > 0) store.saveFormAnswers(id, opening.answers);
  // Whoever opens one beside others speaks in it now.
  store.saveConversation(user.id, { ticketId: id, spokenAt: now });
  store.log(id, now, { type: 'opened', by: user.id, detail: null });
  queue(effects, { ...work, owner: ticket });
  return id;
}

/** Queues what a user gets or is asked about beside any ticket. */
export function queueForUser(work: Work, userId: UserId, effects: readonly Effect[]): void {
  const planned = effects.map((effect) => ({ effect }));
  queue(planned, { ...work, owner: { id: null, userId, postId: null } });
}
