import { runCli } from '../../src/cli/program.ts';

export interface RunOptions {
  env?: Record<string, string>;
  cwd?: string;
  isTTY?: boolean;
}

/** Runs a command line in this process and gives what a person would see of it. */
export async function run(argv: readonly string[], { env = {}, cwd = '/', isTTY = false }: RunOptions = {}) {
  let out = '';
  let err = '';
  const stdout = { write: (text: string) => (out += text), isTTY, columns: 100 };
  const stderr = { write: (text: string) => (err += text), isTTY, columns: 100 };
  const exitCode = await runCli(argv, { stdout, stderr, env, cwd });
  return { exitCode, out, err };
}
