import { languageFor } from '../../texts/texts.ts';
import { typedInto } from '../shown-back.ts';
import { readWish, snippetModal } from '../snippet-form.ts';
import type { StaffButton } from './button.ts';

/** *Try again*, below a snippet that wasn't kept: the form, with what was typed into it. */
export const snippetAgain: StaffButton = {
  name: 'snippet-again',
  audience: 'managers',
  toEvent: (press, _serverId, about) => ({
    form: snippetModal(
      { type: 'snippet', ...readWish(about), content: typedInto(press.message) ?? '' },
      languageFor(press.locale),
    ),
  }),
};
