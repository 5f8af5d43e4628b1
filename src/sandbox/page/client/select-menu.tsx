import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { SelectView } from '../message-view.ts';
import type { ComponentUse } from './component-use.ts';

/** A menu under a message. With several values to choose it becomes a list of boxes with a button. */
export function SelectMenu({ select, use }: { select: SelectView; use: ComponentUse }): VNode {
  if (select.maxValues > 1) return <ManyChoices select={select} use={use} />;
  const chosen = select.options.find((option) => option.selected)?.value ?? '';
  return (
    <select
      class="field"
      aria-label={select.placeholder}
      disabled={select.disabled}
      value={chosen}
      onChange={(event) =>
        use.choose(select.customId, event.currentTarget.value === '' ? [] : [event.currentTarget.value])
      }
    >
      <option value="" disabled={select.minValues > 0}>
        {select.placeholder}
      </option>
      {select.options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.description === null ? option.label : `${option.label} — ${option.description}`}
        </option>
      ))}
    </select>
  );
}

function ManyChoices({ select, use }: { select: SelectView; use: ComponentUse }): VNode {
  const [values, setValues] = useState(
    select.options.filter((option) => option.selected).map((option) => option.value),
  );
  const toggle = (value: string): void =>
    setValues(values.includes(value) ? values.filter((other) => other !== value) : [...values, value]);
  const fits = values.length >= select.minValues && values.length <= select.maxValues;
  return (
    <fieldset class="choices" disabled={select.disabled}>
      <legend>{select.placeholder}</legend>
      {select.options.map((option) => (
        <label key={option.value}>
          <input type="checkbox" checked={values.includes(option.value)} onChange={() => toggle(option.value)} />{' '}
          {option.label}
        </label>
      ))}
      <button type="button" class="button" disabled={!fits} onClick={() => use.choose(select.customId, values)}>
        Choose
      </button>
    </fieldset>
  );
}
