import type { Command } from 'commander';
import { parseDuration } from '../../lib/duration.ts';
import { OperatorError } from '../../lib/errors.ts';
import type { Adding } from '../commands/blacklist.ts';
import { onDatabase } from '../on-database.ts';
import { done, instant } from '../output.ts';
import type { CliIo } from '../output.ts';
import { inSteps } from '../steps.ts';
import { barredBy, nameOf, problemOf } from './entries.ts';
import type { Naming } from './entries.ts';

/** `blacklist add`. */
export function add(
  command: Command,
  io: CliIo,
  { id, expires, ...rest }: Adding & { readonly id: string | undefined },
): void {
  const barred = barredBy(id, rest);
  const reason = rest.reason ?? null;
  const endsInMs = expires === undefined ? null : durationOf(expires);
  onDatabase(command, io, (ground) => {
    const { store, serverId, now } = ground;
    const isUnknown = barred.type === 'ticket' && store.ticket(barred.id)?.serverId !== serverId;
    const problem = problemOf({ barred, reason }, ground);
    if (problem !== null) throw new OperatorError('blacklist.refused', problem, { exitCode: isUnknown ? 3 : 1 });
    const endsAt = endsInMs === null ? null : now + endsInMs;
    store.transaction(() => store.blacklist.add(serverId, { barred, reason, by: null, addedAt: now, endsAt }, now));
    const until = endsAt === null ? '' : ` until ${instant(endsAt)}`;
    done(io, `On the blacklist${until}: ${nameOf(barred)}. Open tickets go on.`);
  });
}

function durationOf(text: string): number {
  const parsed = parseDuration(text);
  if (parsed.ok) return parsed.ms;
  throw new OperatorError('blacklist.time', `--expires is ${JSON.stringify(text)}, which is no time.`, {
    hint: 'A time is written like 7d, 12h or "1h 30m".',
    exitCode: 2,
  });
}

/** `blacklist remove`. */
export function remove(
  command: Command,
  io: CliIo,
  { id, ...naming }: Naming & { readonly id: string | undefined },
): void {
  const barred = barredBy(id, naming);
  onDatabase(command, io, ({ store, serverId, now }) => {
    const wasThere = store.transaction(() => {
      const entry = store.blacklist.get(serverId, barred, now);
      store.blacklist.remove(serverId, barred);
      return entry !== null;
    });
    if (!wasThere) throw notThere(nameOf(barred));
    done(io, `No longer on the blacklist: ${nameOf(barred)}.`);
  });
}

/** So many go in one transaction, while which the bot can't write. */
const batch = 500;

/** `blacklist clear`. One that was broken off is completed by another. */
export function clear(command: Command, io: CliIo, { yes }: { readonly yes?: true }): void {
  onDatabase(command, io, ({ store, serverId, now }) => {
    const count = store.blacklist.count(serverId, now);
    const entries = count === 1 ? '1 entry' : `${count} entries`;
    if (yes !== true && count > 0) {
      throw new OperatorError('blacklist.unconfirmed', `This would remove ${entries}.`, {
        hint: 'Add --yes to do it. `supportmail blacklist export` keeps a copy.',
        exitCode: 2,
      });
    }
    let removed = 0;
    inSteps(io, () => {
      const some = store.transaction(() => store.blacklist.clearSome(serverId, batch));
      removed += some;
      return some < batch ? null : removed;
    });
    done(io, `The blacklist is empty: ${entries} removed.`);
  });
}

/** Nothing is found about somebody. */
export function notThere(name: string): OperatorError {
  return new OperatorError('blacklist.notThere', `Not on the blacklist: ${name}.`, { exitCode: 3 });
}
