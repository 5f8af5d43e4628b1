import type { Command } from 'commander';
import type { CliIo } from '../output.ts';

/** What `snippets add` and `snippets edit` take beside the name. */
export interface Writing {
  readonly text: string | undefined;
  readonly file?: string;
  /** Left out: as it is, or not. */
  readonly onlyTickets?: boolean;
}

/** `supportmail snippets …`: the texts of `/snippet`. Works while the bot runs, which knows at once. */
export function addSnippetsCommand(program: Command, io: CliIo): void {
  const snippets = program.command('snippets').description('keep the texts that /snippet sends').helpCommand(false);
  const onServer = (name: string): Command =>
    snippets.command(name).option('--server <id>', 'ID of the server (default: the only one there is)');
  const written = (name: string, description: string): Command =>
    onServer(name)
      .description(description)
      .argument('<name>', 'its name: 2 to 50 of a–z, 0–9, _, - and space')
      .argument('[text]', 'what it says (default: read from --file, else from standard input)')
      .option('--file <path>', 'file that holds the text')
      .option('--only-tickets', 'it goes to users of tickets, and into no other channel');

  written('add', 'add a snippet')
    .addHelpText(
      'after',
      `${placeholders}${examples('supportmail snippets add welcome "Hello {user.name}!"', 'supportmail snippets add rules --file rules.md')}`,
    )
    .action(async (name: string, text: string | undefined, options: Omit<Writing, 'text'>, command: Command) => {
      (await import('../snippets/changing.ts')).add(command, io, name, { text, ...options });
    });
  written('edit', 'change a snippet')
    .option('--no-only-tickets', 'it may be posted in other channels, too')
    .addHelpText(
      'after',
      `${placeholders}${examples('supportmail snippets edit welcome "Hi {user.name}!"', 'supportmail snippets edit welcome --only-tickets')}`,
    )
    .action(async (name: string, text: string | undefined, options: Omit<Writing, 'text'>, command: Command) => {
      (await import('../snippets/changing.ts')).edit(command, io, name, { text, ...options });
    });
  onServer('remove')
    .description('remove a snippet')
    .argument('<name>', 'its name')
    .addHelpText('after', examples('supportmail snippets remove welcome'))
    .action(async (name: string, _options: object, command: Command) => {
      (await import('../snippets/changing.ts')).remove(command, io, name);
    });
  onServer('list')
    .description('show all of them')
    .option('--json', 'print JSON')
    .addHelpText('after', examples('supportmail snippets list', 'supportmail snippets list --json'))
    .action(async (options: { json?: true }, command: Command) => {
      (await import('../snippets/files.ts')).list(command, io, options);
    });
  onServer('import')
    .description('add the snippets of a JSON file, all or none')
    .argument('<file>', 'the file; - reads standard input')
    .option('--replace', 'those that are there already get the text of the file')
    .addHelpText(
      'after',
      examples('supportmail snippets import snippets.json', 'supportmail snippets import - < snippets.json'),
    )
    .action(async (file: string, options: { replace?: true }, command: Command) => {
      (await import('../snippets/files.ts')).importFile(command, io, { file, ...options });
    });
  onServer('export')
    .description('write all of them as JSON')
    .option('--out <path>', 'file to write (default: standard output)')
    .addHelpText('after', examples('supportmail snippets export --out snippets.json'))
    .action(async (options: { out?: string }, command: Command) => {
      (await import('../snippets/files.ts')).exportFile(command, io, options);
    });
}

const placeholders = `
In braces: {user.name} {user.mention} {user.id} {server.name} {ticket.id} {staff.name}; {{ writes a brace.
`;

function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}`;
}
