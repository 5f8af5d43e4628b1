import type { Command } from 'commander';
import type { CliIo } from '../output.ts';

/** `supportmail pause` and `resume`: whether a server takes new tickets. Works while the bot runs, which knows at once. */
export function addPausingCommands(program: Command, io: CliIo): void {
  const onServer = (name: string): Command =>
    program.command(name).option('--server <id>', 'ID of the server (default: the only one there is)');
  onServer('pause')
    .description('take no new tickets; open ones go on, and users are told until when')
    .option(
      '--for <time>',
      'so long, such as 12h or "3 days", or until a unix time: at most 31 days (default: until resumed)',
    )
    .option('--reason <text>', 'why; users read it')
    .addHelpText(
      'after',
      '\nExamples:\n  $ supportmail pause --for 12h --reason "We are moving."\n  $ supportmail pause --for 1764400000',
    )
    .action(async (options: { for?: string; reason?: string }, command: Command) => {
      (await import('../pausing.ts')).pause(command, io, options);
    });
  onServer('resume')
    .description('take new tickets again')
    .addHelpText('after', '\nExamples:\n  $ supportmail resume')
    .action(async (_options: object, command: Command) => {
      (await import('../pausing.ts')).resume(command, io);
    });
}
