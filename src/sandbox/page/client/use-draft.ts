import { whyNotFiles } from './file-limits.ts';
import type { Conversation } from './model.ts';
import { usePage } from './page-context.ts';

/** What somebody is about to send in a conversation. It stays there while the visitor looks elsewhere. */
export interface Draft {
  text: string;
  replyTo: string | null;
  write: (text: string) => void;
  endReply: () => void;
  files: readonly File[];
  attach: (files: readonly File[]) => void;
  detach: (file: File) => void;
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
  const files = model.files[key] ?? [];
  const keep = (next: readonly File[]): void => dispatch({ type: 'filesChosen', conversation: key, files: next });
  const attach = (added: readonly File[]): void => {
    const reason = whyNotFiles([...files, ...added]);
    if (reason === null) keep([...files, ...added]);
    else dispatch({ type: 'noticed', conversation: key, text: reason });
  };
  const detach = (file: File): void => keep(files.filter((other) => other !== file));
  const send = async (): Promise<void> => {
    if (text.trim() === '' && files.length === 0) return;
    write('');
    reply(null);
    keep([]);
    if (await act(conversation, { type: 'write', personId, place, text, replyTo }, files)) return;
    write(text);
    reply(replyTo);
    keep(files);
  };
  return { text, replyTo, write, endReply: () => reply(null), files, attach, detach, send };
}
