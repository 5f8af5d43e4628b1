// Runs a bundle until it would connect to Discord, and writes down what V8 has compiled by then, for the executable to begin with:
//   node warm-up.cjs BUNDLE ADDON OUTPUT
'use strict';
const { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { dirname, join, posix } = require('node:path');
const { Script } = require('node:vm');

const [bundle, addon, output] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'supportmail-warm-up-'));
const config = join(folder, 'config.yaml');
const scripts = new Map();
const loaded = new Map();

function load(name) {
  const known = loaded.get(name);
  if (known !== undefined) return known.exports;
  const module = { exports: {} };
  loaded.set(name, module);
  // Word for word what package-main.cjs makes of it, or V8 takes nothing of this.
  const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(join(bundle, name), 'utf8')}\n})`;
  const script = new Script(source, { filename: name });
  scripts.set(name, script);
  const at = posix.dirname(name);
  const required = (wanted) => {
    if (wanted.endsWith('better_sqlite3.node')) return require(addon);
    return wanted.startsWith('.') ? load(posix.join(at, wanted)) : require(wanted);
  };
  script.runInThisContext()(module.exports, required, module, name, at);
  return module.exports;
}

process.once('exit', () => {
  for (const [name, script] of scripts) {
    const file = join(output, `${name}.cache`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, script.createCachedData());
  }
  rmSync(folder, { recursive: true, force: true });
  process.exitCode = 0;
});

// Nobody listens there.
const unreachable = 'discord: { api_url: "http://127.0.0.1:9/api" }\nlog: { level: fatal }\n';
writeFileSync(config, `${unreachable}servers: [{ id: 100000000000000001, forum: 100000000000000002 }]\n`, {
  mode: 0o600,
});
process.env.DISCORD_TOKEN = 'warm-up';
process.argv = [process.argv[0], 'supportmail', 'start', '--config', config];
setTimeout(() => process.exit(), 3_000);
load('supportmail.cjs');
