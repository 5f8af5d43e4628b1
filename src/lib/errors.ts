export interface OperatorErrorOptions {
  /** What to do next: the second line that the person reads. */
  hint?: string;
  /** 1 failed, 2 wrong usage, configuration, token or intents, 3 not found, 130 interrupted. */
  exitCode?: 1 | 2 | 3 | 130;
  cause?: unknown;
}

/** Something that the person running the program can put right. It is shown as two lines, never with a stack. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
  /** Stable, for scripts and tests: `config.invalid`, `database.locked`. */
  readonly code: `${string}.${string}`;
  readonly hint: string | null;
  readonly exitCode: 1 | 2 | 3 | 130;

  constructor(code: `${string}.${string}`, message: string, options: OperatorErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.hint = options.hint ?? null;
    this.exitCode = options.exitCode ?? 1;
  }
}
