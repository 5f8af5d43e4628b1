import { askBeforeOpening, askedAnew, lapse, questionOf, routeChoice } from './before-opening.ts';
import type { Asked } from './before-opening.ts';
import { openPrompt } from './after-closing.ts';
import type { Effect } from './effects.ts';
import type { InboxEvent, UserWrote } from './events.ts';
import type { Inbox, OfferedServer, Prompt, Routing } from './inbox.ts';
import type { RefusedStatement } from './prompt-statement.ts';
import { refuseNow } from './refusal.ts';
import { promptInto } from './saying.ts';
import type { Voice } from './saying.ts';
import type { MessageId, ServerId } from './ticket.ts';
import { askWhich, askWhichAgain, lapseWhich, routeTicketChoice, whichQuestion } from './which-ticket.ts';
import type { OfferedTicket } from './which-ticket.ts';

/** A server in which somebody may begin a ticket, if they are a member; `null`: that isn't known. */
export interface Door extends OfferedServer {
  readonly isMember: boolean | null;
  /** They have as many open tickets there as they may. */
  readonly full: RefusedStatement | null;
}

/** What decides for which of several servers it is what a user wrote. */
export interface Doorway extends Pick<Inbox, 'userId' | 'draftFor' | 'draft' | 'prompt' | 'wasDropped' | 'refusedAt'> {
  /** Those that take tickets, and can be reached. */
  readonly doors: readonly Door[];
  /** Those on offer in the question that was asked. */
  readonly offered: readonly OfferedServer[];
  readonly voice: Voice;
  /** Where it isn't clear that one of them is meant. */
  readonly openTickets: readonly OfferedTicket[];
}

/** Where it goes: to one server, whose rules decide all else; or as for {@link Routing}. */
export type Direction = Routing | { readonly to: 'server'; readonly serverId: ServerId };

/** Decides for which of several servers it is what a user wrote, as far as that isn't clear. Pure; `now` is in epoch ms. */
export function direct(doorway: Doorway, event: InboxEvent, now: number): Direction {
  switch (event.type) {
    case 'userWrote':
      return directMessage(doorway, event, now);
    case 'memberLookedUp':
      return isWaiting(doorway) ? choose(doorway, doorway.draft, now) : nowhere;
    case 'filesLookedAt':
      return nowhere;
    case 'promptAnswered':
    case 'promptFilledIn':
    case 'promptChosen':
      return answered(doorway, event, now);
    case 'promptLapsed': {
      const { prompt, draft } = doorway;
      if (prompt === null || prompt.id !== event.promptId || prompt.chosen !== null) return nowhere;
      return prompt.asksWhich ? lapseWhich(prompt, draft.length, doorway) : lapse(doorway, prompt, undecided(doorway));
    }
  }
}

/** Discord is asked where they are a member, and nobody else anything. */
function isWaiting({ prompt, draftFor }: Doorway): boolean {
  return draftFor !== null && (prompt === null || prompt.chosen === 'new');
}

const nowhere: Routing = { to: 'nowhere' };

function directMessage(doorway: Doorway, event: UserWrote, now: number): Direction {
  const { draftFor, draft, prompt } = doorway;
  const { messageId } = event.writing;
  if (event.wasRefused === true) return { to: 'refusal', isToldAgain: false, effects: [] };
  const all = [...draft, messageId];
  if (draftFor === null) {
    return doorway.openTickets.length > 0 ? askWhich(messageId, doorway, now) : choose(doorway, all, now);
  }
  if (prompt === null || prompt.chosen !== null) return { to: 'draft', effects: [], prompt };
  if (prompt.isLapsed) {
    return prompt.asksWhich
      ? askWhichAgain(prompt, all, doorway, now)
      : askedAnew(prompt, all, undecided(doorway), now);
  }
  const isFirst = draft.length === 0 && prompt.messageId !== null;
  const effects = isFirst ? into(prompt, all, doorway) : [];
  return { to: 'draft', effects, prompt };
}

