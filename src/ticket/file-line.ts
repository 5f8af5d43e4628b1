import { plainLine } from './plain-line.ts';
import type { FileLink } from './ticket.ts';

/** A file that is not uploaded anew, as a readable line. */
export function fileLine({ name, size, url }: Pick<FileLink, 'name' | 'size' | 'url'>): string {
  return `📎 ${plainLine(name)} (${sizeInWords(size)}): ${url}`;
}

function sizeInWords(bytes: number): string {
  const megabytes = bytes / (1024 * 1024);
  return megabytes >= 0.1 ? `${megabytes.toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} kB`;
}
