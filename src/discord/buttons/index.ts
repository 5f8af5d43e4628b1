import { blacklistClear, blacklistPage } from './blacklist.ts';
import type { PersonalButton, StaffButton, UserButton, UserForm } from './button.ts';
import { closeAllTheSame } from './close-all-the-same.ts';
import { closeRequest } from './close-request.ts';
import { feedback, feedbackForm } from './feedback.ts';
import { panel } from './panel.ts';
import { openingForm, prompt, promptMenu, promptTicket } from './prompt.ts';
import { retry } from './retry.ts';
import { settingAgain } from './setting-again.ts';
import { snippetAgain } from './snippet-again.ts';
import { snippetPage } from './snippet-page.ts';
import { ticketsPage } from './tickets-page.ts';

/** Every button that staff press. */
export const staffButtons: readonly StaffButton[] = [
  blacklistClear,
  blacklistPage,
  closeAllTheSame,
  retry,
  settingAgain,
  snippetAgain,
  snippetPage,
  ticketsPage,
];

/** Every button that users press, and every menu that they choose from. */
export const userButtons: readonly UserButton[] = [closeRequest, feedback, prompt, promptMenu, promptTicket];

/** Every button that everybody presses in a server. */
export const personalButtons: readonly PersonalButton[] = [panel];

/** Every form that users send. */
export const userForms: readonly UserForm[] = [feedbackForm, openingForm];
