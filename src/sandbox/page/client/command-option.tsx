import type { VNode } from 'preact';
import type { OptionView } from '../protocol.ts';
import { CompletedField } from './completed-field.tsx';
import type { Conversation } from './model.ts';
import { usePage } from './page-context.ts';

/** An option that is being filled in. */
export interface OptionFieldProps {
  conversation: Conversation;
  command: string;
  option: OptionView;
  value: string;
  /** What stands in all options of the command. */
  filled: Readonly<Record<string, string>>;
  onValue: (value: string) => void;
}

/** One option of a command, with the kind of field that suits it. */
export function CommandOption(props: OptionFieldProps): VNode {
  const { option } = props;
  return (
    <label class={isWide(option) ? 'option option-wide' : 'option'}>
      <span class="option-name">
        {option.name}
        {option.required ? <em> required</em> : null}
      </span>
      <OptionField {...props} />
      <span class="option-description">{option.description}</span>
    </label>
  );
}

// A text has no measure, and a list of proposals needs room.
function isWide({ kind, choices, autocomplete }: OptionView): boolean {
  return autocomplete || (kind === 'string' && choices.length === 0);
}

function OptionField(props: OptionFieldProps): VNode {
  const { option, value, onValue } = props;
  const values = useValues(props);
  if (values !== null) {
    return (
      <select
        class="field"
        required={option.required}
        value={value}
        onChange={(event) => onValue(event.currentTarget.value)}
      >
        <option value="">not set</option>
        {values.map((one) => (
          <option key={one.value} value={one.value}>
            {one.name}
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
function useValues({ option }: OptionFieldProps): { name: string; value: string }[] | null {
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
