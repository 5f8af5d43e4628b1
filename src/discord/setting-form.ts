import type { APIModalInteractionResponseCallbackData } from 'discord.js';
import { say } from '../texts/texts.ts';
import type { Language } from '../texts/texts.ts';
import type { SettingForm } from '../ticket/decision.ts';
import { textField } from './commands/text-form.ts';
import { customId } from './custom-ids.ts';

/** The form that asks what a setting is to be. */
export function settingModal(
  { name, longest, isLong, content }: SettingForm,
  language: Language,
): APIModalInteractionResponseCallbackData {
  // Discord refuses a form in which a field holds more than it takes.
  const value = content.slice(0, longest);
  return {
    title: say(language, 'setting.title'),
    custom_id: customId('setting', name),
    components: [textField(name, { longest, isShort: !isLong, mayBeEmpty: true, ...(value === '' ? {} : { value }) })],
  };
}
