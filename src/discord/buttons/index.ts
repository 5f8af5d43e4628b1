import type { StaffButton, UserButton } from './button.ts';
import { prompt } from './prompt.ts';
import { retry } from './retry.ts';

/** Every button that staff press. */
export const staffButtons: readonly StaffButton[] = [retry];

/** Every button that users press. */
export const userButtons: readonly UserButton[] = [prompt];
