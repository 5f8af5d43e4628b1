import type { Finding } from '../../lib/finding.ts';
import { createPaint } from '../output.ts';
import type { CliIo } from '../output.ts';

const marks = {
  ok: ['green', '✔'],
  warning: ['yellow', '!'],
  fault: ['red', '✖'],
} as const;

/** One line each, and what to do below it. */
export function showFindings(findings: readonly Finding[], isJson: boolean, { stdout, env }: CliIo): void {
  if (isJson) {
    stdout.write(`${JSON.stringify(findings, null, 2)}\n`);
    return;
  }
  const paint = createPaint(stdout, env);
  const servers = new Set(findings.flatMap(({ server }) => server ?? []));
  for (const { status, what, fix, server } of findings) {
    const [color, mark] = marks[status];
    const where = server === null || servers.size < 2 ? '' : `${server}: `;
    stdout.write(`${paint(color, mark)} ${where}${what.replaceAll('\n', '\n  ')}\n`);
    if (fix !== null) stdout.write(`  ${paint('dim', `→ ${fix}`)}\n`);
  }
}
