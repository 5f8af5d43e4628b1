import type { StaffButton } from './button.ts';
import { retry } from './retry.ts';

/** Every button that staff press. */
export const staffButtons: readonly StaffButton[] = [retry];
