import type { APIModalInteractionResponseCallbackData } from 'discord.js';
import type { Language } from '../texts/texts.ts';
import type { FormAsked } from '../ticket/decision.ts';
import { askBeforeOpening } from './buttons/prompt.ts';
import { askForFeedback } from './buttons/feedback.ts';
import { askForContact } from './commands/contact.ts';
import { askForEdit } from './commands/edit-reply.ts';
import { settingModal } from './setting-form.ts';
import { askForMessage } from './commands/send.ts';
import { snippetModal } from './snippet-form.ts';

/** The form that opens as an answer, as Discord shows it. */
export function modalFor(form: FormAsked, language: Language): APIModalInteractionResponseCallbackData {
  switch (form.type) {
    case 'send':
      return form.contact === undefined ? askForMessage(form, language) : askForContact(form, language);
    case 'editReply':
      return askForEdit(form, language);
    case 'setting':
      return settingModal(form, language);
    case 'snippet':
      return snippetModal(form, language);
    case 'feedback':
      return askForFeedback(form, language);
    case 'opening':
      return askBeforeOpening(form);
  }
}
