import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { MessageView } from '../message-view.ts';
import type { CommandView } from '../protocol.ts';
import { CommandForm } from './command-form.tsx';
import { focusComposer } from './composer-id.ts';
import type { Conversation } from './model.ts';
import { NoticeLine } from './notice-line.tsx';
import { TextComposer } from './text-composer.tsx';

interface ComposerProps {
  conversation: Conversation;
  log: readonly MessageView[];
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
    requestAnimationFrame(() => focusComposer(conversation));
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
