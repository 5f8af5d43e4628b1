// What the single executable runs: the bundle's files, which it carries, instead of files on disk.
'use strict';
const { posix } = require('node:path');
const { getAsset, getAssetKeys, getRawAsset } = require('node:sea');
const { Script } = require('node:vm');

const loaded = new Map();
const assets = new Set(getAssetKeys());

function load(name) {
  const known = loaded.get(name);
  if (known !== undefined) return known.exports;
  const module = { exports: {} };
  loaded.set(name, module);
  const source = `(function (exports, require, module, __filename, __dirname) {${getAsset(name, 'utf8')}\n})`;
  // What V8 compiled of it when the executable was made (warm-up.cjs); it looks for itself whether that fits.
  const cache = `${name}.cache`;
  const cachedData = assets.has(cache) ? Buffer.from(getRawAsset(cache)) : undefined;
  const run = new Script(source, { filename: name, cachedData }).runInThisContext();
  const folder = posix.dirname(name);
  run(
    module.exports,
    (wanted) => (wanted.startsWith('.') ? load(posix.join(folder, wanted)) : require(wanted)),
    module,
    name,
    folder,
  );
  return module.exports;
}

load('supportmail.cjs');
