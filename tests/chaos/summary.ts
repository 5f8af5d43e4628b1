import type { Report } from './crew.ts';

/** Everything that the seeds came to. */
export class Summary {
  readonly failed: Report[] = [];
  readonly #counts = new Map<string, number>();
  readonly #excused = new Map<string, number>();
  readonly #complaints = new Map<string, number>();
  #seeds = 0;

  add(report: Report): void {
    this.#seeds += 1;
    if (report.complaints.length > 0) this.failed.push(report);
    addAll(this.#counts, Object.entries(report.counts));
    addAll(this.#excused, Object.entries(report.excused));
    addAll(
      this.#complaints,
      report.complaints.map(({ kind }) => [kind, 1]),
    );
  }

  toString(): string {
    const count = (name: string): number => this.#counts.get(name) ?? 0;
    const found = (kind: string): string => `${this.#complaints.get(kind) ?? 0} ${kind}`;
    const main = new Set([
      'messages',
      'messages of the bot',
      'kills',
      'lost answers',
      'lost and settled after the nonce window',
    ]);
    const rest = [...this.#counts].filter(([name]) => !main.has(name)).toSorted(([a], [b]) => a.localeCompare(b));
    return [
      `${this.#seeds} seeds: ${count('messages')} messages by people, ${count('messages of the bot')} by the bot`,
      `${count('kills')} kills, ${count('lost answers')} lost answers, ${count('lost and settled after the nonce window')} of them settled after the nonce window`,
      `Also: ${rest.map(([name, times]) => `${name} ${times}`).join(', ')}`,
      `Not relayed, and told so: ${[...this.#excused].map(([why, times]) => `${why} ${times}`).join(', ') || 'nothing'}`,
      `Result: ${['lost', 'doubled', 'out of order', 'wrong'].map(found).join(', ')}; ${this.failed.length} seeds failed${this.failed.length === 0 ? '' : `: ${this.failed.map(({ seed }) => seed).join(', ')}`}`,
    ].join('\n');
  }
}

function addAll(sums: Map<string, number>, counts: readonly (readonly [string, number])[]): void {
  for (const [name, count] of counts) sums.set(name, (sums.get(name) ?? 0) + count);
}

/** A seed as its schedule went, and what differs. */
export function describePlayed({ seed, complaints, log }: Report): string {
  const schedule = log.map((line) => `  ${line}`);
  if (complaints.length === 0)
    return [`Seed ${seed}, as it went:`, ...schedule, `Seed ${seed}: both sides are as the model.`].join('\n');
  return [
    `Seed ${seed} failed. Its schedule, to be played again with --seed ${seed}:`,
    ...schedule,
    `Seed ${seed}, model against Discord:`,
    ...complaints.slice(0, 25).map(({ kind, what }) => `  ${kind}: ${what}`),
  ].join('\n');
}
