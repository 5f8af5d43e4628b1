import { confirm, isCancel, multiselect, password, select } from '@clack/prompts';
import { OperatorError } from '../../lib/errors.ts';

/** Something to choose: what it stands for, and how people call it. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

/** Asks the person at the terminal. Ctrl-C ends each question, and the program. */
export interface Prompts {
  secret(question: string): Promise<string>;
  yes(question: string): Promise<boolean>;
  one(question: string, choices: readonly Choice[]): Promise<string>;
  some(question: string, choices: readonly Choice[]): Promise<string[]>;
  /** Says that something is waited for. */
  during<Result>(what: string, wait: (signal: AbortSignal) => Promise<Result>): Promise<Result>;
}

/** Questions on this process's terminal. */
export function createPrompts(): Prompts {
  return {
    secret: async (message) =>
      answered(
        await password({
          message,
          validate: (value) => (value === undefined || value.trim() === '' ? 'It is needed to go on.' : undefined),
        }),
      ).trim(),
    yes: async (message) => answered(await confirm({ message })),
    one: async (message, choices) => answered(await select({ message, options: [...choices] })),
    some: async (message, choices) => answered(await multiselect({ message, options: [...choices], required: false })),
    // Not by a spinner of that library: it ends the process on Ctrl-C by itself, with 0.
    async during(what, wait) {
      const ending = new AbortController();
      const stop = (): void => ending.abort(stopped());
      process.once('SIGINT', stop);
      process.stdout.write(`${what}\n`);
      try {
        return await wait(ending.signal);
      } finally {
        process.off('SIGINT', stop);
      }
    },
  };
}

function answered<Value>(answer: Value): Exclude<Value, symbol> {
  if (isCancel(answer)) throw stopped();
  return answer as Exclude<Value, symbol>;
}

function stopped(): OperatorError {
  return new OperatorError('init.stopped', 'Stopped: no configuration was written.', { exitCode: 130 });
}
