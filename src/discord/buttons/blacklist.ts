import { blacklistUse } from '../commands/blacklist.ts';
import type { StaffButton } from './button.ts';

/** Another page of the blacklist. */
export const blacklistPage: StaffButton = {
  name: 'blacklist-page',
  audience: 'staff',
  toEvent: (press, serverId, [page = '']) => blacklistUse(press, serverId, { type: 'list', page: Number(page) }),
};

/** *Remove all*: a manager means it. */
export const blacklistClear: StaffButton = {
  name: 'blacklist-clear',
  audience: 'managers',
  toEvent: (press, serverId, [count = '']) =>
    blacklistUse(press, serverId, { type: 'clearConfirmed', count: Number(count) }),
};
