// Bundles src/main.ts into a folder: supportmail.cjs, with chunks beside it for what is imported lazily, so that `--version`
// loads no Discord library. Not minified: stack traces keep their names.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { rolldown } from 'rolldown';
import { mutation } from './mutation.mjs';
import { noticesOf } from './notices.mjs';
import { bundledForBrowser, pageAssets } from './page-assets.mjs';

const notices = 'SUPPORTMAIL-NOTICES-ARE-WRITTEN-HERE';
// discord.js and ws do without these, which are compiled for one system each.
const unwanted = ['zlib-sync', 'bufferutil', 'utf-8-validate'];

/**
 * @param {string} folder
 * @param {{ external?: string[], define?: Record<string, string>, alsoShipped?: string[] }} [options] alsoShipped:
 *   folders of packages that are handed out with the program without being part of the bundle
 * @returns {Promise<string[]>} the files that were made, within the folder
 */
export async function bundleInto(folder, { external = [], define = {}, alsoShipped = [] } = {}) {
  const { version } = JSON.parse(await readFile('package.json', 'utf8'));
  const values = { SUPPORTMAIL_VERSION: version, SUPPORTMAIL_NOTICES: notices, ...define };
  const bundle = await rolldown({
    input: { supportmail: 'src/main.ts' },
    platform: 'node',
    external: [...unwanted, ...external],
    checks: { eval: false },
    plugins: [mutation(), pageAssets()],
    transform: {
      define: Object.fromEntries(
        Object.entries(values).map(([name, value]) => [`process.env.${name}`, JSON.stringify(value)]),
      ),
    },
  });
  const { output } = await bundle.generate({
    format: 'cjs',
    entryFileNames: '[name].cjs',
    chunkFileNames: 'chunks/[name].cjs',
  });
  await bundle.close();
  const modules = [...output.flatMap(({ moduleIds = [] }) => moduleIds), ...bundledForBrowser];
  const told = JSON.stringify(JSON.stringify(await noticesOf(modules, alsoShipped)));
  await rm(folder, { recursive: true, force: true });
  for (const { fileName, code } of output) {
    await mkdir(dirname(join(folder, fileName)), { recursive: true });
    const whole = code.replace(new RegExp(`(["'\`])${notices}\\1`), () => told);
    await writeFile(join(folder, fileName), inOneByte(whole));
  }
  return output.map(({ fileName }) => fileName);
}

/**
 * V8 keeps a source in which a single character is not Latin in two bytes for each: 4 MB more for as long as the bot runs. An escape means
 * the same in strings, templates and regular expressions, and nothing in comments; one that was escaped already means itself.
 */
function inOneByte(code) {
  return code.replaceAll(/(\\*)([^\0-\x7f])/g, (_, slashes, unit) => {
    const before = slashes.length % 2 === 0 ? slashes : slashes.slice(1);
    return `${before}\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
