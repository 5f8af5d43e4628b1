import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import type { TicketId } from '../../ticket/ticket.ts';
import type { CliIo } from '../output.ts';
import type { Exporting } from '../tickets/export/choosing.ts';
import type { Choosing } from '../tickets/scope.ts';

interface Listing extends Choosing {
  readonly limit: number;
  readonly json?: true;
}

/** `supportmail tickets …`: reads what the bot keeps of tickets, whether or not it runs. */
export function addTicketsCommand(program: Command, io: CliIo): void {
  const tickets = program
    .command('tickets')
    .description('read tickets, count, export and close them')
    .helpCommand(false);

  chosen(tickets.command('list'))
    .description('list tickets, the newest first')
    .option('--text <words>', 'only those in which these words were written, or whose user is called so')
    .addOption(limit(50))
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      examples('supportmail tickets list --status open', 'supportmail tickets list --since 7d --text "refund" --json'),
    )
    .action(async (options: Listing, command: Command) => {
      (await import('../tickets/listing.ts')).list(command, io, options);
    });
  tickets
    .command('show')
    .description('show a ticket: its facts, what happened, what was written; ends with 3 where there is none')
    .argument('<number>', 'number of the ticket', parseTicket)
    .option('--reveal', 'also who an anonymous user is; that you looked is written down')
    .option('--json', 'print JSON')
    .addHelpText('after', examples('supportmail tickets show 42', 'supportmail tickets show 42 --reveal'))
    .action(async (id: TicketId, options: { reveal?: true; json?: true }, command: Command) => {
      (await import('../tickets/showing.ts')).show(command, io, id, options);
    });
  chosen(tickets.command('search'))
    .description('find messages by their words, the newest first')
    .argument('<text>', 'words that all have to be there; "in quotes": together')
    .addOption(limit(50))
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      examples('supportmail tickets search refund', `supportmail tickets search '"lost my order"' --since 1mo`),
    )
    .action(async (text: string, options: Listing, command: Command) => {
      (await import('../tickets/listing.ts')).search(command, io, { ...options, text });
    });
  tickets
    .command('stats')
    .description('count tickets, and how long users wait: by category and staff member, with feedback')
    .option('--server <id>', 'only those of this server')
    .option('--since <time>', 'from then on: a date, or a time ago such as 7d (default: 30d)')
    .option('--until <time>', 'until then (default: now)')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      examples('supportmail tickets stats', 'supportmail tickets stats --since 2026-01-01 --until 2026-04-01 --json'),
    )
    .action(async (options: Pick<Choosing, 'server' | 'since' | 'until'> & { json?: true }, command: Command) => {
      (await import('../tickets/stats.ts')).stats(command, io, options);
    });
  tickets
    .command('export')
    .description('write tickets as documents: what was written on both sides, and what happened')
    .argument('[numbers...]', 'numbers of the tickets', parseTickets)
    .option('--all', 'all tickets')
    .option('--since <time>', 'those opened from then on: a date such as 2026-01-31, or a time ago such as 7d')
    .option('--until <time>', 'those opened until then')
    .addOption(new Option('--status <status>', 'only open or closed ones').choices(['open', 'closed']))
    .addOption(
      new Option('--format <format>', 'format of the documents').choices(['html', 'json', 'md']).default('html'),
    )
    .option('--out <path>', 'folder, made where missing; for a single ticket a file, too; -: standard output', '.')
    .option('--attachments', 'fetch the files, too: they lie beside the document')
    .option('--staff-view', 'as staff see it: with notes and who wrote what, without who an anonymous user is')
    .option('--json', 'print what was written as JSON')
    .addHelpText(
      'after',
      `\nWithout --staff-view a ticket is written as its user saw it, and may be given to\nthem: the names of staff are those that the user read, and notes are left out.\n${examples(
        'supportmail tickets export 42',
        'supportmail tickets export 42 --format md --staff-view --out - | less',
        'supportmail tickets export --status closed --since 30d --out transcripts --attachments',
      )}`,
    )
    .action(async (ids: TicketId[] | undefined, options: Exporting, command: Command) => {
      const { exportTickets } = await import('../tickets/export/exporting.ts');
      await exportTickets(command, io, [...new Set(ids ?? [])], options);
    });
  tickets
    .command('close')
    .description('close tickets: the running bot does it at once, else the next one when it starts')
    .argument('<numbers...>', 'numbers of the tickets', parseTickets)
    .option('--comment <text>', 'why; stands in the post, and the user reads it, too')
    .option('--no-share-comment', 'the user doesn’t read the comment')
    .option('--notify-user', 'tell the user in any case that the ticket is closed')
    .addHelpText('after', examples('supportmail tickets close 42 --comment "Solved by the update"'))
    .action(
      async (
        ids: TicketId[],
        options: { comment?: string; shareComment: boolean; notifyUser?: true },
        command: Command,
      ) => {
        (await import('../tickets/closing.ts')).close(command, io, [...new Set(ids)], options);
      },
    );
}

function chosen(command: Command): Command {
  return command
    .option('--server <id>', 'only those of this server')
    .addOption(new Option('--status <status>', 'only open or closed ones').choices(['open', 'closed']))
    .option('--category <id>', 'only those of this category')
    .option('--user <id>', 'only those of this user; anonymous tickets are never among them')
    .option('--since <time>', 'from then on: a date such as 2026-01-31, or a time ago such as 7d')
    .option('--until <time>', 'until then');
}

function limit(usual: number): Option {
  return new Option('--limit <number>', 'at most so many').default(usual).argParser((text) => {
    if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('A limit is a number from 1 to 999999.');
    return Number(text);
  });
}

function parseTickets(text: string, before: TicketId[] | undefined): TicketId[] {
  return [...(before ?? []), parseTicket(text)];
}

function parseTicket(text: string): TicketId {
  if (!/^#?[1-9]\d{0,14}$/.test(text)) throw new InvalidArgumentError('A ticket has a number from 1 on.');
  return Number(text.replace('#', '')) as TicketId;
}

function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}`;
}
