import type { Command } from 'commander';
import type { CliIo } from '../output.ts';

/** `supportmail doctor`: what keeps the bot from working, and what to do about it. */
export function addDoctorCommand(program: Command, io: CliIo): void {
  program
    .command('doctor')
    .description(
      'look at everything the bot needs: configuration, token, intents, server, forum, permissions, tags, clock, database',
    )
    .option('--json', 'print JSON')
    .option('--offline', 'ask Discord nothing')
    .addHelpText(
      'after',
      '\nExamples:\n  $ supportmail doctor\n  $ supportmail doctor --json\n  $ supportmail doctor --offline\n\nEnds with 1 where something has to be put right; warnings (!) are no reason.',
    )
    .action(async (options: { json?: true; offline?: true }, command: Command) => {
      await (await import('../doctor/examining.ts')).doctor(command, io, options);
    });
}
