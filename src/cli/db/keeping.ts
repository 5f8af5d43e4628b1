import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { parseDuration } from '../../lib/duration.ts';
import { OperatorError } from '../../lib/errors.ts';
import { backUp, rewrite, wholeDamage } from '../../storage/backup.ts';
import { isHeld } from '../../storage/lease.ts';
import { atFirst, removalIn } from '../../storage/removal.ts';
import { onRecords } from '../on-database.ts';
import type { Records } from '../on-database.ts';
import { done } from '../output.ts';
import type { CliIo } from '../output.ts';
import { checkNotOwn } from '../own-files.ts';
import { inSteps } from '../steps.ts';

/** `db backup`. */
export function backup(command: Command, io: CliIo, path: string, { force }: { readonly force?: true }): void {
  const target = resolve(io.cwd, path);
  onRecords(command, io, ({ database, loaded }) => {
    checkNotOwn(target, path, loaded);
    if (existsSync(target) && (force !== true || !statSync(target).isFile())) {
      throw new OperatorError('db.exists', `${path} is there already.`, {
        hint: 'Name another file, or add --force to replace a file.',
        exitCode: 2,
      });
    }
    if (io.stderr.isTTY === true) io.stderr.write('Copying…\n');
    backUp(database, target);
    done(io, `${path}: a whole copy of the database (${size(target)}).`);
  });
}

/** `db check`. */
export function check(command: Command, io: CliIo): void {
  onRecords(command, io, ({ database, path }) => {
    const found = wholeDamage(database);
    if (found.length > 0) {
      throw new OperatorError('db.damaged', [`${path} is damaged:`, ...found.map((what) => `  ${what}`)].join('\n'), {
        hint: 'Stop the bot, keep the file, and put the newest backup in its place.',
      });
    }
    const tickets = Number(database.prepare('SELECT count(*) FROM tickets').pluck().get());
    done(io, `${path}: nothing is wrong with it (${size(path)}, ${tickets} ticket${tickets === 1 ? '' : 's'}).`);
  });
}

interface Pruning {
  readonly olderThan?: string;
  readonly compact?: true;
}

/** `db prune`: what the running bot does by itself where `retention` is set. */
export function prune(command: Command, io: CliIo, { olderThan, compact }: Pruning): void {
  onRecords(command, io, (records) => {
    const { database, now, loaded } = records;
    const afterMs = ageOf(olderThan ?? loaded.config.retention ?? undefined);
    if (compact === true) checkAlone(records);
    const count = takeOut(records, now - afterMs, io);
    if (compact === true) rewrite(database);
    const tickets = count === 1 ? '1 ticket' : `${count} tickets`;
    done(io, `What was written in ${tickets} was removed.${compact === true ? ' The file was written anew.' : ''}`);
  });
}

function takeOut({ database, store }: Records, closedBefore: number, io: CliIo): number {
  const removal = removalIn(database);
  let count = 0;
  let cursor = atFirst;
  inSteps(io, () => {
    const tickets = removal.next(cursor, closedBefore);
    const ticket = tickets.find(({ isFull }) => isFull);
    cursor = ticket ?? tickets.at(-1) ?? cursor;
    if (ticket === undefined) return tickets.length === 0 ? null : count;
    inSteps(null, () => (store.transaction(() => removal.takeOut(ticket.id)) ? null : count));
    count += 1;
    return count;
  });
  return count;
}

/** @throws OperatorError `db.alone` */
export function checkAlone({ database, now }: Pick<Records, 'database' | 'now'>): void {
  if (!isHeld(database, now)) return;
  throw new OperatorError('db.alone', 'The file can’t be written anew while the bot runs.', {
    hint: 'Stop the bot first, and start it again afterwards: what people write meanwhile waits at Discord.',
  });
}

function ageOf(text: string | undefined): number {
  const parsed = text === undefined ? null : parseDuration(text);
  if (parsed?.ok === true && parsed.ms > 0) return parsed.ms;
  const found = text === undefined ? 'How old is a ticket to be?' : `${JSON.stringify(text)} is no age.`;
  throw new OperatorError('db.age', found, {
    hint: 'Say it by --older-than, such as 365d, or set `retention` in the configuration.',
    exitCode: 2,
  });
}

function size(path: string): string {
  const megabytes = statSync(path).size / 1_000_000;
  return megabytes < 1 ? `${Math.ceil(megabytes * 1000)} kB` : `${megabytes.toFixed(1)} MB`;
}
