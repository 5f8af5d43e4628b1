import { getRawAsset, isSea } from 'node:sea';

/** Tells whether this runs as the single executable, which carries what else lies beside the built file. */
export function isPackaged(): boolean {
  return isSea();
}

/** The bytes of a file that the single executable carries. They are mapped from it: nobody may write to them. */
export function packagedFile(name: string): Buffer {
  return Buffer.from(getRawAsset(name));
}

/** The arguments with which this program starts itself once more, before those of the command. */
export function ownArguments(): string[] {
  // As a single executable it is its own Node, takes no file to run, and has little room for what is short-lived by itself.
  return isSea() ? [] : ['--max-semi-space-size=1', process.argv[1] ?? ''];
}
