import type { Command } from 'commander';
import { OperatorError } from '../../lib/errors.ts';
import { exportPerson } from '../../storage/person/export.ts';
import type { UserId } from '../../ticket/ticket.ts';
import { onRecords } from '../on-database.ts';
import { done } from '../output.ts';
import type { CliIo } from '../output.ts';
import { writeText } from '../text-files.ts';

/** `person export`. */
export function exportAll(command: Command, io: CliIo, id: UserId, { out }: { readonly out?: string }): void {
  onRecords(command, io, ({ database, loaded, now }) => {
    const stored = exportPerson(database, id);
    if (Object.keys(stored).length === 0) throw unknownPerson(id);
    const text = `${JSON.stringify({ user: id, exported_at: new Date(now).toISOString(), stored }, null, 2)}\n`;
    if (out === undefined || out === '-') return void io.stdout.write(text);
    writeText(out, text, { io, loaded });
    done(io, `Everything that is stored about user ${id} is in ${out}.`);
  });
}

/** Nothing is stored about them. */
export function unknownPerson(id: UserId): OperatorError {
  return new OperatorError('person.unknown', `Nothing is stored about user ${id}.`, { exitCode: 3 });
}
