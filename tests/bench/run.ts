// npm run bench -- --help
import { existsSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { testedFile } from '../support/program.ts';
import { endProcesses } from '../support/start-process.ts';
import { measureCrowd } from './crowd.ts';
import { measureExporting } from './exporting.ts';
import { machine, tableOf } from './figures.ts';
import type { Figure } from './figures.ts';
import { measureRelaying } from './relaying.ts';
import { measureStarts } from './starting.ts';

interface Wishes {
  readonly rounds: number;
  readonly messages: number;
  readonly storedTickets: number;
  readonly openTickets: number;
  readonly longTicket: number;
  readonly program: string;
  readonly json?: true;
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new InvalidArgumentError('It must be a whole number from 1 on.');
  return number;
}

const command = new Command('npm run bench --')
  .description(
    'Measures the bot against the simulated Discord, on loopback. Compare only what one run prints; other machines give other figures.',
  )
  .option('--rounds <n>', 'how often commands and starts are timed', wholeNumber, 15)
  .option('--messages <n>', 'how many messages are timed, of either side', wholeNumber, 200)
  .option('--stored-tickets <n>', 'closed tickets in the full database, with ten messages each', wholeNumber, 100_000)
  .option('--open-tickets <n>', 'open tickets that a start finds', wholeNumber, 1000)
  .option('--long-ticket <n>', 'messages of a ticket that is exported', wholeNumber, 10_000)
  .option('--program <file>', 'the built bot, or the single executable', testedFile)
  .option('--json', 'print JSON')
  .parse();
const wishes = command.opts<Wishes>();
if (!existsSync(wishes.program)) {
  command.error(`There is no ${wishes.program}. Build the bot first: npm run build`, { exitCode: 2 });
}

const before = machine(wishes.program);
const figures: Figure[] = [];
try {
  for (const measure of [measureStarts, measureRelaying, measureCrowd, measureExporting])
    figures.push(...(await measure(wishes)));
} finally {
  await endProcesses();
}
const printed =
  wishes.json === true ? JSON.stringify({ machine: before, figures }, null, 2) : `${before}\n\n${tableOf(figures)}`;
process.stdout.write(`${printed}\n`);
