import type { Command } from 'commander';
import type { CliIo } from '../output.ts';
import type { GlobalOptions } from '../command.ts';

/** `supportmail start`: runs the bot until it is told to end. */
export function addStartCommand(program: Command, io: CliIo): void {
  program
    .command('start')
    .description('run the bot; SIGTERM or Ctrl-C ends it once what is in flight is finished')
    .addHelpText(
      'after',
      '\nExamples:\n  $ supportmail start\n  $ supportmail start --config /etc/supportmail/config.yaml',
    )
    .action(async (_options: unknown, command: Command) => {
      const { config: path } = command.optsWithGlobals<GlobalOptions>();
      const { runBot } = await import('../start/run-bot.ts');
      await runBot(path, io);
    });
}
