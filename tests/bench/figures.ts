import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';

/** What was measured, with the least and the most where there were several. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: 'ms' | 'MB' | '' | '/s' | '×';
  readonly note: string;
}

/** The middle one, the least and the 95th of a hundred. */
export function spread(values: readonly number[]): {
  readonly median: number;
  readonly least: number;
  readonly p95: number;
} {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  return { median: at(0.5), least: at(0), p95: at(0.95) };
}

/** A figure of several measurements. */
export function timed(what: string, values: readonly number[]): Figure {
  const { median, least, p95 } = spread(values);
  return {
    what,
    value: median,
    unit: 'ms',
    note: `least ${shown(least)}, 95 % below ${shown(p95)}, ${values.length} times`,
  };
}

/** The memory of a process as the system counts it: all that is resident, and what of it is its own and no file's. */
export function memoryOf(pid: number): { readonly residentMb: number; readonly ownMb: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const of = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) / 1000;
  return { residentMb: of('VmRSS'), ownMb: of('RssAnon') };
}

/** A figure for the memory of a process. */
export function memory(what: string, pid: number): Figure {
  const { residentMb, ownMb } = memoryOf(pid);
  return { what, value: residentMb, unit: 'MB', note: `${shown(ownMb)} of it its own` };
}

/** The table that is printed. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map(({ what, value, unit, note }) => [what, `${shown(value)} ${unit}`.trim(), note] as const);
  const width = (column: 0 | 1): number => Math.max(...rows.map((row) => row[column].length));
  return rows
    .map(([what, value, note]) => `${what.padEnd(width(0))}  ${value.padStart(width(1))}  ${note}`.trimEnd())
    .join('\n');
}

/** On what it was measured. */
export function machine(program: string): string {
  const [cpu] = cpus();
  const load = loadavg()[0]?.toFixed(1) ?? '?';
  const version = execFileSync(program.endsWith('.cjs') ? process.execPath : program, [
    ...(program.endsWith('.cjs') ? [program] : []),
    '--version',
  ]);
  return `SupportMail ${version.toString().trim()} (${program.endsWith('.cjs') ? 'built' : 'single executable'}), Node ${process.versions.node}, ${process.platform} ${process.arch}, ${cpus().length} × ${cpu?.model ?? 'unknown'}, ${Math.round(totalmem() / 1e9)} GB, load ${load} at the beginning`;
}

function shown(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2);
}
