import { ComponentType, TextInputStyle } from 'discord.js';
import type { APILabelComponent, APIModalSubmitGuildInteraction } from 'discord.js';

/** What a form takes at most. https://docs.discord.com/developers/components/reference#text-input */
export const longestText = 4000;
const field = 'message';

/** What stands in a field already, and what it takes at most. */
interface FieldOptions {
  readonly value?: string;
  readonly longest?: number;
  /** One line. */
  readonly isShort?: boolean;
  readonly mayBeEmpty?: boolean;
}

/** The one field of a form that asks for a message. */
export function textField(label: string, options: FieldOptions = {}): APILabelComponent {
  const { value, longest = longestText, isShort = false, mayBeEmpty = false } = options;
  return {
    type: ComponentType.Label,
    label,
    component: {
      type: ComponentType.TextInput,
      custom_id: field,
      style: isShort ? TextInputStyle.Short : TextInputStyle.Paragraph,
      max_length: longest,
      ...(mayBeEmpty ? { required: false } : {}),
      ...(value === undefined ? {} : { value }),
    },
  };
}

/** What was filled in. */
export function textIn({ data }: APIModalSubmitGuildInteraction): string {
  const inputs = data.components.flatMap((top) => ('component' in top ? [top.component] : []));
  const filled = inputs.find((input) => input.type === ComponentType.TextInput && input.custom_id === field);
  return filled !== undefined && 'value' in filled ? String(filled.value) : '';
}