/** By where its author is a member: Discord is asked where that isn't known, and they themselves where it is several. */
function choose(doorway: Doorway, messages: readonly MessageId[], now: number): Direction {
  const { doors, userId, voice, prompt } = doorway;
  const [only, ...others] = doors;
  if (only !== undefined && others.length === 0) return { to: 'server', serverId: only.id };
  const unknown = doors.filter(({ isMember }) => isMember === null);
  if (unknown.length > 0) {
    // One look-up each, however many messages come meanwhile.
    const effects = isWaiting(doorway) ? [] : unknown.map(({ id }) => lookUpIn(id, userId));
    const waiting = prompt === null ? null : ({ ...prompt, asksWhich: false, chosen: 'new' } as const);
    return { to: 'draft', effects, prompt: waiting };
  }
  const open = doors.filter(({ isMember }) => isMember === true);
  const [first] = open;
  if (first === undefined) return refuseNow(doorway, { type: 'noServer' }, { rules: voice, now, messages });
  if (open.length === 1) return { to: 'server', serverId: first.id };
  const offered = open.map(({ id, name }) => ({ id, name }));
  if (prompt === null) return askBeforeOpening(messages, { rules: null, voice, offered }, now);
  const ids = offered.map(({ id }) => id);
  const next: Prompt = { ...prompt, asksWhich: false, chosen: null, offered: ids, askedAt: now, isLapsed: false };
  return { to: 'draft', effects: into(next, messages, { ...doorway, offered }), prompt: next };
}

function lookUpIn(serverId: ServerId, userId: Doorway['userId']): Effect {
  return { type: 'lookUpMember', serverId, userId, reopening: null };
}

function answered(
  doorway: Doorway,
  event: Extract<InboxEvent, { type: 'promptAnswered' | 'promptFilledIn' | 'promptChosen' }>,
  now: number,
): Direction {
  const prompt = openPrompt(doorway, event);
  if (!('id' in prompt)) return prompt;
  const asked = undecided(doorway);
  if (prompt.chosen !== null) return { to: 'nowhere' };
  if (prompt.asksWhich) return answeredWhich(doorway, prompt, event, now);
  if (event.type === 'promptChosen') {
    const { menu, value } = event;
    return routeChoice(doorway, prompt, { asked, menu, value, now });
  }
  if (event.choice === 'never') return { to: 'dropped', effects: [], answer: { type: 'promptDropped' } };
  const problem = { type: 'serverNotChosen' } as const;
  return { to: 'draft', effects: [], prompt, answer: questionOf(prompt, doorway.draft, asked, problem) };
}

/** In a ticket that is open, in a new one, or not at all. */
function answeredWhich(
  doorway: Doorway,
  prompt: Prompt,
  event: Extract<InboxEvent, { type: 'promptAnswered' | 'promptFilledIn' | 'promptChosen' }>,
  now: number,
): Direction {
  const { draft } = doorway;
  const count = draft.length;
  if (event.type === 'promptChosen') return routeTicketChoice(prompt, { value: event.value, count }, doorway);
  if (event.choice === 'never') return { to: 'dropped', effects: [], answer: { type: 'promptDropped' } };
  if (event.choice !== 'new') return { to: 'nowhere', answer: whichQuestion(prompt, count, doorway) };
  const doors = doorway.doors.filter(({ full }) => full === null);
  if (doors.length === 0) {
    const problem = doorway.doors[0]?.full ?? ({ type: 'noServer' } as const);
    return { to: 'draft', effects: [], prompt, answer: whichQuestion(prompt, count, doorway, problem) };
  }
  const direction = choose({ ...doorway, prompt, doors }, draft, now);
  if (direction.to !== 'draft' || direction.prompt === null) return direction;
  const next = direction.prompt;
  if (next.chosen !== null) return { ...direction, answer: { type: 'oneMoment' } };
  const offered = doors.filter(({ id }) => next.offered.includes(id));
  const answer = questionOf(next, draft, { rules: null, voice: doorway.voice, offered });
  return { ...direction, effects: [], answer };
}

function undecided({ voice, offered }: Doorway): Asked {
  return { rules: null, voice, offered };
}

function into(prompt: Prompt, messages: readonly MessageId[], doorway: Doorway): readonly Effect[] {
  const { messageId, language } = prompt;
  const voice = language === null ? doorway.voice : { language };
  return messageId === null ? [] : [promptInto(messageId, questionOf(prompt, messages, undecided(doorway)), voice)];
}
