import type { BlacklistEntry } from '../../ticket/blacklist.ts';

export const formats = ['csv', 'json'] as const;
export type Format = (typeof formats)[number];

/** The columns of CSV, and the keys of each entry in JSON. */
export const fields = ['type', 'id', 'reason', 'by', 'added_at', 'expires_at'] as const;

/** An entry as files have it. */
export type Written = Readonly<Record<(typeof fields)[number], string | number | null>>;

/** An entry for a file, or for `--json`. */
export function toWritten({ barred, reason, by, addedAt, endsAt }: BlacklistEntry): Written {
  const time = (at: number): string => new Date(at).toISOString();
  return {
    type: barred.type,
    id: barred.id,
    reason,
    by,
    added_at: time(addedAt),
    expires_at: endsAt === null ? null : time(endsAt),
  };
}

/** A whole file. */
export function writeEntries(entries: readonly BlacklistEntry[], format: Format): string {
  const written = entries.map(toWritten);
  if (format === 'json') return `${JSON.stringify(written, null, 2)}\n`;
  const lines = written.map((entry) => fields.map((field) => cell(entry[field])).join(','));
  return [fields.join(','), ...lines, ''].join('\r\n');
}

/** https://www.rfc-editor.org/rfc/rfc4180 */
function cell(value: string | number | null): string {
  const text = String(value ?? '');
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
