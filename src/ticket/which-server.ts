import { askBeforeOpening, askedAnew, lapse, questionOf, routeChoice } from './before-opening.ts';
import type { Asked } from './before-opening.ts';
import { openPrompt } from './after-closing.ts';
import type { Effect } from './effects.ts';
import type { InboxEvent, UserWrote } from './events.ts';
import type { Inbox, OfferedServer, Prompt, Routing } from './inbox.ts';
import { refuseNow } from './refusal.ts';
import { promptInto } from './saying.ts';
import type { Voice } from './saying.ts';
import type { MessageId, ServerId } from './ticket.ts';

/** A server in which somebody may begin a ticket, if they are a member; `null`: that isn't known. */
export interface Door extends OfferedServer {
  readonly isMember: boolean | null;
}

/** What decides for which of several servers it is what a user wrote. */
export interface Doorway extends Pick<Inbox, 'userId' | 'draftFor' | 'draft' | 'prompt' | 'wasDropped' | 'refusedAt'> {
  /** Those that take tickets, and can be reached. */
  readonly doors: readonly Door[];
  /** Those on offer in the question that was asked. */
  readonly offered: readonly OfferedServer[];
  readonly voice: Voice;
}

/** Where it goes: to one server, whose rules decide all else; or as for {@link Routing}. */
export type Direction = Routing | { readonly to: 'server'; readonly serverId: ServerId };

/** Decides for which of several servers it is what a user wrote, as far as that isn't clear. Pure; `now` is in epoch ms. */
export function direct(doorway: Doorway, event: InboxEvent, now: number): Direction {
  switch (event.type) {
    case 'userWrote':
      return directMessage(doorway, event, now);
    case 'memberLookedUp':
      return doorway.prompt === null && doorway.draftFor !== null ? choose(doorway, doorway.draft, now) : nowhere;
    case 'filesLookedAt':
      return nowhere;
    case 'promptAnswered':
    case 'promptFilledIn':
    case 'promptChosen':
      return answered(doorway, event, now);
    case 'promptLapsed': {
      const { prompt } = doorway;
      return prompt?.id === event.promptId ? lapse(doorway, prompt, undecided(doorway)) : nowhere;
    }
  }
}

const nowhere: Routing = { to: 'nowhere' };

function directMessage(doorway: Doorway, event: UserWrote, now: number): Direction {
  const { draftFor, draft, prompt } = doorway;
  const { messageId } = event.writing;
  if (event.wasRefused === true) return { to: 'refusal', isToldAgain: false, effects: [] };
  const all = [...draft, messageId];
  if (draftFor === null) return choose(doorway, all, now);
  if (prompt === null) return { to: 'draft', effects: [], prompt: null };
  if (prompt.isLapsed) return askedAnew(prompt, all, undecided(doorway), now);
  const isFirst = draft.length === 0 && prompt.messageId !== null;
  const effects = isFirst ? into(prompt, all, doorway) : [];
  return { to: 'draft', effects, prompt };
}

/** By where its author is a member: Discord is asked where that isn't known, and they themselves where it is several. */
function choose(doorway: Doorway, messages: readonly MessageId[], now: number): Direction {
  const { doors, userId, voice } = doorway;
  const unknown = doors.filter(({ isMember }) => isMember === null);
  if (unknown.length > 0) {
    // One look-up each, however many messages come meanwhile.
    const effects = doorway.draftFor === null ? unknown.map(({ id }) => lookUpIn(id, userId)) : [];
    return { to: 'draft', effects, prompt: null };
  }
  const open = doors.filter(({ isMember }) => isMember === true);
  const [first] = open;
  if (first === undefined) return refuseNow(doorway, { type: 'noServer' }, { rules: voice, now, messages });
  if (open.length === 1) return { to: 'server', serverId: first.id };
  return askBeforeOpening(messages, { rules: null, voice, offered: open.map(({ id, name }) => ({ id, name })) }, now);
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
  if (event.type === 'promptChosen') {
    const { menu, value } = event;
    return routeChoice(doorway, prompt, { asked, menu, value, now });
  }
  if (event.choice === 'never') return { to: 'dropped', effects: [], answer: { type: 'promptDropped' } };
  const problem = { type: 'serverNotChosen' } as const;
  return { to: 'draft', effects: [], prompt, answer: questionOf(prompt, doorway.draft, asked, problem) };
}

function undecided({ voice, offered }: Doorway): Asked {
  return { rules: null, voice, offered };
}

function into(prompt: Prompt, messages: readonly MessageId[], doorway: Doorway): readonly Effect[] {
  const { messageId, language } = prompt;
  const voice = language === null ? doorway.voice : { language };
  return messageId === null ? [] : [promptInto(messageId, questionOf(prompt, messages, undecided(doorway)), voice)];
}
