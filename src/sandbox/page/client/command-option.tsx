import type { VNode } from 'preact';
import { useEffect, useId, useState } from 'preact/hooks';
import type { OptionView } from '../protocol.ts';
import type { Conversation } from './model.ts';
import { usePage } from './page-context.ts';

interface CommandOptionProps {
  conversation: Conversation;
  command: string;
  option: OptionView;
  value: string;
  onValue: (value: string) => void;
}

/** One option of a command, with the kind of field that suits it. */
export function CommandOption(props: CommandOptionProps): VNode {
  const { option } = props;
  return (
    <label class={isFreeText(option) ? 'option option-wide' : 'option'}>
      <span class="option-name">
        {option.name}
        {option.required ? <em> required</em> : null}
      </span>
      <OptionField {...props} />
      <span class="option-description">{option.description}</span>
    </label>
  );
}

function isFreeText({ kind, choices, autocomplete }: OptionView): boolean {
  return kind === 'string' && choices.length === 0 && !autocomplete;
}

function OptionField(props: CommandOptionProps): VNode {
  const { option, value, onValue } = props;
  const proposals = useProposals(props);
  if (proposals !== null) {
    return (
      <select
        class="field"
        required={option.required}
        value={value}
        onChange={(event) => onValue(event.currentTarget.value)}
      >
        <option value="">not set</option>
        {proposals.map((proposal) => (
          <option key={proposal.value} value={proposal.value}>
            {proposal.name}
          </option>
        ))}
      </select>
    );
  }
  if (option.autocomplete) return <CompletedField {...props} />;
  const onInput = (event: { currentTarget: HTMLInputElement }): void => onValue(event.currentTarget.value);
  const field = { class: 'field', required: option.required, value, onInput };
  if (option.kind === 'integer') return <input type="number" {...field} />;
  return option.kind === 'number' ? <input type="number" step="any" {...field} /> : <input {...field} />;
}

/** The values to choose from; null where any text is possible. */
function useProposals({ option }: CommandOptionProps): { name: string; value: string }[] | null {
  const { frame } = usePage().model;
  const named = (items: readonly { id: string; name: string }[] = []): { name: string; value: string }[] =>
    items.map(({ id, name }) => ({ name, value: id }));
  switch (option.kind) {
    case 'boolean':
      return ['True', 'False'].map((name) => ({ name, value: name.toLowerCase() }));
    case 'user':
      return named(frame?.people);
    case 'role':
      return named(frame?.roles);
    case 'mentionable':
      return named([...(frame?.people ?? []), ...(frame?.roles ?? [])]);
    case 'channel':
      return named(frame?.channels);
    case 'string':
    case 'integer':
    case 'number':
    case 'attachment':
      return option.choices.length > 0 ? option.choices : null;
  }
}

function CompletedField({ conversation, command, option, value, onValue }: CommandOptionProps): VNode {
  const { complete } = usePage();
  const id = useId();
  const [proposals, setProposals] = useState<{ name: string; value: string }[]>([]);
  useEffect(() => {
    let current = true;
    const query = { command, option: option.name, text: value };
    void complete(conversation, query).then((found) => (current ? setProposals(found) : undefined));
    return () => {
      current = false;
    };
  }, [value]);
  return (
    <>
      <input
        class="field"
        list={id}
        required={option.required}
        value={value}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
      <datalist id={id}>
        {proposals.map((proposal) => (
          <option key={proposal.value} value={proposal.value}>
            {proposal.name}
          </option>
        ))}
      </datalist>
    </>
  );
}
