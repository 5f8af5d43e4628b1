import { plainLine } from './plain-line.ts';
import type { FileLink } from './ticket.ts';

/** A file that is not uploaded anew, as a readable line. */
export function fileLine({ name, size, url }: Pick<FileLink, 'name' | 'size' | 'url'>): string {
  return `📎 ${plainLine(name)} (${sizeInWords(size)}): ${url}`;
}

/** Without fractions, which every language writes in its own way. */
function sizeInWords(bytes: number): string {
  const kilobytes = Math.ceil(bytes / 1024);
  return kilobytes < 1024 ? `${kilobytes} kB` : `${Math.round(kilobytes / 1024)} MB`;
}
