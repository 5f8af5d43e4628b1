// Builds dist/supportmail.cjs, or the same in another folder: node scripts/build.mjs [FOLDER]. It needs the project's
// node_modules; scripts/package.mjs makes what needs nothing.
import { bundleInto } from './bundle.mjs';

await bundleInto(process.argv[2] ?? 'dist', {
  external: ['better-sqlite3'],
  alsoShipped: ['node_modules/better-sqlite3'],
});
