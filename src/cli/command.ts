import type { Command } from 'commander';
import type { CliIo } from './output.ts';

/** A file in `commands/` exports one of these. It imports what the command needs inside the action, by `await import()`. */
export type AddCommand = (program: Command, io: CliIo) => void;

/** The options that every command has: `command.optsWithGlobals<GlobalOptions>()`. */
export interface GlobalOptions {
  config?: string;
  verbose?: boolean;
}
