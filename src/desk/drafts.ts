import { promptLapsesAfterMs } from '../ticket/after-closing.ts';
import type { Prompt } from '../ticket/inbox.ts';
import type { TicketId, UserId } from '../ticket/ticket.ts';
import { markDeletedInDraft } from './change-work.ts';
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
export function savePrompt({ store, timers }: Work, userId: UserId, prompt: Prompt): void {
  store.savePrompt(userId, prompt);
  const event = { type: 'promptLapsed', userId, promptId: prompt.id } as const;
  timers.set(promptTimer(userId), prompt.askedAt + promptLapsesAfterMs, event);
}

function promptTimer(userId: UserId): string {
  return `prompt/${userId}`;
}
