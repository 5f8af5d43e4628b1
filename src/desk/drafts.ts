import { promptLapsesAfterMs } from '../ticket/after-closing.ts';
import { draftLapsesAfterMs } from '../ticket/before-opening.ts';
import type { Effect } from '../ticket/effects.ts';
import type { Prompt } from '../ticket/inbox.ts';
import type { Statement } from '../ticket/statement.ts';
import type { MessageId, TicketId, UserId } from '../ticket/ticket.ts';
import { markDeletedInDraft } from './change-work.ts';
import type { Place } from './ports.ts';
import type { Work } from './work.ts';

/** The draft has become part of a ticket: what was deleted in it meanwhile is delivered all the same, marked. */
export function endDraft(work: Work, userId: UserId, ticketId: TicketId): void {
  const writings = work.store.draft(userId);
  forget(work, userId);
  work.store.endDraft(userId, ticketId, 'relayed');
  markDeletedInDraft(
    work,
    writings.map(({ messageId }) => messageId),
  );
}

/** Nothing comes of the draft. */
export function dropDraft(work: Work, userId: UserId, became: 'refused' | 'ignored'): void {
  forget(work, userId);
  work.store.endDraft(userId, null, became);
}

function forget({ store, timers }: Work, userId: UserId): void {
  const user = store.user(userId);
  if (user !== null) store.saveUser({ ...user, draftFor: null });
  store.endPrompt(userId);
  timers.cancel(promptTimer(userId));
}

/** The user was asked something about their draft: without an answer, the question lapses. */
export function savePrompt(work: Work, userId: UserId, prompt: Prompt): void {
  work.store.savePrompt(userId, prompt);
  if (prompt.isLapsed) work.timers.cancel(promptTimer(userId));
  else setPromptTimer(work, userId, prompt, prompt.askedAt);
}

/** Sets when a question lapses, counted from `since`. */
export function setPromptTimer({ timers }: Work, userId: UserId, { id, about }: Prompt, since: number): void {
  const lapsesAfterMs = about === null ? draftLapsesAfterMs : promptLapsesAfterMs;
  timers.set(promptTimer(userId), since + lapsesAfterMs, { type: 'promptLapsed', userId, promptId: id });
}

function promptTimer(userId: UserId): string {
  return `prompt/${userId}`;
}

/** The question stands in the user's DM now: whatever comes of it replaces it there. */
export function promptDelivered(
  { store }: Work,
  place: Place,
  { body }: Extract<Effect, { type: 'sendToUser' }>,
  messageId: MessageId,
): void {
  if (body.type !== 'statement' || !isQuestion(body.statement)) return;
  const userId = place.replace(/^user\//, '') as UserId;
  const prompt = store.prompt(userId);
  if (prompt?.id === body.statement.promptId) store.savePrompt(userId, { ...prompt, messageId });
}

function isQuestion(statement: Statement): statement is Extract<Statement, { readonly promptId: string }> {
  return 'promptId' in statement;
}
