import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { OperatorError } from '../../lib/errors.ts';
import { fine, odd, wrong } from '../../lib/finding.ts';
import type { Finding } from '../../lib/finding.ts';
import { wholeDamage } from '../../storage/backup.ts';
import { openExisting } from '../../storage/database.ts';

/** Less room than that, and a busy day may fill the disk. */
const leastRoomBytes = 200_000_000;

/** Looks at the database, its folder and its disk. */
export function examineDatabase(path: string): readonly Finding[] {
  const folder = folderOf(path);
  if (folder !== null) return [folder];
  return [...(existsSync(path) ? file(path) : [atStart(path)]), disk(dirname(path))];
}

function atStart(path: string): Finding {
  return fine({ check: 'database.file', what: `The bot makes the database ${path} when it starts.` });
}

function folderOf(path: string): Finding | null {
  const folder = dirname(path);
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return null;
  } catch {
    return wrong({
      check: 'database.folder',
      what: `The folder ${folder} of the database is not there, or may not be written.`,
      fix: 'Make it, give it to the user who runs the bot, or name another file in `database`.',
    });
  }
}

function file(path: string): readonly Finding[] {
  return [integrity(path), ...access(path)];
}

function integrity(path: string): Finding {
  const check = 'database.file';
  try {
    const database = openExisting(path);
    try {
      const [first] = wholeDamage(database);
      if (first === undefined) return fine({ check, what: `The database ${path} is whole.` });
      const fix =
        'Stop the bot, keep the file, and put the newest backup in its place. `supportmail db check` lists everything.';
      return wrong({ check, what: `The database ${path} is damaged: ${first}.`, fix });
    } finally {
      database.close();
    }
  } catch (error) {
    if (!(error instanceof OperatorError)) {
      const reason = error instanceof Error ? error.message : String(error);
      return wrong({
        check,
        what: `The database ${path} is damaged: ${reason}.`,
        fix: 'Put the newest backup in its place.',
      });
    }
    if (error.code === 'storage.older') return odd({ check, what: error.message, fix: error.hint ?? '' });
    return wrong({ check, what: error.message, fix: error.hint ?? '' });
  }
}

const othersRead = 0o044;

/** What users write stands in it. */
function access(path: string): readonly Finding[] {
  if (process.platform === 'win32' || (statSync(path).mode & othersRead) === 0) return [];
  const folder = dirname(path);
  // Nobody gets at it through a folder that is closed to others.
  if ((statSync(folder).mode & 0o011) === 0) return [];
  const what = `The database ${path} can be read by others on this machine, and so what users write.`;
  return [odd({ check: 'database.access', what, fix: `Change that with: chmod 600 ${path}` })];
}

function disk(folder: string): Finding {
  const check = 'database.disk';
  const { bavail, bsize } = statfsSync(folder);
  const room = bavail * bsize;
  const shown = room < 10_000_000_000 ? `${Math.floor(room / 1_000_000)} MB` : `${Math.floor(room / 1_000_000_000)} GB`;
  if (room >= leastRoomBytes) return fine({ check, what: `The disk of the database has ${shown} left.` });
  return wrong({
    check,
    what: `The disk of the database has only ${shown} left; when it is full, the bot stops.`,
    fix: 'Make room, or move the database: `database` names its file.',
  });
}
