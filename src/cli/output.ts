import { styleText } from 'node:util';

export interface Output {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
}

/** What a command touches of the outside, so that tests can run commands in their own process. */
export interface CliIo {
  stdout: Output;
  stderr: Output;
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
}

export type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;

/** Tells whether colours are wanted there: on terminals, unless `NO_COLOR` is set (https://no-color.org). */
export function hasColors(output: Output, env: CliIo['env']): boolean {
  return output.isTTY === true && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
}

/** Makes the function that styles text for one output; on anything but a terminal it leaves the text alone. */
export function createPaint(output: Output, env: CliIo['env']): Paint {
  if (!hasColors(output, env)) return (_, text) => text;
  return (style, text) => styleText(style, text, { validateStream: false });
}

/** Says what was done. */
export function done({ stdout, env }: CliIo, sentence: string): void {
  stdout.write(`${createPaint(stdout, env)('green', '✔')} ${sentence}\n`);
}

/** An instant for a person, such as `2026-12-05 10:00 UTC`. */
export function instant(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
