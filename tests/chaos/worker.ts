import { planOf } from './plan.ts';
import { play } from './play.ts';

/** What one process of several is asked for. */
export interface Order {
  readonly seed: number;
  readonly messages: number;
  readonly program: string;
}

process.on('message', ({ seed, messages, program }: Order) => {
  void play(planOf(seed, messages), program).then(
    ({ excused, ...outcome }) => process.send?.({ ...outcome, excused: Object.fromEntries(excused) }),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});
process.once('disconnect', () => process.exit());
