import { Command, CommanderError } from 'commander';
import type { OutputConfiguration } from 'commander';
import { OperatorError } from '../lib/errors.ts';
import { createScrubber } from '../lib/scrub.ts';
import type { AddCommand, GlobalOptions } from './command.ts';
import { addBlacklistCommand } from './commands/blacklist.ts';
import { addConfigCommand } from './commands/config.ts';
import { addDbCommand } from './commands/db.ts';
import { addDemoCommand } from './commands/demo.ts';
import { addDoctorCommand } from './commands/doctor.ts';
import { addInitCommand } from './commands/init.ts';
import { addLicensesCommand } from './commands/licenses.ts';
import { addPausingCommands } from './commands/pausing.ts';
import { addPersonCommand } from './commands/person.ts';
import { addSetupCommand } from './commands/setup.ts';
import { addSnippetsCommand } from './commands/snippets.ts';
import { addStartCommand } from './commands/start.ts';
import { addTagsCommand } from './commands/tags.ts';
import { addTicketsCommand } from './commands/tickets.ts';
import { createPaint, hasColors } from './output.ts';
import type { CliIo, Paint } from './output.ts';
import { currentVersion } from './version.ts';

const commands: readonly AddCommand[] = [
  addInitCommand,
  addSetupCommand,
  addDoctorCommand,
  addStartCommand,
  addDemoCommand,
  addTagsCommand,
  addConfigCommand,
  addBlacklistCommand,
  addSnippetsCommand,
  addTicketsCommand,
  addPausingCommands,
  addDbCommand,
  addLicensesCommand,
  addPersonCommand,
];

/** Builds the whole command tree, writing to the given outputs and never ending the process. */
export function createProgram(io: CliIo): Command {
  const program = new Command('supportmail');
  program
    .description(
      'Self-hosted support bot for Discord: members write a direct message, staff answer in a private forum.',
    )
    .version(currentVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand(false)
    .option('-c, --config <path>', 'configuration file (default: $SUPPORTMAIL_CONFIG, else ./config.yaml)')
    .option('--verbose', 'show where an error comes from')
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput(outputFor(io))
    .configureHelp({
      styleTitle: (title) => createPaint(io.stdout, io.env)('bold', title),
      showGlobalOptions: true,
    });
  for (const addCommand of commands) addCommand(program, io);
  return program;
}

/** Runs one command line and gives the exit code. Errors are written for a person; nothing is thrown. */
export async function runCli(argv: readonly string[], io: CliIo): Promise<number> {
  const program = createProgram(io);
  try {
    await program.parseAsync(argv, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return reportError(error, program.opts<GlobalOptions>().verbose === true, io);
  }
}

function outputFor(io: CliIo): OutputConfiguration {
  return {
    writeOut: (text) => void io.stdout.write(text),
    writeErr: (text) => void io.stderr.write(text),
    outputError: (text, write) => write(text.replace(/^error: (.)/, (_, first: string) => first.toUpperCase())),
    getOutHelpWidth: () => io.stdout.columns ?? 80,
    getErrHelpWidth: () => io.stderr.columns ?? 80,
    getOutHasColors: () => hasColors(io.stdout, io.env),
    getErrHasColors: () => hasColors(io.stderr, io.env),
  };
}

function reportError(error: unknown, verbose: boolean, io: CliIo): number {
  const scrub = createScrubber([io.env['DISCORD_TOKEN'] ?? '']);
  const lines = describeError(error, verbose, createPaint(io.stderr, io.env));
  io.stderr.write(`${scrub(lines.join('\n'))}\n`);
  return error instanceof OperatorError ? error.exitCode : 1;
}

function describeError(error: unknown, verbose: boolean, paint: Paint): string[] {
  const message = error instanceof Error ? error.message : String(error);
  const stack = verbose && error instanceof Error ? [paint('dim', error.stack ?? '')] : [];
  if (error instanceof OperatorError) {
    // Only the first line: a message may go on with a list, which is easier to read plain.
    const [first = '', ...list] = message.split('\n');
    return [paint('red', first), ...list, ...(error.hint === null ? [] : [error.hint]), ...stack];
  }
  const hint = 'This is a mistake in supportmail itself. Run it again with --verbose to see where.';
  return [paint('red', `Something went wrong: ${message}`), ...(verbose ? stack : [hint])];
}
