import { afterLookUp, askedIn, questionOf, takes } from './before-opening.ts';
import { categoryFor, choosable } from './category.ts';
import type { OpeningForm } from './decision.ts';
import type { PromptAnswered, PromptFilledIn, SendingChoice } from './prompt-events.ts';
import { answersIn } from './form.ts';
import type { Inbox, NewTicket, Prompt, Routing } from './inbox.ts';
import type { PromptProblem } from './prompt-statement.ts';
import { limitOf, refuse } from './refusing.ts';
import type { Rules } from './rules.ts';

/** The open ticket that gets what waits, since no other may be opened beside it; `null`: it becomes one of its own. */
export function ticketAtLimit(inbox: Inbox, hides: boolean, rules: Rules): Inbox['openTicket'] {
  const { openTicket } = inbox;
  if (openTicket === null || limitOf(inbox, hides, rules) === null) return null;
  return takes(openTicket, hides) ? openTicket : null;
}

/** The ticket that a draft becomes. */
export function ticketFrom(prompt: Prompt | null, member: NewTicket['member'], rules: Rules): NewTicket {
  return {
    member,
    isAnonymous: prompt?.chosen === 'anonymous',
    category: categoryFor(prompt?.category ?? null, rules)?.id ?? null,
    answers: prompt?.answers ?? [],
  };
}

/** The user said how it shall be sent. What isn't offered (any more) gets the question as it is now. */
export function routeSending(
  inbox: Inbox,
  before: Prompt,
  event: PromptAnswered | PromptFilledIn,
  { rules, now }: { readonly rules: Rules; readonly now: number },
): Routing {
  const prompt = event.type === 'promptFilledIn' ? filledIn(before, event, rules) : before;
  const asked = askedIn(inbox, rules);
  const again = (problem: PromptProblem): Routing => ({
    to: 'draft',
    effects: [],
    prompt,
    answer: questionOf(prompt, inbox.draft, asked, problem),
  });
  const { choice } = event;
  if ((choice !== 'send' && choice !== 'anonymous') || (choice === 'anonymous' && !rules.offersAnonymity)) {
    return { to: 'nowhere', answer: questionOf(prompt, inbox.draft, asked) };
  }
  const atLimit = event.type === 'promptAnswered' ? ticketAtLimit(inbox, choice === 'anonymous', rules) : null;
  const answer = { type: 'promptTaken', server: rules.serverName } as const;
  if (atLimit !== null && inbox.draft.length > 0) return { to: 'ticket', ticketId: atLimit.id, answer };
  const refusal = refuse(inbox, { member: inbox.member, hides: choice === 'anonymous', now }, rules);
  // Where there are other servers, the user may choose one of them.
  if (refusal !== null && (inbox.offered.length > 1 || refusal.type === 'tooManyOpen')) return again(refusal);
  const problem = problemOf(prompt, event, inbox, rules);
  if (problem !== null) return again(problem);
  const form = event.type === 'promptFilledIn' ? null : formOf(prompt, choice, rules);
  if (form !== null) return { to: 'nowhere', form };
  const chosen: Prompt = { ...prompt, chosen: choice, messageId: event.messageId };
  if (inbox.member === null) return afterLookUp(inbox, chosen, rules);
  return { to: 'newTicket', ...ticketFrom(chosen, inbox.member, rules), answer };
}

/** What was filled in is kept, whatever else comes in between; a field that isn't asked any more goes by its ID. */
function filledIn(prompt: Prompt, { category, values }: PromptFilledIn, rules: Rules): Prompt {
  const own = categoryFor(category, rules);
  const isThere = own?.id === category;
  return { ...prompt, category: isThere ? category : null, answers: answersIn(values, isThere ? own.form : []) };
}

function problemOf(
  prompt: Prompt,
  event: PromptAnswered | PromptFilledIn,
  { draft }: Inbox,
  rules: Rules,
): PromptProblem | null {
  const meant = event.type === 'promptFilledIn' ? event.category : prompt.category;
  const category = categoryFor(prompt.category, rules);
  if (choosable(rules).length > 0 && category === null) {
    return { type: meant === null ? 'categoryNotChosen' : 'categoryGone' };
  }
  const isAsked = (category?.form ?? []).length > 0;
  return draft.length === 0 && prompt.answers === null && !isAsked ? { type: 'nothingWritten' } : null;
}

function formOf(prompt: Prompt, choice: SendingChoice, rules: Rules): OpeningForm | null {
  const category = categoryFor(prompt.category, rules);
  if (category === null || category.form.length === 0) return null;
  const { id, name, form: fields } = category;
  return { type: 'opening', promptId: prompt.id, choice, category: { id, name }, fields };
}
