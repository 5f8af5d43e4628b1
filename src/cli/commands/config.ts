import type { Command } from 'commander';
import type { LoadedConfig } from '../../config/load.ts';
import { createPaint } from '../output.ts';
import type { CliIo } from '../output.ts';
import type { GlobalOptions } from '../command.ts';

/** `supportmail config …`: what can be asked about the configuration without connecting to Discord. */
export function addConfigCommand(program: Command, io: CliIo): void {
  const config = program.command('config').description('check and show the configuration').helpCommand(false);
  config
    .command('check')
    .description('check the configuration file and list everything that is wrong with it')
    .addHelpText('after', examples('supportmail config check', 'supportmail config check --config staging.yaml'))
    .action(async (_options: object, command: Command) => check(await load(command, io), io));
  config
    .command('show')
    .description(
      'show every value in force, and whether it is a default, from the file, from the environment or an override: set by a manager on Discord',
    )
    .option('--json', 'print JSON')
    .addHelpText('after', examples('supportmail config show', 'supportmail config show --json'))
    .action(async (options: { json?: boolean }, command: Command) => {
      const { valuesInForce, showValues } = await import('../config/showing.ts');
      showValues(valuesInForce(await load(command, io)), options.json === true, io);
    });
  config
    .command('reset')
    .description('take back what managers set on Discord in place of the file; a running bot heeds it at once')
    .argument('[key]', 'such as auto_forward (default: all)')
    .option('--server <id>', 'the server that is meant; needed where there are several')
    .addHelpText('after', examples('supportmail config reset', 'supportmail config reset auto_forward'))
    .action(async (key: string | undefined, _options: object, command: Command) => {
      (await import('../config/resetting.ts')).reset(command, io, key);
    });
  config
    .command('schema')
    .description('print the JSON Schema of the configuration file, for editors and scripts')
    .addHelpText('after', examples('supportmail config schema > config.schema.json') + editorHint)
    .action(async () => {
      const { editorSchema } = await import('../../config/editor-schema.ts');
      io.stdout.write(`${JSON.stringify(editorSchema(), null, 2)}\n`);
    });
}

const editorHint = `

With this first line in config.yaml, editors complete and check it:
  # yaml-language-server: $schema=config.schema.json`;

function examples(...lines: string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}`;
}

async function load(command: Command, { env, cwd }: CliIo): Promise<LoadedConfig> {
  const { loadConfig } = await import('../../config/load.ts');
  return loadConfig({ path: command.optsWithGlobals<GlobalOptions>().config, env, cwd, needToken: false });
}

function check({ config, path, warnings }: LoadedConfig, io: CliIo): void {
  const paint = createPaint(io.stderr, io.env);
  for (const warning of warnings) io.stderr.write(`${paint('yellow', `Warning: ${warning}`)}\n`);
  const token = config.discord.token === null ? ' There is no bot token yet: `supportmail start` will need one.' : '';
  io.stdout.write(`${createPaint(io.stdout, io.env)('green', '✔')} ${path} is valid.${token}\n`);
}
