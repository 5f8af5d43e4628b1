import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { rolldown } from 'rolldown';

const suffix = /\?(text|script)$/;

/**
 * Lets a module import what a web page needs as a string, for the built file and for the tests alike:
 * `import css from './page.css?text'` gives the file's text, `import js from './client/main.tsx?script'` that program
 * bundled for a browser.
 * @returns {import('rolldown').Plugin}
 */
export function pageAssets() {
  return {
    name: 'page-assets',
    resolveId(source, importer) {
      if (!suffix.test(source) || importer === undefined) return null;
      return resolve(dirname(importer), source);
    },
    async load(id) {
      const kind = suffix.exec(id)?.[1];
      if (kind === undefined) return null;
      const path = id.replace(suffix, '');
      const text = kind === 'text' ? await readFile(path, 'utf8') : await bundleForBrowser(path);
      return { code: `export default ${JSON.stringify(text)};`, moduleType: 'js' };
    },
  };
}

async function bundleForBrowser(input) {
  const bundle = await rolldown({ input, platform: 'browser', transform: { jsx: { importSource: 'preact' } } });
  const { output } = await bundle.generate({ format: 'iife' });
  await bundle.close();
  return output[0].code;
}
