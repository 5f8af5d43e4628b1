import type { Command } from 'commander';
import type { CliIo } from '../output.ts';

/** `supportmail setup`: the forum as the bot needs it. */
export function addSetupCommand(program: Command, io: CliIo): void {
  program
    .command('setup')
    .description('make or repair the ticket forums: private, with staff and the bot in them, and their tags')
    .option('--server <id>', 'the server that is meant (default: all)')
    .option('--dry-run', 'only tell what would be done')
    .addHelpText(
      'after',
      '\nExamples:\n  $ supportmail setup --dry-run\n  $ supportmail setup\n\nThe bot needs Manage Roles for that, and for nothing else. Whoever was let into the forum besides stays there.',
    )
    .action(async (options: { server?: string; dryRun?: true }, command: Command) => {
      await (await import('../setup/setting-up.ts')).setup(command, io, options);
    });
}
