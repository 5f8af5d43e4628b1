import type { Command } from 'commander';
import { onDatabase } from '../on-database.ts';
import { done } from '../output.ts';
import type { CliIo } from '../output.ts';
import { inSteps } from '../steps.ts';
import { nameOfFile, readText, writeText } from '../text-files.ts';
import { writeEntries } from './formats.ts';
import type { Format } from './formats.ts';
import { readEntries } from './read-entries.ts';

interface Importing {
  readonly file: string;
  readonly format?: Format;
}

/** So many are kept in one transaction, while which the bot can't write. */
const batch = 250;

/** `blacklist import`: a file with a mistake is refused whole. One that was broken off is completed by another import. */
export function importFile(command: Command, io: CliIo, { file, format = formatOf(file) }: Importing): void {
  const text = readText(file, io);
  onDatabase(command, io, (ground) => {
    const { store, serverId, now } = ground;
    const entries = readEntries({ name: nameOfFile(file), text, format }, ground);
    const holding = entries.filter(({ endsAt }) => endsAt === null || endsAt > now);
    let count = 0;
    inSteps(io, () => {
      const some = holding.slice(count, count + batch);
      store.transaction(() => {
        for (const entry of some) store.blacklist.add(serverId, entry, now);
      });
      count += some.length;
      return count < holding.length ? count : null;
    });
    const ended = entries.length - holding.length;
    const rest = ended === 0 ? '' : ` ${ended} left out, since ${ended === 1 ? 'it has' : 'they have'} ended already.`;
    done(io, `${counted(holding.length)} imported.${rest}`);
  });
}

interface Exporting {
  readonly out?: string;
  readonly format?: Format;
}

/** `blacklist export`. */
export function exportFile(command: Command, io: CliIo, { out, format = formatOf(out ?? '') }: Exporting): void {
  onDatabase(command, io, ({ store, loaded, serverId, now }) => {
    const entries = store.blacklist.list(serverId, now);
    const text = writeEntries(entries, format);
    if (out === undefined || out === '-') {
      io.stdout.write(text);
      return;
    }
    writeText(out, text, { io, loaded });
    done(io, `${counted(entries.length)} written to ${out}.`);
  });
}

function counted(count: number): string {
  return count === 1 ? '1 entry' : `${count} entries`;
}

function formatOf(path: string): Format {
  return path.toLowerCase().endsWith('.csv') ? 'csv' : 'json';
}
