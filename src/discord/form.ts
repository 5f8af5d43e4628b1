import { ComponentType, TextInputStyle } from 'discord.js';
import type {
  APIModalInteractionResponseCallbackComponent,
  APIModalInteractionResponseCallbackData,
  APIModalSubmission,
  APISelectMenuOption,
} from 'discord.js';
import { toEmoji } from './emoji.ts';
import type { FormField, FormValues, SelectOption } from '../ticket/form.ts';

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
    component: field.type === 'text' ? textInput(field) : menu(field),
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
      return input.type === ComponentType.StringSelect ? [[input.custom_id, input.values]] : [];
    }),
  );
}
