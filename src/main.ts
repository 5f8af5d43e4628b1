// Imports nothing up front: `--version` answers at once, and on an old Node the modules behind might not even load.
const OLDEST_NODE = 24;

async function main(argv: readonly string[]): Promise<number> {
  if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
    process.stderr.write(
      `supportmail needs Node ${OLDEST_NODE} or newer, and this is Node ${process.versions.node}.\n` +
        'Run it through the Node that comes with the project: node scripts/node.mjs dist/supportmail.cjs\n',
    );
    return 2;
  }
  if (argv[0] === '--version' || argv[0] === '-V') {
    const { currentVersion } = await import('./cli/version.ts');
    process.stdout.write(`${currentVersion()}\n`);
    return 0;
  }
  const { runCli } = await import('./cli/program.ts');
  const { stdout, stderr, env } = process;
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    // Who reads us has read enough, as in `supportmail config schema | head`.
    if (error.code === 'EPIPE') process.exit(0);
    stderr.write(`Standard output can’t be written: ${error.message}.\n`);
    process.exit(1);
  });
  return runCli(argv, { stdout, stderr, env, cwd: process.cwd() });
}

// CommonJS, which the build makes, has no await at the top.
async function setExitCode(): Promise<void> {
  process.exitCode = await main(process.argv.slice(2));
}

void setExitCode();
