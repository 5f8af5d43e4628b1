import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import type { UserId } from '../../ticket/ticket.ts';
import type { CliIo } from '../output.ts';

/** `supportmail person …`: answers somebody who asks what is stored about them, or wants it erased. */
export function addPersonCommand(program: Command, io: CliIo): void {
  const person = program
    .command('person')
    .description('hand out, or erase, what is stored about somebody')
    .helpCommand(false);

  person
    .command('export')
    .description('write everything that is stored about somebody as JSON; ends with 3 where there is nothing')
    .argument('<user>', 'ID of the user', parseUser)
    .option('--out <path>', 'file to write (default: standard output)')
    .addHelpText('after', examples('supportmail person export 123456789012345678 --out mia.json'))
    .action(async (id: UserId, options: { out?: string }, command: Command) => {
      (await import('../person/exporting.ts')).exportAll(command, io, id, options);
    });
  person
    .command('forget')
    .description('erase what is stored about somebody, and report what stays and why')
    .argument('<user>', 'ID of the user', parseUser)
    .option('--yes', 'really')
    .option('--discord', 'first delete in Discord what the bot wrote to them and about them, and empty their posts')
    .addOption(
      new Option('--anonymous', 'the same in their anonymous tickets, by which staff may see whose those are').implies({
        discord: true,
      }),
    )
    .addHelpText(
      'after',
      `${examples('supportmail person forget 123456789012345678 --yes', 'supportmail person forget 123456789012345678 --yes --discord')}

With --discord it takes a while, since Discord deletes old messages slowly. Where it ends half way, run it again: it goes on from there.`,
    )
    .action(async (id: UserId, options: { yes?: true; discord?: true; anonymous?: true }, command: Command) => {
      await (await import('../person/forgetting.ts')).forgetPerson(command, io, id, options);
    });
}

function parseUser(text: string): UserId {
  if (!/^\d{17,20}$/.test(text)) throw new InvalidArgumentError('The ID of a user has 17 to 20 digits.');
  return text as UserId;
}

function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}`;
}
