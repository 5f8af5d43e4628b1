import type { Conversation } from './model.ts';
import { usePage } from './page-context.ts';

/** What somebody is about to send in a conversation. It stays there while the visitor looks elsewhere. */
export interface Draft {
  text: string;
  replyTo: string | null;
  write: (text: string) => void;
  endReply: () => void;
  /** What can't be sent goes back into the field. */
  send: () => Promise<void>;
}

/** The draft of a conversation. */
export function useDraft(conversation: Conversation): Draft {
  const { model, dispatch, act } = usePage();
  const { key, personId, place } = conversation;
  const text = model.drafts[key] ?? '';
  const replyTo = model.replies[key] ?? null;
  const write = (next: string): void => dispatch({ type: 'drafted', conversation: key, text: next });
  const reply = (messageId: string | null): void => dispatch({ type: 'replyChosen', conversation: key, messageId });
  const send = async (): Promise<void> => {
    if (text.trim() === '') return;
    write('');
    reply(null);
    if (await act(conversation, { type: 'write', personId, place, text, replyTo })) return;
    write(text);
    reply(replyTo);
  };
  return { text, replyTo, write, endReply: () => reply(null), send };
}
