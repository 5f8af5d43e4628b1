import { OperatorError } from '../../lib/errors.ts';
import { suggest } from '../../lib/suggest.ts';
import type { Barred, BlacklistEntry } from '../../ticket/blacklist.ts';
import type { TicketId, UserId } from '../../ticket/ticket.ts';
import type { Ground } from '../on-database.ts';
import { readCsv } from './csv.ts';
import { isPseudonym } from '../../storage/pseudonym.ts';
import { isDiscordId, nameOf, problemOf } from './entries.ts';
import { fields } from './formats.ts';
import type { Format } from './formats.ts';
import { linesOfElements } from './json-lines.ts';

/** A file that is to be read. */
export interface EntriesFile {
  /** As its reader knows it. */
  readonly name: string;
  readonly text: string;
  readonly format: Format;
}

/** What a file says of one entry, still unchecked. */
interface Raw {
  readonly line: number;
  readonly values: Readonly<Record<string, unknown>>;
}

interface Problem {
  /** `null`: it isn't known. */
  readonly line: number | null;
  readonly text: string;
}

/**
 * Reads a file of entries.
 * @throws OperatorError `blacklist.invalid`, which lists everything that is wrong in it, by line
 */
export function readEntries({ name, text, format }: EntriesFile, ground: Ground): readonly BlacklistEntry[] {
  const problems: Problem[] = [];
  const raws = format === 'json' ? rawsOfJson(text, problems) : rawsOfCsv(text, problems);
  const seen = new Map<string, number>();
  const entries = raws.flatMap((raw): BlacklistEntry[] => {
    const complain = (complaint: string): void => void problems.push({ line: raw.line, text: complaint });
    const entry = toEntry(raw, ground, complain);
    if (entry === null) return [];
    const key = nameOf(entry.barred);
    const before = seen.get(key);
    if (before !== undefined) complain(`${key} is listed twice; line ${before} has it, too.`);
    seen.set(key, before ?? raw.line);
    return [entry];
  });
  if (problems.length > 0) throw invalid(name, problems);
  return entries;
}

function invalid(name: string, problems: readonly Problem[]): OperatorError {
  const list = problems
    .toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0))
    .map(({ line, text }) => `${name}${line === null ? '' : `:${line}`} ${text}`)
    .join('\n');
  const count = problems.length === 1 ? 'There is a mistake' : `There are ${problems.length} mistakes`;
  return new OperatorError('blacklist.invalid', `${count}, so nothing was imported:\n${list}`, {
    hint: '`supportmail blacklist export` shows how such a file is written.',
  });
}

function rawsOfJson(text: string, problems: Problem[]): readonly Raw[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    // Node tells the line, or shows what stands around the mistake.
    const line = /\(line (\d+) /.exec(reason)?.[1];
    const text = `This is no JSON: ${reason.replaceAll(/\s+/g, ' ')}.`;
    problems.push({ line: line === undefined ? null : Number(line), text });
    return [];
  }
  if (!Array.isArray(value)) {
    problems.push({ line: 1, text: 'The file must hold a list of entries: [{"type": "user", "id": "…"}, …].' });
    return [];
  }
  const lines = linesOfElements(text);
  return value.flatMap((one: unknown, index): Raw[] => {
    const line = lines[index] ?? 1;
    if (isObject(one)) return [{ line, values: one }];
    problems.push({ line, text: `found ${JSON.stringify(one)}, but an entry is an object.` });
    return [];
  });
}

function rawsOfCsv(text: string, problems: Problem[]): readonly Raw[] {
  const { rows, brokenIn } = readCsv(text);
  if (brokenIn !== null) problems.push({ line: brokenIn, text: 'A quote is astray here, or one is missing.' });
  const [head, ...body] = rows;
  if (head === undefined || !head.cells.includes('id')) {
    problems.push({ line: head?.line ?? 1, text: `The first line must name the columns: ${fields.join(',')}.` });
    return [];
  }
  const columns = head.cells.map((column) => column.trim());
  return body.flatMap(({ line, cells }): Raw[] => {
    if (cells.length > columns.length) {
      problems.push({ line, text: `found ${cells.length} cells, but there are ${columns.length} columns.` });
      return [];
    }
    // An empty cell says nothing.
    const values = columns.flatMap((column, index) => {
      const value = cells[index] ?? '';
      return value === '' ? [] : [[column, value] as const];
    });
    return [{ line, values: Object.fromEntries(values) }];
  });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

type Complain = (text: string) => void;

function toEntry({ values }: Raw, ground: Ground, complain: Complain): BlacklistEntry | null {
  for (const key of Object.keys(values)) {
    if ((fields as readonly string[]).includes(key)) continue;
    const meant = suggest(key, fields);
    complain(`There is no field ${JSON.stringify(key)}${meant === null ? '' : `; did you mean "${meant}"?`}`);
  }
  const barred = toBarred(values, complain);
  const entry = {
    reason: textOf(values['reason'], 'reason', complain),
    by: personOf(values['by'], complain),
    addedAt: timeOf(values['added_at'], 'added_at', complain) ?? ground.now,
    endsAt: timeOf(values['expires_at'], 'expires_at', complain),
  };
  if (barred === null) return null;
  const problem = problemOf({ barred, reason: entry.reason }, ground);
  if (problem !== null) complain(problem);
  return { barred, ...entry };
}

function toBarred({ type = 'user', id }: Raw['values'], complain: Complain): Barred | null {
  const written = typeof id === 'number' && type === 'ticket' ? String(id) : id;
  if (type !== 'user' && type !== 'role' && type !== 'ticket') {
    complain(`The type is ${JSON.stringify(type)}, but it must be user, role or ticket.`);
  } else if (typeof written !== 'string') {
    complain(`The id is ${JSON.stringify(id)}, but it must be a text${type === 'ticket' ? ' or a number' : ''}.`);
  } else if (type === 'ticket') {
    if (/^[1-9]\d{0,14}$/.test(written)) return { type, id: Number(written) as TicketId };
    complain(`${JSON.stringify(written)} is no number of a ticket.`);
  } else if (isDiscordId(written) || (type === 'user' && isPseudonym(written))) {
    return type === 'user' ? { type, id: written as UserId } : { type, id: written };
  } else {
    complain(`${JSON.stringify(written)} is no ID of a ${type}.`);
  }
  return null;
}

function textOf(value: unknown, field: string, complain: Complain): string | null {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'string') return value;
  complain(`The ${field} is ${JSON.stringify(value)}, but it must be a text.`);
  return null;
}

function personOf(value: unknown, complain: Complain): UserId | null {
  const text = textOf(value, 'by', complain);
  if (text === null || isDiscordId(text)) return text as UserId | null;
  complain(`by is ${JSON.stringify(text)}, which is no ID of a user.`);
  return null;
}

function timeOf(value: unknown, field: string, complain: Complain): number | null {
  const text = textOf(value, field, complain);
  if (text === null) return null;
  const at = /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[-+]\d{2}:\d{2})?)?$/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(at)) return at;
  complain(`${field} is ${JSON.stringify(text)}, but it must be a time such as 2026-12-31T18:00:00Z.`);
  return null;
}
