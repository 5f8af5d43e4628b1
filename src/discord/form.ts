import { ComponentType, TextInputStyle } from 'discord.js';
import type {
  APIModalInteractionResponseCallbackComponent,
  APIModalInteractionResponseCallbackData,
  APIModalSubmission,
  APISelectMenuOption,
} from 'discord.js';
import { toEmoji } from './emoji.ts';
import type { FormField, FormValues, SelectOption } from '../ticket/form.ts';
import type { FileLink } from '../ticket/ticket.ts';
import { toLink } from './readable.ts';

/** A form as Discord shows it. https://docs.discord.com/developers/components/using-modal-components */
export function formBody(
  form: readonly FormField[],
  { title, customId }: { readonly title: string; readonly customId: string },
): APIModalInteractionResponseCallbackData {
  return { title, custom_id: customId, components: form.map(toComponent) };
}

function toComponent(field: FormField): APIModalInteractionResponseCallbackComponent {
  if (field.type === 'note') return { type: ComponentType.TextDisplay, content: field.text };
  const { label, description } = field;
  return {
    type: ComponentType.Label,
    label,
    ...(description === null ? {} : { description }),
    component: field.type === 'text' ? textInput(field) : field.type === 'file' ? fileUpload(field) : menu(field),
  };
}

function textInput({ id, isRequired, style, minLength, maxLength, ...field }: Extract<FormField, { type: 'text' }>) {
  return {
    type: ComponentType.TextInput,
    custom_id: id,
    style: style === 'short' ? TextInputStyle.Short : TextInputStyle.Paragraph,
    required: isRequired,
    min_length: minLength,
    max_length: maxLength,
    ...(field.placeholder === null ? {} : { placeholder: field.placeholder }),
    ...(field.initial === null ? {} : { value: field.initial }),
  } as const;
}

function menu({ id, isRequired, options, min, max }: Extract<FormField, { type: 'select' }>) {
  return {
    type: ComponentType.StringSelect,
    custom_id: id,
    required: isRequired,
    min_values: min,
    max_values: max,
    options: options.map(toOption),
  } as const;
}

function fileUpload({ id, isRequired, min, max }: Extract<FormField, { type: 'file' }>) {
  return {
    type: ComponentType.FileUpload,
    custom_id: id,
    required: isRequired,
    min_values: min,
    max_values: max,
  } as const;
}

function toOption({ label, value, description, emoji }: SelectOption): APISelectMenuOption {
  return {
    label,
    value,
    ...(description === null ? {} : { description }),
    ...(emoji === null ? {} : { emoji: toEmoji(emoji) }),
  };
}

/** What stands in the fields of a form that was sent. */
export function valuesIn({ components }: APIModalSubmission): FormValues {
  const inputs = components.flatMap((top) => ('component' in top ? [top.component] : []));
  return Object.fromEntries(
    inputs.flatMap((input): [string, readonly string[]][] => {
      if (input.type === ComponentType.TextInput) return [[input.custom_id, [input.value]]];
      if (input.type === ComponentType.FileUpload) {
        return [[input.custom_id, input.values.length === 0 ? [] : [`📎 ${input.values.length}`]]];
      }
      return input.type === ComponentType.StringSelect ? [[input.custom_id, input.values]] : [];
    }),
  );
}

/** The files that were uploaded by a form, in the order of its fields. */
export function filesIn({ components, resolved }: APIModalSubmission): readonly FileLink[] {
  const inputs = components.flatMap((top) => ('component' in top ? [top.component] : []));
  const ids = inputs.flatMap((input) => (input.type === ComponentType.FileUpload ? input.values : []));
  return ids.flatMap((id) => {
    const file = resolved?.attachments?.[id];
    return file === undefined ? [] : [toLink(file)];
  });
}
