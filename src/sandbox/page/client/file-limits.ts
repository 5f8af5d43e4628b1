import { maxFileBytes, maxFiles } from '../limits.ts';
import { fileSize } from './file-size.ts';

/** Why these files can't go into one message; null when they can. */
export function whyNotFiles(files: readonly { size: number }[]): string | null {
  if (files.length > maxFiles) return `A message takes ${maxFiles} files at most.`;
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  return bytes > maxFileBytes ? `The files of a message can have ${fileSize(maxFileBytes)} at most here.` : null;
}
