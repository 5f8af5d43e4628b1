import { usedBy } from '../commands/command.ts';
import type { StaffButton } from './button.ts';

/** Another page of the list of snippets. */
export const snippetPage: StaffButton = {
  name: 'snippet-page',
  audience: 'managers',
  toEvent: (press, serverId, [page = '']) => ({
    ...usedBy(press, serverId),
    type: 'snippetsListed',
    page: Number(page),
    via: 'button',
  }),
};
