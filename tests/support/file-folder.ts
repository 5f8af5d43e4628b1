import { basename, join } from 'node:path';
import { openDatabase } from '../../src/storage/database.ts';
import { factsIn } from '../../src/storage/facts.ts';
import type { Stage } from './stage.ts';

/** The name of the folder in which a stage's bot keeps files for the moment. Other bots may run on this machine. */
export function folderOf({ folder }: Pick<Stage, 'folder'>): string {
  const database = openDatabase(join(folder, 'supportmail.db'));
  const path = factsIn(database).get('files-folder') ?? '';
  database.close();
  return basename(path);
}
