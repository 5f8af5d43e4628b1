import type { Conversation } from './model.ts';

/** The ID of a conversation's text field, by which the focus is led there. */
export function composerId(conversation: Conversation): string {
  return `composer-${conversation.key}`;
}

/** Leads the focus to a conversation's text field. */
export function focusComposer(conversation: Conversation): void {
  document.getElementById(composerId(conversation))?.focus();
}
