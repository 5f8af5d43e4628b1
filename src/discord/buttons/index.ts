import { blacklistClear, blacklistPage } from './blacklist.ts';
import type { StaffButton, UserButton } from './button.ts';
import { closeAllTheSame } from './close-all-the-same.ts';
import { closeRequest } from './close-request.ts';
import { prompt } from './prompt.ts';
import { retry } from './retry.ts';
import { snippetAgain } from './snippet-again.ts';
import { snippetPage } from './snippet-page.ts';

/** Every button that staff press. */
export const staffButtons: readonly StaffButton[] = [
  blacklistClear,
  blacklistPage,
  closeAllTheSame,
  retry,
  snippetAgain,
  snippetPage,
];

/** Every button that users press. */
export const userButtons: readonly UserButton[] = [closeRequest, prompt];
