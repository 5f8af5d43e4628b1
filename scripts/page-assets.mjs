import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { rolldown } from 'rolldown';

const wanted = /\?(text|script|base64)$/;
// Ends in .js, as bundlers treat whatever looks like a style sheet as one.
const known = /^\0page-(text|script|base64):(.+)\.js$/;

/** The files that went into programs for a browser: they are in the bundle, too. */
export const bundledForBrowser = new Set();

const encodings = { text: 'utf8', base64: 'base64' };

/**
 * Lets a module import what a web page needs as a string, for the built file and for the tests alike:
 * `import css from './page.css?text'` gives the file's text, `import png from './star.png?base64'` its bytes as base64,
 * `import js from './client/main.tsx?script'` that program bundled for a browser.
 * @returns {import('rolldown').Plugin & { enforce: 'pre' }}
 */
export function pageAssets() {
  return {
    name: 'page-assets',
    enforce: 'pre', // for vite, which would else find the files itself
    resolveId(source, importer) {
      const kind = wanted.exec(source)?.[1];
      if (kind === undefined || importer === undefined) return null;
      return `\0page-${kind}:${resolve(dirname(importer), source.replace(wanted, ''))}.js`;
    },
    async load(id) {
      const [, kind, path] = known.exec(id) ?? [];
      if (path === undefined) return null;
      const text = kind === 'script' ? await bundleForBrowser(path) : await readFile(path, encodings[kind]);
      return { code: `export default ${JSON.stringify(text)};`, moduleType: 'js' };
    },
  };
}

async function bundleForBrowser(input) {
  const bundle = await rolldown({ input, platform: 'browser' });
  const { output } = await bundle.generate({ format: 'iife' });
  await bundle.close();
  for (const module of output[0].moduleIds) bundledForBrowser.add(module);
  return output[0].code;
}
