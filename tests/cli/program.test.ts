import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { createProgram } from '../../src/cli/program.ts';
import { currentVersion } from '../../src/cli/version.ts';
import { run } from './run.ts';

const ESCAPE = '\u001B[';

function allCommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(allCommands)];
}

function everyCommand(): Command[] {
  const silent = { write: () => true };
  return allCommands(createProgram({ stdout: silent, stderr: silent, env: {}, cwd: '/' }));
}

describe('help', () => {
  test('--help goes to standard output and ends with 0', async () => {
    const { exitCode, out, err } = await run(['--help']);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(out).toContain('Usage: supportmail [options] [command]');
    expect(out).toContain('--config <path>');
  });

  test('no command at all shows the help, as an error', async () => {
    const { exitCode, out, err } = await run([]);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toContain('Usage: supportmail');
  });

  test.each(
    everyCommand()
      .filter((command) => command.commands.length === 0)
      .map((command) => [command]),
  )('of every command there are a description and examples', async (command) => {
    const path = [];
    for (let at: Command | null = command; at?.parent; at = at.parent) path.unshift(at.name());
    const { exitCode, out } = await run([...path, '--help']);
    expect(exitCode).toBe(0);
    expect(command.description()).not.toBe('');
    expect(out).toContain(`\nExamples:\n  $ supportmail ${path.join(' ')}`);
    expect(out).toContain('Global Options:');
  });
});

test('--version prints the version and nothing else', async () => {
  expect(await run(['--version'])).toEqual({ exitCode: 0, out: `${currentVersion()}\n`, err: '' });
  expect(currentVersion()).toMatch(/^\d+\.\d+\.\d+/);
});

describe('wrong usage ends with 2 and says what was probably meant', () => {
  test.each([
    [['conifg'], 'Did you mean config?'],
    [['config', 'chekc'], 'Did you mean check?'],
    [['config', 'show', '--jsn'], 'Did you mean --json?'],
    [['--config'], 'argument missing'],
    [['config', 'check', 'too', 'many'], 'Too many arguments'],
  ])('%j', async (argv, says) => {
    const { exitCode, out, err } = await run(argv);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toContain(says);
    expect(err).not.toContain('    at ');
  });
});

describe('errors', () => {
  const missing = ['config', 'check', '--config', '/nowhere/c.yaml'];

  test('an error that the operator can put right is two lines: what, and what to do', async () => {
    const { exitCode, out, err } = await run(missing);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err.trimEnd().split('\n')).toEqual([
      'There is no configuration file nowhere/c.yaml.',
      'Copy config.example.yaml to config.yaml and fill it in, or name another file with --config PATH.',
    ]);
  });

  test('--verbose adds where it comes from', async () => {
    expect((await run([...missing, '--verbose'])).err).toContain('    at ');
  });

  test('a mistake of the program is one sentence, and how to see more', async () => {
    const argv = ['config', 'check'];
    const cwd = null as unknown as string;
    const { exitCode, err } = await run(argv, { cwd });
    expect(exitCode).toBe(1);
    expect(err).toMatch(/^Something went wrong: .+\nThis is a mistake in supportmail itself.*--verbose.*\n$/);
    expect((await run([...argv, '--verbose'], { cwd })).err).toContain('    at ');
  });

  test('the token is taken out of whatever is said', async () => {
    const { err } = await run(['config', 'check', '-c', '/my-token/c.yaml'], { env: { DISCORD_TOKEN: 'my-token' } });
    expect(err).toContain('[secret]');
    expect(err).not.toContain('my-token');
  });
});

describe('colours', () => {
  test('are used on a terminal', async () => {
    expect((await run(['--help'], { isTTY: true })).out).toContain(ESCAPE);
    expect((await run(['config', 'check'], { isTTY: true })).err).toContain(ESCAPE);
  });

  test.each([
    ['away from a terminal', { isTTY: false, env: {} }],
    ['with NO_COLOR', { isTTY: true, env: { NO_COLOR: '1' } }],
    ['on a dumb terminal', { isTTY: true, env: { TERM: 'dumb' } }],
  ])('are left out %s', async (_, options) => {
    expect((await run(['--help'], options)).out).not.toContain(ESCAPE);
    expect((await run(['config', 'check'], options)).err).not.toContain(ESCAPE);
    expect((await run(['nothing'], options)).err).not.toContain(ESCAPE);
  });
});
