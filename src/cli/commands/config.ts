import type { Command } from 'commander';
import type { CliIo } from '../output.ts';

/** `supportmail config …`: what can be asked about the configuration without connecting to Discord. */
export function addConfigCommand(program: Command, _io: CliIo): void {
  program.command('config').description('check and show the configuration');
}
