import { isPackaged, packagedFile } from '../lib/packaged.ts';
import { addonFolders, loadAddon } from './addon-file.ts';

let loaded: object | null = null;

/** SQLite itself, where the single executable carries it; `null`: better-sqlite3 finds it beside its own files. */
export function nativeAddon(databaseFolder: string): object | null {
  if (!isPackaged()) return null;
  const folders = addonFolders({ env: process.env, platform: process.platform, databaseFolder });
  const name = process.env.SUPPORTMAIL_ADDON ?? 'better_sqlite3.node';
  loaded ??= loadAddon({ name, bytes: packagedFile('better_sqlite3.node') }, folders, (file) => {
    const target: { exports: object } = { exports: {} };
    process.dlopen(target, file);
    return target.exports;
  });
  return loaded;
}
