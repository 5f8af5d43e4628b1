import type { VNode } from 'preact';
import type { MessageView } from '../message-view.ts';
import type { CommandView } from '../protocol.ts';
import { CommandMenu } from './command-menu.tsx';
import { composerId } from './composer-id.ts';
import { useDrop } from './drop-files.ts';
import { ExtrasMenu } from './extras-menu.tsx';
import { FileChips } from './file-chips.tsx';
import { FilePicker } from './file-picker.tsx';
import { GrowingInput } from './growing-input.tsx';
import { Icon } from './icons.tsx';
import type { Conversation } from './model.ts';
import { ReplyBar } from './reply-bar.tsx';
import { useCommandMenu, type CommandMenuState } from './use-command-menu.ts';
import { useDraft, type Draft } from './use-draft.ts';

interface TextComposerProps {
  conversation: Conversation;
  log: readonly MessageView[];
  placeholder: string;
  withoutCommands: string | null;
  autoFocus: boolean;
  onCommand: (command: CommandView) => void;
}

/** A text that is being written, and the commands it may turn out to be. */
export function TextComposer(props: TextComposerProps): VNode {
  const { conversation, log, placeholder, withoutCommands, autoFocus, onCommand } = props;
  const draft = useDraft(conversation);
  const menu = useCommandMenu(conversation, withoutCommands === null ? draft.text : '', (command) => {
    draft.write('');
    onCommand(command);
  });
  const { isOver, ...drop } = useDrop(draft.attach);
  return (
    <form
      class={isOver ? 'composer-box composer-drop' : 'composer-box'}
      onSubmit={(event) => sendNow(event, draft)}
      {...drop}
    >
      <ReplyBar replied={log.find((entry) => entry.id === draft.replyTo) ?? null} onCancel={draft.endReply} />
      {menu.open ? <CommandMenu menu={menu} /> : null}
      {withoutCommands !== null && draft.text.startsWith('/') ? (
        <div class="composer-note">{withoutCommands}</div>
      ) : null}
      <FileChips files={draft.files} onRemove={draft.detach} />
      <div class="composer-line">
        <FilePicker onFiles={draft.attach} />
        <ExtrasMenu conversation={conversation} />
        <GrowingInput
          autoFocus={autoFocus}
          id={composerId(conversation)}
          text={draft.text}
          placeholder={placeholder}
          menu={menu}
          onText={draft.write}
          onKeyDown={(event) => takeKey(event, draft, menu)}
        />
        <button
          type="submit"
          class="send"
          aria-label="Send"
          disabled={draft.text.trim() === '' && draft.files.length === 0}
        >
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
}

function sendNow(event: Event, draft: Draft): void {
  event.preventDefault();
  void draft.send();
}

function takeKey(
  event: KeyboardEvent & { currentTarget: HTMLTextAreaElement },
  draft: Draft,
  menu: CommandMenuState,
): void {
  if (event.isComposing || menu.onKeyDown(event)) return;
  if (event.key === 'Enter' && !event.shiftKey) sendNow(event, draft);
  else if (event.key === 'Escape') draft.endReply();
  else if (event.key === 'ArrowUp' && draft.text === '') focusNewest(event);
}

function focusNewest(event: KeyboardEvent & { currentTarget: HTMLTextAreaElement }): void {
  const newest = event.currentTarget.closest('.conversation')?.querySelector<HTMLElement>('.message:last-child');
  if (newest === null || newest === undefined) return;
  event.preventDefault();
  newest.focus();
}
