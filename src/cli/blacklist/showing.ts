import type { Command } from 'commander';
import type { Barred, BlacklistEntry } from '../../ticket/blacklist.ts';
import { onDatabase } from '../on-database.ts';
import type { Ground } from '../on-database.ts';
import type { CliIo } from '../output.ts';
import { notThere } from './changing.ts';
import { barredBy, linesOf, nameOf } from './entries.ts';
import type { Naming } from './entries.ts';
import { toWritten } from './formats.ts';

interface AsJson {
  readonly json?: true;
}

/** `blacklist check`. Of a user also by their roles, as Discord told of them last; never by their tickets: that would tell who is anonymous. */
export function check(
  command: Command,
  io: CliIo,
  { id, json, ...naming }: Naming & AsJson & { readonly id: string | undefined },
): void {
  const barred = barredBy(id, naming);
  onDatabase(command, io, (ground) => {
    const { store, serverId, now } = ground;
    const found = [barred, ...rolesOf(barred, ground)].flatMap((one) => store.blacklist.get(serverId, one, now) ?? []);
    if (json === true || found.length > 0) show(found, { json }, ground, io);
    if (found.length === 0) throw notThere(nameOf(barred));
  });
}

function rolesOf(barred: Barred, { store, serverId }: Ground): readonly Barred[] {
  if (barred.type !== 'user') return [];
  return (store.member(serverId, barred.id, 0)?.roleIds ?? []).map((id) => ({ type: 'role', id }));
}

/** `blacklist list`. */
export function list(command: Command, io: CliIo, options: AsJson): void {
  onDatabase(command, io, (ground) => {
    const entries = ground.store.blacklist.list(ground.serverId, ground.now);
    if (entries.length > 0 || options.json === true) show(entries, options, ground, io);
    else io.stdout.write('The blacklist is empty.\n');
  });
}

function show(
  entries: readonly BlacklistEntry[],
  { json }: { readonly json?: true | undefined },
  ground: Ground,
  { stdout }: CliIo,
): void {
  if (json === true) stdout.write(`${JSON.stringify(entries.map(toWritten), null, 2)}\n`);
  else stdout.write(entries.map((entry) => linesOf(entry, ground)).join(''));
}
