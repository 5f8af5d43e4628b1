import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { CommandView } from '../protocol.ts';
import { CommandForm } from './command-form.tsx';
import { CommandMenu } from './command-menu.tsx';
import { GrowingInput } from './growing-input.tsx';
import { Icon } from './icons.tsx';
import type { Conversation, LogEntry } from './model.ts';
import { NoticeLine } from './notice-line.tsx';
import { usePage } from './page-context.ts';
import { ReplyBar } from './reply-bar.tsx';
import { useCommandMenu } from './use-command-menu.ts';

interface ComposerProps {
  conversation: Conversation;
  log: readonly LogEntry[];
  placeholder: string;
  /** Why no slash commands are offered here; null where they are. */
  withoutCommands: string | null;
  autoFocus: boolean;
}

/** Where somebody writes: a text, or a slash command with its options. */
export function Composer(props: ComposerProps): VNode {
  const { conversation } = props;
  const [command, setCommand] = useState<CommandView | null>(null);
  const leave = (): void => {
    setCommand(null);
    requestAnimationFrame(() => document.getElementById(`composer-${conversation.key}`)?.focus());
  };
  return (
    <div class="composer">
      <NoticeLine conversation={conversation} />
      {command === null ? (
        <TextComposer {...props} onCommand={setCommand} />
      ) : (
        <CommandForm conversation={conversation} command={command} onLeave={leave} />
      )}
    </div>
  );
}

function TextComposer({
  conversation,
  log,
  placeholder,
  withoutCommands,
  autoFocus,
  onCommand,
}: ComposerProps & { onCommand: (command: CommandView) => void }): VNode {
  const { model, dispatch, act } = usePage();
  const text = model.drafts[conversation.key] ?? '';
  const replyTo = model.replies[conversation.key] ?? null;
  const setText = (next: string): void => dispatch({ type: 'drafted', conversation: conversation.key, text: next });
  const menu = useCommandMenu(conversation, withoutCommands === null ? text : '', (command) => {
    setText('');
    onCommand(command);
  });
  const endReply = (): void => dispatch({ type: 'replyChosen', conversation: conversation.key, messageId: null });
  const send = async (): Promise<void> => {
    if (text.trim() === '') return;
    const { personId, place } = conversation;
    setText('');
    endReply();
    const sent = await act(conversation, { type: 'write', personId, place, text, replyTo });
    if (!sent) setText(text);
  };
  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLTextAreaElement }): void => {
    if (event.isComposing || menu.onKeyDown(event)) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      void send();
    } else if (event.key === 'Escape') endReply();
    else if (event.key === 'ArrowUp' && text === '') focusNewest(event);
  };
  return (
    <form
      class="composer-box"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <ReplyBar replied={log.find((entry) => entry.id === replyTo) ?? null} onCancel={endReply} />
      {menu.open ? <CommandMenu menu={menu} /> : null}
      {withoutCommands !== null && text.startsWith('/') ? <div class="composer-note">{withoutCommands}</div> : null}
      <div class="composer-line">
        <GrowingInput
          autoFocus={autoFocus}
          id={`composer-${conversation.key}`}
          text={text}
          placeholder={placeholder}
          menu={menu}
          onText={setText}
          onKeyDown={onKeyDown}
        />
        <button type="submit" class="send" aria-label="Send" disabled={text.trim() === ''}>
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
}

function focusNewest(event: { currentTarget: HTMLElement; preventDefault(): void }): void {
  const newest = event.currentTarget.closest('.conversation')?.querySelector<HTMLElement>('.message:last-child');
  if (newest === null || newest === undefined) return;
  event.preventDefault();
  newest.focus();
}
