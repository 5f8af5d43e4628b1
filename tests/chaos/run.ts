// npm run chaos -- [--seeds N] [--from K] [--seed S] [--messages M] [--jobs J] [--planted MUTATION] [--program FILE]
// Plays N random schedules, numbered from K on, against the built bot; or the one numbered S. With a planted mistake the run
// succeeds if the mistake is found.
import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { builtFile } from '../support/demo-process.ts';
import { playAll } from './crew.ts';
import { buildWith, programIn } from './planted.ts';
import { describeFailure, Summary } from './summary.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '10' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    messages: { type: 'string', default: '150' },
    jobs: { type: 'string', default: '4' },
    planted: { type: 'string' },
    program: { type: 'string', default: builtFile },
  },
});

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const first = Number(values.seed ?? values.from);
const count = values.seed === undefined ? Number(values.seeds) : 1;
const planted = values.planted === undefined ? null : buildWith(values.planted);
const program = planted === null ? values.program : programIn(planted);
const messages = Number(values.messages);
const orders = Array.from({ length: count }, (_, index) => ({ seed: first + index, messages, program }));
const summary = new Summary();
const started = Date.now();
let done = 0;

await playAll(orders, Number(values.jobs), (report) => {
  done += 1;
  summary.add(report);
  if (report.complaints.length > 0 || values.seed !== undefined) say(describeFailure(report));
  if (done % 10 === 0)
    say(
      `${done} of ${count} seeds after ${Math.round((Date.now() - started) / 1000)} s, ${summary.failed.length} failed`,
    );
});

if (planted !== null) rmSync(planted, { recursive: true, force: true });
say(`${summary.toString()}\nIn ${Math.round((Date.now() - started) / 1000)} s`);
const isFound = summary.failed.length > 0;
process.exitCode = isFound === (planted !== null) ? 0 : 1;
