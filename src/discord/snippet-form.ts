import type { APIModalInteractionResponseCallbackData } from 'discord.js';
import { say } from '../texts/texts.ts';
import type { Language } from '../texts/texts.ts';
import type { SnippetWish } from '../ticket/commands.ts';
import type { SnippetForm } from '../ticket/decision.ts';
import { snippetLimits } from '../ticket/snippet.ts';
import { textField } from './commands/text-form.ts';
import { customId } from './custom-ids.ts';

/** https://docs.discord.com/developers/components/reference#label */
const labelLimit = 45;

/** The form that asks what a snippet says. */
export function snippetModal(form: SnippetForm, language: Language): APIModalInteractionResponseCallbackData {
  const { mode, name, content } = form;
  const longest = snippetLimits.content;
  return {
    title: say(language, mode === 'add' ? 'snippet.addTitle' : 'snippet.editTitle'),
    custom_id: customId('snippet', ...aboutWish(form)),
    components: [textField(name.slice(0, labelLimit), content === '' ? { longest } : { longest, value: content })],
  };
}

/** What a custom ID says of a snippet that is to be added or changed. Names have no colon. */
export function aboutWish({ mode, name, onlyTickets }: SnippetWish): readonly string[] {
  return [mode, onlyTickets === null ? '' : String(onlyTickets), name];
}

/** The same, read again. */
export function readWish([mode = '', only = '', name = '']: readonly string[]): SnippetWish {
  return { mode: mode === 'edit' ? 'edit' : 'add', onlyTickets: only === '' ? null : only === 'true', name };
}
