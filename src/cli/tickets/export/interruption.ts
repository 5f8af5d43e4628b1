import { OperatorError } from '../../../lib/errors.ts';

/** Runs something that Ctrl-C breaks off where it leaves nothing half done. @throws OperatorError `tickets.stopped` */
export async function untilInterrupted<Value>(run: (signal: AbortSignal) => Promise<Value>): Promise<Value> {
  const controller = new AbortController();
  const stop = (): void =>
    controller.abort(
      new OperatorError('tickets.stopped', 'Stopped. What was written until then is whole.', { exitCode: 130 }),
    );
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.once(signal, stop);
  try {
    return await run(controller.signal);
  } finally {
    for (const signal of signals) process.off(signal, stop);
  }
}
