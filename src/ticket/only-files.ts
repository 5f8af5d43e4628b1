import type { Effect } from './effects.ts';
import type { Rules } from './rules.ts';
import type { UserId, Writing } from './ticket.ts';
import { isVisible } from './visible.ts';

/** What stands for a forward whose original has files alone. */
export const forwardMark = '↪️';

/** Whether a text says anything besides the files that come with it. */
export function saysSomething(text: string): boolean {
  return isVisible(text) && text.trim() !== forwardMark;
}

/** Whether nothing of a user's message may be passed on, whatever its files are. */
export function isKeptBack({ text, files }: Writing, { userFiles }: Rules): boolean {
  return userFiles === 'none' && isOnlyFiles(files, text) && !files.some(({ isVoice }) => isVoice);
}

/** Whether it depends on what a user's files really are if anything can be passed on. */
export function dependsOnFiles({ text, files }: Writing, { userFiles }: Rules): boolean {
  return userFiles === 'media' && isOnlyFiles(files, text) && !files.some(({ isVoice }) => isVoice);
}

function isOnlyFiles(files: Writing['files'], text: string): boolean {
  return files.length > 0 && !saysSomething(text);
}

/** Discord is to be asked for the beginning of each file. */
export function lookAt({ messageId, files }: Writing, userId: UserId, { serverId }: Rules): Effect {
  return { type: 'lookAtFiles', serverId, userId, messageId, files };
}
