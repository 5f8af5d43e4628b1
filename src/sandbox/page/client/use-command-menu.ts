import { useEffect, useId, useState } from 'preact/hooks';
import type { CommandView } from '../protocol.ts';
import type { Conversation } from './model.ts';
import { usePage } from './page-context.ts';

/** The list of commands over a composer. */
export interface CommandMenuState {
  id: string;
  open: boolean;
  commands: CommandView[];
  active: number;
  choose: (command: CommandView) => void;
  /** Says whether the key was meant for the menu. */
  onKeyDown: (event: KeyboardEvent) => boolean;
}

// Two slashes begin no command, but often a note.
const startsCommand = /^\/(?!\/)/;

/** Offers the commands that begin with what stands in the composer, as long as it begins with a slash. */
export function useCommandMenu(
  conversation: Conversation,
  text: string,
  choose: (command: CommandView) => void,
): CommandMenuState {
  const id = useId();
  const [active, setActive] = useState(0);
  const [closedFor, setClosedFor] = useState<string | null>(null);
  const isCommand = startsCommand.test(text);
  const offered = useOffered(conversation, isCommand);
  const commands = isCommand && closedFor !== text ? matching(offered ?? [], text.slice(1)) : [];
  const index = Math.min(active, Math.max(0, commands.length - 1));

  const onKeyDown = (event: KeyboardEvent): boolean => {
    const command = commands[index];
    // Enter right after a pasted `/close` must not send it as a text, only because the list isn't there yet.
    if (command === undefined) return offered === null && isCommand && swallow(event, 'Enter');
    if (event.key === 'ArrowDown') setActive((index + 1) % commands.length);
    else if (event.key === 'ArrowUp') setActive((index + commands.length - 1) % commands.length);
    else if (event.key === 'Escape') setClosedFor(text);
    else if (event.key === 'Tab' || (event.key === 'Enter' && !event.shiftKey)) choose(command);
    else return false;
    event.preventDefault();
    return true;
  };
  return { id, open: commands.length > 0, commands, active: index, choose, onKeyDown };
}

function swallow(event: KeyboardEvent, key: string): boolean {
  if (event.key !== key || event.shiftKey) return false;
  event.preventDefault();
  return true;
}

/** The commands offered there; null until they are known. */
function useOffered(conversation: Conversation, wanted: boolean): CommandView[] | null {
  const { listCommands } = usePage();
  const [offered, setOffered] = useState<CommandView[] | null>(null);
  useEffect(() => {
    let current = true;
    setOffered(null);
    if (wanted) void listCommands(conversation).then((commands) => (current ? setOffered(commands) : undefined));
    return () => {
      current = false;
    };
  }, [conversation.key, wanted]);
  return offered;
}

function matching(commands: readonly CommandView[], typed: string): CommandView[] {
  const beginning = typed.trimEnd().toLowerCase();
  return commands.filter((command) => command.name.startsWith(beginning));
}
