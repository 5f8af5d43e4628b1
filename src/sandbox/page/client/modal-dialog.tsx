import type { VNode } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ModalPart, ModalView } from '../protocol.ts';
import { Markdown } from './markdown/markdown.tsx';
import type { Conversation } from './model.ts';
import { usePage } from './page-context.ts';

interface ModalDialogProps {
  view: ModalView;
  conversation: Conversation;
}

/** A form that the bot asks for, over everything else. Escape dismisses it, as in Discord. */
export function ModalDialog({ view, conversation }: ModalDialogProps): VNode {
  const { act, dispatch } = usePage();
  const dialog = useRef<HTMLDialogElement>(null);
  const [values, setValues] = useState(() => initialValues(view));
  const [files, setFiles] = useState<Files>({});
  useLayoutEffect(() => dialog.current?.showModal(), []);
  const close = (): void => dispatch({ type: 'modalClosed' });
  return (
    <dialog class="modal" ref={dialog} aria-label={view.title} onClose={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          close();
          const { personId } = conversation;
          const all = Object.values(files).flat();
          const filled = { ...values, ...placesOf(files, all) };
          void act(conversation, { type: 'submit', personId, modalId: view.id, values: filled }, all);
        }}
      >
        <h2>{view.title}</h2>
        {view.parts.map((part, index) => (
          <Part
            key={index}
            part={part}
            values={values}
            onValues={setValues}
            onFiles={(customId, chosen) => setFiles({ ...files, [customId]: chosen })}
          />
        ))}
        <div class="command-foot">
          <button type="button" class="button" onClick={close}>
            Cancel
          </button>
          <button type="submit" class="button button-primary">
            Submit
          </button>
        </div>
      </form>
    </dialog>
  );
}

type Values = Record<string, string[]>;
type Files = Record<string, File[]>;

/** Where the files of each field stand among all. */
function placesOf(files: Files, all: readonly File[]): Values {
  return Object.fromEntries(
    Object.entries(files).map(([customId, chosen]) => [customId, chosen.map((file) => String(all.indexOf(file)))]),
  );
}

function initialValues(view: ModalView): Values {
  const fields = view.parts.filter((part) => part.type !== 'text' && part.type !== 'files');
  return Object.fromEntries(
    fields.map((field) => [
      field.customId,
      field.type === 'input'
        ? [field.value]
        : field.select.options.filter(({ selected }) => selected).map(({ value }) => value),
    ]),
  );
}

interface PartProps {
  part: ModalPart;
  values: Values;
  onValues: (values: Values) => void;
  onFiles: (customId: string, files: File[]) => void;
}

function Part({ part, values, onValues, onFiles }: PartProps): VNode {
  if (part.type === 'text') return <Markdown text={part.content} />;
  return (
    <label class="option">
      <span class="option-name">
        {part.label}
        {part.required ? <em> required</em> : null}
      </span>
      {part.description === null ? null : <span class="option-description">{part.description}</span>}
      {part.type === 'files' ? (
        <input
          class="field"
          type="file"
          multiple={part.maxFiles > 1}
          required={part.required}
          onChange={({ currentTarget }) => onFiles(part.customId, [...(currentTarget.files ?? [])])}
        />
      ) : (
        <Field part={part} values={values} onValues={onValues} />
      )}
    </label>
  );
}

function Field({
  part,
  values,
  onValues,
}: Pick<PartProps, 'values' | 'onValues'> & { part: Exclude<ModalPart, { type: 'text' | 'files' }> }): VNode {
  const chosen = values[part.customId] ?? [];
  const set = (next: string[]): void => onValues({ ...values, [part.customId]: next });
  if (part.type === 'choice') {
    const many = part.select.maxValues > 1;
    return (
      <select
        class="field"
        multiple={many}
        required={part.required}
        onChange={(event) =>
          set([...event.currentTarget.selectedOptions].map(({ value }) => value).filter((value) => value !== ''))
        }
      >
        {many ? null : <option value="">{part.select.placeholder}</option>}
        {part.select.options.map((option) => (
          <option key={option.value} value={option.value} selected={chosen.includes(option.value)}>
            {option.label}
          </option>
        ))}
      </select>
    );
  }
  const field = {
    class: 'field',
    required: part.required,
    placeholder: part.placeholder,
    minLength: part.minLength,
    maxLength: part.maxLength,
    value: chosen[0] ?? '',
  };
  return part.long ? (
    <textarea {...field} rows={4} onInput={(event) => set([event.currentTarget.value])} />
  ) : (
    <input {...field} onInput={(event) => set([event.currentTarget.value])} />
  );
}
