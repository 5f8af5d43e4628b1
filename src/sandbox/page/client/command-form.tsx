import type { VNode } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { CommandView } from '../protocol.ts';
import { CommandOption } from './command-option.tsx';
import type { Conversation } from './model.ts';
import { usePage } from './page-context.ts';

interface CommandFormProps {
  conversation: Conversation;
  command: CommandView;
  onLeave: () => void;
}

/** A slash command that is being filled in. Enter runs it, Escape leaves it. */
export function CommandForm({ conversation, command, onLeave }: CommandFormProps): VNode {
  const { act } = usePage();
  const form = useRef<HTMLFormElement>(null);
  const [values, setValues] = useState<Record<string, string>>({});
  useLayoutEffect(() => form.current?.querySelector<HTMLElement>('input, select, button[type=submit]')?.focus(), []);
  const run = (event: Event): void => {
    event.preventDefault();
    const options = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
    const { personId, place } = conversation;
    void act(conversation, { type: 'command', personId, place, name: command.name, options });
    onLeave();
  };
  return (
    <form
      class="composer-box command-form"
      ref={form}
      aria-label={`/${command.name}`}
      onSubmit={run}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onLeave();
        // In a text the browser sees to it.
        if (event.key === 'Enter' && event.target instanceof HTMLSelectElement) event.currentTarget.requestSubmit();
      }}
    >
      <div class="command-head">
        <b>/{command.name}</b> <span>{command.description}</span>
      </div>
      <div class="command-options">
        {command.options.map((option) => (
          <CommandOption
            key={option.name}
            conversation={conversation}
            command={command.name}
            option={option}
            value={values[option.name] ?? ''}
            filled={values}
            onValue={(value) => setValues({ ...values, [option.name]: value })}
          />
        ))}
      </div>
      <Foot name={command.name} onLeave={onLeave} />
    </form>
  );
}

function Foot({ name, onLeave }: { name: string; onLeave: () => void }): VNode {
  return (
    <div class="command-foot">
      <span class="hint">Enter to run · Esc to go back</span>
      <button type="button" class="button" onClick={onLeave}>
        Cancel
      </button>
      <button type="submit" class="button button-primary">
        Run /{name}
      </button>
    </div>
  );
}
