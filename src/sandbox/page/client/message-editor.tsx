import type { VNode } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import type { MessageView } from '../message-view.ts';
import { focusComposer } from './composer-id.ts';
import type { Conversation } from './model.ts';
import { usePage } from './page-context.ts';
import { useGrowing } from './use-growing.ts';

interface MessageEditorProps {
  conversation: Conversation;
  entry: MessageView;
}

/** Stands where a message's text stood while its author rewrites it. */
export function MessageEditor({ conversation, entry }: MessageEditorProps): VNode {
  const [text, setText] = useState(entry.content);
  const field = useGrowing(text);
  const { leave, save } = useEditing(conversation, entry, text);
  // At once: what is typed right after E is meant for the field.
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(text.length, text.length);
  }, []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing || (event.key !== 'Escape' && (event.key !== 'Enter' || event.shiftKey))) return;
    event.preventDefault();
    if (event.key === 'Escape') leave();
    else void save();
  };
  return (
    <div class="message-editor">
      <textarea
        ref={field}
        rows={1}
        value={text}
        aria-label="Rewrite the message"
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div class="hint">
        <button type="button" class="link" onClick={leave}>
          Cancel
        </button>{' '}
        with Esc ·{' '}
        <button type="button" class="link" onClick={() => void save()}>
          Save
        </button>{' '}
        with Enter
      </div>
    </div>
  );
}

function useEditing(
  conversation: Conversation,
  entry: MessageView,
  text: string,
): { leave: () => void; save: () => Promise<void> } {
  const { dispatch, act } = usePage();
  const leave = (): void => {
    dispatch({ type: 'editChosen', conversation: conversation.key, messageId: null });
    focusComposer(conversation);
  };
  const save = async (): Promise<void> => {
    const { personId } = conversation;
    // What Discord refuses stays in the field, to be put right.
    const isSaved =
      text === entry.content || (await act(conversation, { type: 'edit', personId, messageId: entry.id, text }));
    if (isSaved) leave();
  };
  return { leave, save };
}
