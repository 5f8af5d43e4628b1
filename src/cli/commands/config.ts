import type { Command } from 'commander';
import type { EffectiveValue } from '../../config/effective.ts';
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
    .description('show every value in force, and whether it is a default, from the file or from the environment')
    .option('--json', 'print JSON')
    .addHelpText('after', examples('supportmail config show', 'supportmail config show --json'))
    .action(async (options: { json?: boolean }, command: Command) => {
      const { effectiveValues } = await import('../../config/effective.ts');
      show(effectiveValues(await load(command, io)), options.json === true, io);
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

function show(values: readonly EffectiveValue[], json: boolean, io: CliIo): void {
  if (json) {
    io.stdout.write(`${JSON.stringify(values, null, 2)}\n`);
    return;
  }
  const paint = createPaint(io.stdout, io.env);
  const keyWidth = Math.max(...values.map(({ key }) => key.length));
  const sourceWidth = Math.max(...values.map(({ source }) => source.length));
  for (const { key, value, source } of values) {
    const line = `${key.padEnd(keyWidth)}  ${source.padEnd(sourceWidth)}  ${showValue(value)}`;
    io.stdout.write(`${source === 'default' ? paint('dim', line) : line}\n`);
  }
}

function showValue(value: unknown): string {
  if (value === null) return 'none';
  return typeof value === 'string' && value !== '' ? value.replaceAll('\n', '⏎') : JSON.stringify(value);
}
