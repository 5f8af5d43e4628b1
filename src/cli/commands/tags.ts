import type { Command } from 'commander';
import type { CliIo } from '../output.ts';

/** `supportmail tags …`: the tags of the ticket forum. */
export function addTagsCommand(program: Command, io: CliIo): void {
  const tags = program.command('tags').description('make and list the tags of the ticket forum').helpCommand(false);

  tags
    .command('setup')
    .description('make the tags that the forum lacks; others are left alone')
    .option('--server <id>', 'the server that is meant; needed where there are several')
    .option('--dry-run', 'only tell what would be done')
    .addHelpText('after', '\nExamples:\n  $ supportmail tags setup\n  $ supportmail tags setup --dry-run')
    .action(async (options: { dryRun?: true }, command: Command) => {
      await (await import('../setup/tags.ts')).makeTags(command, io, options);
    });
  tags
    .command('list')
    .description('list the tags: which the bot uses, which it lacks, and which are not its own')
    .option('--server <id>', 'the server that is meant; needed where there are several')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExamples:\n  $ supportmail tags list\n  $ supportmail tags list --json')
    .action(async (options: { json?: true }, command: Command) => {
      await (await import('../setup/tags.ts')).showTags(command, io, options);
    });
}
