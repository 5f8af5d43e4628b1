import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Complaint } from './compare.ts';
import type { Order } from './worker.ts';

/** What came of a seed, as its process tells. */
export interface Report {
  readonly seed: number;
  readonly complaints: readonly Complaint[];
  readonly excused: Readonly<Record<string, number>>;
  readonly counts: Readonly<Record<string, number>>;
  readonly log: readonly string[];
}

const patienceMs = 12 * 60_000;

/** Plays orders in several processes side by side; `hear` gets each report as it comes. */
export async function playAll(orders: readonly Order[], jobs: number, hear: (report: Report) => void): Promise<void> {
  const left = [...orders];
  const work = async (): Promise<void> => {
    let worker = begin();
    for (let order = left.shift(); order !== undefined; order = left.shift()) {
      const report = await carryOut(worker, order);
      if (!worker.connected) worker = begin();
      hear(report);
    }
    worker.disconnect();
  };
  await Promise.all(Array.from({ length: Math.min(jobs, orders.length) }, work));
}

function begin(): ChildProcess {
  return fork(join(import.meta.dirname, 'worker.ts'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
}

function carryOut(worker: ChildProcess, order: Order): Promise<Report> {
  return new Promise((resolve) => {
    const failed = (what: string): void => {
      settle({ seed: order.seed, complaints: [{ kind: 'wrong', what }], excused: {}, counts: {}, log: [] });
      worker.kill('SIGKILL');
    };
    const timer = setTimeout(() => failed(`not over after ${patienceMs / 1000} s`), patienceMs);
    const onExit = (): void => failed('the process that played it ended');
    const settle = (report: Report): void => {
      clearTimeout(timer);
      worker.off('exit', onExit);
      worker.removeAllListeners('message');
      resolve(report);
    };
    worker.once('exit', onExit);
    worker.once('message', (report) => settle(report as Report));
    worker.send(order);
  });
}
