import type { Argument, Command } from 'commander';
import { createProgram } from '../../src/cli/program.ts';

/** Every command with its arguments and options, as the README lists them: made from what `--help` is made of. */
export function commandReference(): string {
  const nothing = { write: () => true };
  const program = createProgram({ stdout: nothing, stderr: nothing, env: {}, cwd: '/' });
  const rows = leaves(program, 'supportmail').map(([path, command]) => {
    const names = command.registeredArguments.map((argument) => ` ${nameOf(argument)}`).join('');
    const options = command.options.map(({ flags }) => `\`${escaped(flags)}\``).join(', ');
    return `| \`${path}${escaped(names)}\` | ${options === '' ? '–' : options} |`;
  });
  return ['| command | options |', '| --- | --- |', ...rows].join('\n');
}

/** A command that has others does nothing by itself. */
function leaves(command: Command, path: string): (readonly [string, Command])[] {
  if (command.commands.length === 0) return [[path, command]];
  return command.commands.flatMap((one) => leaves(one, `${path} ${one.name()}`));
}

function nameOf(argument: Argument): string {
  const shown = `${argument.name()}${argument.variadic ? '...' : ''}`;
  return argument.required ? `<${shown}>` : `[${shown}]`;
}

function escaped(text: string): string {
  return text.replaceAll('|', '\\|');
}
