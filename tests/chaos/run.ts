// npm run chaos -- --help
import { existsSync, rmSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';
import { mutations } from '../mutations/mutations.mjs';
import { builtFile } from '../support/program.ts';
import { playAll } from './crew.ts';
import { buildWith, programIn } from './planted.ts';
import { describePlayed, Summary } from './summary.ts';

interface Wishes {
  readonly seeds: number;
  readonly from: number;
  readonly seed?: number;
  readonly messages: number;
  readonly jobs: number;
  readonly planted?: string;
  readonly program: string;
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new InvalidArgumentError('It must be a whole number from 1 on.');
  return number;
}

const command = new Command('npm run chaos --')
  .description(
    'Plays random schedules of what people do and what goes wrong against the built bot, and compares both sides with a model.',
  )
  .option('--seeds <n>', 'how many schedules are played', wholeNumber, 10)
  .option('--from <n>', 'the number of the first one', wholeNumber, 1)
  .option('--seed <n>', 'plays this one alone, and prints how it went', wholeNumber)
  .option('--messages <n>', 'how many messages a schedule has', wholeNumber, 150)
  .option('--jobs <n>', 'how many are played side by side', wholeNumber, 4)
  .addOption(
    new Option('--planted <mistake>', 'plants a mistake, and succeeds if it is found').choices(
      mutations.map(({ name }) => name),
    ),
  )
  .option('--program <file>', 'the built bot', builtFile)
  .parse();
const wishes = command.opts<Wishes>();
if (!existsSync(wishes.program)) {
  command.error(`There is no ${wishes.program}. Build the bot first: npm run build`, { exitCode: 2 });
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const { messages } = wishes;
const first = wishes.seed ?? wishes.from;
const count = wishes.seed === undefined ? wishes.seeds : 1;
const planted = wishes.planted === undefined ? null : buildWith(wishes.planted);
const program = planted === null ? wishes.program : programIn(planted);
const orders = Array.from({ length: count }, (_, index) => ({ seed: first + index, messages, program }));
const summary = new Summary();
const started = Date.now();
let done = 0;

await playAll(orders, wishes.jobs, (report) => {
  done += 1;
  summary.add(report);
  if (report.complaints.length > 0 || wishes.seed !== undefined) say(describePlayed(report));
  if (done % 10 === 0)
    say(
      `${done} of ${count} seeds after ${Math.round((Date.now() - started) / 1000)} s, ${summary.failed.length} failed`,
    );
});

if (planted !== null) rmSync(planted, { recursive: true, force: true });
say(`${summary.toString()}\nIn ${Math.round((Date.now() - started) / 1000)} s`);
const isFound = summary.failed.length > 0;
process.exitCode = isFound === (planted !== null) ? 0 : 1;
