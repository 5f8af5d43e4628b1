import type { Command } from 'commander';
import type { CliIo } from '../output.ts';

/** `supportmail db …`: the database as a file. */
export function addDbCommand(program: Command, io: CliIo): void {
  const db = program.command('db').description('back up, check and empty the database').helpCommand(false);

  db.command('backup')
    .description('write a copy of the database, also while the bot runs')
    .argument('<path>', 'file to write')
    .option('--force', 'replace a file that is there')
    .addHelpText('after', examples('supportmail db backup backups/today.db'))
    .action(async (path: string, options: { force?: true }, command: Command) => {
      (await import('../db/keeping.ts')).backup(command, io, path, options);
    });
  db.command('check')
    .description('look through the whole file for damage')
    .addHelpText('after', examples('supportmail db check'))
    .action(async (_: object, command: Command) => {
      (await import('../db/keeping.ts')).check(command, io);
    });
  db.command('prune')
    .description('remove what was written in tickets that were closed long ago; that there were any stays')
    .option('--older-than <time>', 'closed longer ago than that, such as 365d (default: `retention`)')
    .option('--compact', 'then write the file anew, so that it gets smaller; the bot must not run')
    .addHelpText('after', examples('supportmail db prune --older-than 365d', 'supportmail db prune --compact'))
    .action(async (options: { olderThan?: string; compact?: true }, command: Command) => {
      (await import('../db/keeping.ts')).prune(command, io, options);
    });
}

function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}`;
}
