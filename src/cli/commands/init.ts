import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { parseDuration } from '../../lib/duration.ts';
import type { GlobalOptions } from '../command.ts';
import type { InitOptions } from '../init/run-init.ts';
import type { CliIo } from '../output.ts';

/** `supportmail init`: from a bot's token to a configuration that works. */
export function addInitCommand(program: Command, io: CliIo): void {
  program
    .command('init')
    .description('set the bot up: asks what it needs, checks it with Discord, and writes the configuration file')
    .option('--token-file <path>', 'file that holds the bot token (default: $DISCORD_TOKEN, else it is asked for)')
    .option('--enable-intent', 'switch the Message Content Intent on, where it is off')
    .option('--no-enable-intent', 'leave it as it is')
    .option('--server <id>', 'your server')
    .option('--wait <duration>', 'how long to wait for the bot to be invited to it, such as 5m', readDuration)
    .option('--staff-role <id...>', 'roles whose members are staff')
    .option('--forum <id>', 'the forum channel that is to hold the tickets')
    .option('--create-forum [name]', 'make a private one (default name: tickets)')
    .option('--language <code>', 'language of texts: en, de or fr')
    .option('--api-url <url>', "another address of Discord's API: a proxy, a simulated Discord")
    .option('-y, --yes', 'ask nothing, also on a terminal')
    .option('--force', 'write over an existing configuration file')
    .addHelpText('after', examples)
    .action(async (options: InitOptions, command: Command) => {
      const { config } = command.optsWithGlobals<GlobalOptions>();
      const { runInit } = await import('../init/run-init.ts');
      await runInit({ ...options, config }, io);
    });
}

const examples = `
Without a terminal, or with --yes, nothing is asked, and every answer is one of the options.

Examples:
  $ supportmail init
  $ DISCORD_TOKEN=… supportmail init --yes --enable-intent --server 123456789012345678 --create-forum tickets
  $ supportmail init --token-file token.txt --forum 234567890123456789 --staff-role 345678901234567890 --language de`;

function readDuration(text: string): number {
  const parsed = parseDuration(text);
  if (!parsed.ok) throw new InvalidArgumentError('It is written like 30s, 5m or 1h.');
  return parsed.ms;
}
