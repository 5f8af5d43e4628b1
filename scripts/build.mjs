// Bundles src/main.ts into dist/supportmail.cjs, or into another folder: node scripts/build.mjs [FOLDER]. Lazy imports become chunks beside it, so that `--version` loads no
// Discord library. Not minified: stack traces keep their names.
import { readFile, rm } from 'node:fs/promises';
import { rolldown } from 'rolldown';
import { mutation } from './mutation.mjs';
import { pageAssets } from './page-assets.mjs';

const { version } = JSON.parse(await readFile('package.json', 'utf8'));

const folder = process.argv[2] ?? 'dist';

await rm(folder, { recursive: true, force: true });
const bundle = await rolldown({
  input: { supportmail: 'src/main.ts' },
  platform: 'node',
  external: ['better-sqlite3', 'zlib-sync', 'bufferutil', 'utf-8-validate'],
  checks: { eval: false },
  plugins: [mutation(), pageAssets()],
  transform: {
    define: { 'process.env.SUPPORTMAIL_VERSION': JSON.stringify(version) },
  },
});
await bundle.write({ dir: folder, format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name].cjs' });
await bundle.close();
