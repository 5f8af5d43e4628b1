import type { PromptChosen } from './prompt-events.ts';
import { categoryFor, choosable } from './category.ts';
import { lookUp } from './inbox.ts';
import type { Inbox, OfferedServer, Prompt, Routing } from './inbox.ts';
import type { BeforeOpening, PromptProblem } from './prompt-statement.ts';
import type { Rules } from './rules.ts';
import { promptInto, statementTo } from './saying.ts';
import type { Voice } from './saying.ts';
import type { MessageId, Ticket } from './ticket.ts';

/** Whoever doesn't say so within this has not finished; what they wrote still waits. */
export const draftLapsesAfterMs = 10 * 60_000;

/** Whether users have something to say before what they wrote becomes a ticket. */
export function asksBeforeOpening(rules: Rules): boolean {
  const { confirms, offersAnonymity } = rules;
  return confirms || offersAnonymity || choosable(rules).length > 0 || formFor(null, rules).length > 0;
}

/** What is asked before a ticket is opened. */
export function formFor(chosen: string | null, rules: Rules) {
  return categoryFor(chosen, rules)?.form ?? [];
}

/** Whether an open ticket takes what waits: not one in which staff know who it is that wants to hide it. */
export function takes({ isAnonymous }: Pick<Ticket, 'isAnonymous'>, hides: boolean): boolean {
  return isAnonymous || !hides;
}

/** What a question is about: a server, or (`rules: null`) one of several that is still to be chosen. */
export interface Asked {
  readonly rules: Rules | null;
  readonly voice: Voice;
  readonly offered: readonly OfferedServer[];
}

/** The question is about this server. */
export function askedIn({ offered }: Pick<Inbox, 'offered'>, rules: Rules): Asked {
  return { rules, voice: rules, offered };
}

/** A question about what waits, of which nothing is chosen yet. */
export function newPrompt(id: string, now: number): Prompt {
  const nothingChosen = { chosen: null, asksWhich: false, offered: [], category: null, answers: null, language: null };
  return { id, about: null, askedAt: now, isLapsed: false, messageId: null, ...nothingChosen };
}

/** Asks how what was written shall be sent; `messages`: all that waits, in order. */
export function askBeforeOpening(messages: readonly MessageId[], asked: Asked, now: number): Routing {
  const [first] = messages;
  if (first === undefined) return { to: 'nowhere' };
  // Not a random name: asked once more after the database forgot it, it is the same question, with the same buttons.
  const offered = asked.offered.map(({ id }) => id);
  return asking({ ...newPrompt(first, now), offered }, messages, asked);
}

/** Asks again, below what was written last. */
export function askedAnew(prompt: Prompt, messages: readonly MessageId[], asked: Asked, now: number): Routing {
  return asking({ ...prompt, askedAt: now, isLapsed: false }, messages, asked);
}

function asking(prompt: Prompt, messages: readonly MessageId[], asked: Asked): Routing {
  const question = questionOf(prompt, messages, asked);
  return { to: 'draft', effects: [statementTo('user', question, voiceOf(prompt, asked), messages.at(-1))], prompt };
}

/** In which language the question goes on. */
export function voiceOf({ language }: Pick<Prompt, 'language'>, { voice }: Pick<Asked, 'voice'>): Voice {
  return language === null ? voice : { language };
}

/** The question as it is now. */
export function questionOf(
  prompt: Prompt,
  { length: count }: readonly MessageId[],
  { rules, offered }: Asked,
  problem: PromptProblem | null = null,
): BeforeOpening {
  const categories = rules === null ? [] : choosable(rules);
  const category = rules === null ? null : categoryFor(prompt.category, rules);
  const hasForm = (category?.form ?? []).length > 0;
  const isClear = offered.length < 2 && rules !== null;
  const isChosen = rules !== null && (categories.length === 0 || category !== null);
  return {
    type: 'beforeOpening',
    server: rules?.serverName ?? null,
    promptId: prompt.id,
    count,
    offersAnonymity: rules?.offersAnonymity ?? false,
    isLapsed: prompt.isLapsed,
    servers: isClear ? [] : offered.map((one) => ({ ...one, isChosen: one.id === rules?.serverId })),
    categories: categories.map(({ id, name, emoji, description }) => ({
      id,
      name,
      emoji,
      description,
      isChosen: id === category?.id,
    })),
    hasForm,
    isReady: isChosen && (count > 0 || hasForm || prompt.answers !== null),
    problem,
  };
}

/** The user chose something from a menu: it is only kept, and shown. What was chosen for another server means nothing in this one. */
export function routeChoice(
  { draft }: Pick<Inbox, 'draft'>,
  before: Prompt,
  { asked, menu, value, now }: { asked: Asked; menu: PromptChosen['menu']; value: string; now: number },
): Routing {
  const isThere = menu === 'server' || (asked.rules !== null && choosable(asked.rules).some(({ id }) => id === value));
  const category = menu === 'category' && isThere ? value : null;
  const prompt: Prompt = { ...before, category, askedAt: now, isLapsed: false };
  const problem = isThere ? null : ({ type: 'categoryGone' } as const);
  return { to: 'draft', effects: [], prompt, answer: questionOf(prompt, draft, asked, problem) };
}

/** Nobody said how it shall be sent: it isn't, but may still be, where there is anything to be sent. */
export function lapse({ draft }: Pick<Inbox, 'draft'>, prompt: Prompt, asked: Asked): Routing {
  const { messageId } = prompt;
  const into = (statement: Parameters<typeof promptInto>[1]) =>
    messageId === null ? [] : [promptInto(messageId, statement, voiceOf(prompt, asked))];
  if (draft.length === 0 && prompt.answers === null) {
    return { to: 'dropped', effects: into({ type: 'draftLapsed' }) };
  }
  const lapsed: Prompt = { ...prompt, isLapsed: true };
  return { to: 'draft', effects: into(questionOf(lapsed, draft, asked)), prompt: lapsed };
}

/** Asks Discord who it is, and keeps meanwhile what shall be done then. */
export function afterLookUp(inbox: Inbox, chosen: Prompt, rules: Rules): Routing {
  const answer = { type: 'promptTaken', server: rules.serverName } as const;
  return { to: 'draft', effects: [lookUp(inbox, rules)], prompt: chosen, answer };
}
