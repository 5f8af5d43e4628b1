import { usedBy } from '../commands/command.ts';
import { typedInto } from '../shown-back.ts';
import type { StaffButton } from './button.ts';

/** *Try again*, below a setting that wasn't taken: the form, with what was typed into it. */
export const settingAgain: StaffButton = {
  name: 'setting-again',
  audience: 'managers',
  toEvent: (press, serverId, [name = '']) => ({
    ...usedBy(press, serverId),
    type: 'settingBegun',
    name,
    content: typedInto(press.message),
  }),
};
