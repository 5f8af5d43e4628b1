import { execFile, spawnSync } from 'node:child_process';
import type { SpawnSyncReturns } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/storage/database.ts';
import { packagedFile } from '../support/program.ts';

// The folder with nothing in it but the executable, and what lies where an operator's things lie.
let alone: string;
let program: string;
let operator: string;
const database = (): string => join(operator, 'data', 'supportmail.db');

beforeAll(() => {
  alone = mkdtempSync(join(tmpdir(), 'supportmail-alone-'));
  chmodSync(alone, 0o755);
  program = join(alone, 'supportmail');
  copyFileSync(packagedFile, program);
});
afterAll(() => rmSync(alone, { recursive: true, force: true }));

beforeEach(() => {
  operator = mkdtempSync(join(tmpdir(), 'supportmail-operator-'));
  chmodSync(operator, 0o777);
  for (const name of ['data', 'home', 'tmp', 'cache']) mkdirSync(join(operator, name));
  writeFileSync(
    join(operator, 'config.yaml'),
    `database: ${database()}\nservers: [{ id: 100000000000000001, forum: 100000000000000002 }]\n`,
  );
  openDatabase(database()).close();
});
afterEach(() => rmSync(operator, { recursive: true, force: true }));

type Environment = Readonly<Record<string, string>>;

const readDatabase = (): string[] => ['snippets', 'list', '--json', '--config', join(operator, 'config.yaml')];

function run(env: Environment, command: readonly string[] = []): SpawnSyncReturns<string> {
  const [first = '', ...rest] = [...command, program, ...readDatabase()];
  return spawnSync(first, rest, { cwd: alone, env, encoding: 'utf8', timeout: 10_000 });
}

const works = { status: 0, stdout: '[]\n', stderr: '' };

function addonsIn(...path: readonly string[]): string[] {
  const folder = join(operator, ...path);
  return existsSync(folder) ? readdirSync(folder) : [];
}

const anAddon = expect.stringMatching(/^better_sqlite3-[0-9a-f]{16}\.node$/);
// Nobody, root included, may write there.
const unwritable = '/proc';

function putLink(file: string): void {
  rmSync(file);
  symlinkSync('/etc/hostname', file);
}

describe('copied alone into an empty folder', () => {
  test('it runs with an empty environment', () => {
    const { status, stdout, stderr } = spawnSync(program, ['--version'], { cwd: alone, env: {}, encoding: 'utf8' });
    expect({ status, stdout, stderr }).toEqual({
      status: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      stderr: '',
    });
    expect(run({ TMPDIR: join(operator, 'tmp') })).toMatchObject(works);
    expect(readdirSync(alone)).toEqual(['supportmail']);
  });

  test('it makes a backup, and looks that copy through', () => {
    const target = join(operator, 'copy.db');
    const argv = ['db', 'backup', target, '--config', join(operator, 'config.yaml')];
    const { status, stderr } = spawnSync(program, argv, {
      cwd: alone,
      env: { TMPDIR: join(operator, 'tmp') },
      encoding: 'utf8',
    });
    expect({ status, stderr, isThere: existsSync(target) }).toEqual({ status: 0, stderr: '', isThere: true });
  });

  test('nothing of the machine’s Node settings gets into it', () => {
    const env = { HOME: join(operator, 'home'), NODE_OPTIONS: '--require /nowhere.js' };
    expect(run(env)).toMatchObject(works);
  });
});

describe('SQLite, which the system loads from a file only,', () => {
  test('goes to the user’s cache folder, readable by them alone', () => {
    expect(run({ HOME: join(operator, 'home') })).toMatchObject(works);
    expect(addonsIn('home/.cache/supportmail')).toEqual([anAddon]);
    expect(lstatSync(join(operator, 'home/.cache/supportmail')).mode & 0o777).toBe(0o700);
  });

  test('goes to the temporary folder where the home folder can’t be written to', () => {
    expect(run({ HOME: unwritable, TMPDIR: join(operator, 'tmp') })).toMatchObject(works);
    expect(addonsIn('tmp', `supportmail-${process.getuid?.()}`)).toEqual([anAddon]);
  });

  test('lies beside the database where that can’t be written to either', () => {
    expect(run({ HOME: unwritable, TMPDIR: unwritable })).toMatchObject(works);
    expect(addonsIn('data/.supportmail-native')).toEqual([anAddon]);
  });

  test.skipIf(process.getuid?.() !== 0)('finds a place for a user whom the system has no entry for', () => {
    chmodSync(join(operator, 'tmp'), 0o777);
    chmodSync(join(operator, 'data'), 0o777);
    for (const file of readdirSync(join(operator, 'data'))) chmodSync(join(operator, 'data', file), 0o666);
    const stranger = ['setpriv', '--reuid=54321', '--regid=54321', '--clear-groups'];
    expect(run({ TMPDIR: join(operator, 'tmp'), PATH: process.env['PATH'] ?? '' }, stranger)).toMatchObject(works);
    expect(addonsIn('tmp/supportmail-54321')).toEqual([anAddon]);
  });

  test('fails where no place is left, and says which were tried and what to do', () => {
    const { status, stderr } = run({ SUPPORTMAIL_CACHE_DIR: join(unwritable, 'here') });
    expect({ status, lines: stderr.trimEnd().split('\n') }).toEqual({
      status: 1,
      lines: [
        'SQLite could not be unpacked for this machine to load it:',
        expect.stringMatching(/^ {2}\/proc\/here: ENOENT/),
        'Name a folder that only this user may write to, and that allows programs, in SUPPORTMAIL_CACHE_DIR.',
      ],
    });
  });

  test('isn’t loaded from a folder that others may write to', () => {
    chmodSync(join(operator, 'cache'), 0o777);
    const { status, stderr } = run({ SUPPORTMAIL_CACHE_DIR: join(operator, 'cache') });
    expect({ status, isTold: stderr.includes('others may write to it') }).toEqual({ status: 1, isTold: true });
    expect(addonsIn('cache')).toEqual([]);
  });

  test.each([
    ['cut off', (file: string) => writeFileSync(file, readFileSync(file).subarray(0, 1000))],
    ['altered', (file: string) => writeFileSync(file, readFileSync(file).fill(0, 5000, 6000))],
    ['a link to elsewhere', putLink],
  ])('is written anew where the file is %s', (_, spoil) => {
    const env = { SUPPORTMAIL_CACHE_DIR: join(operator, 'cache') };
    run(env);
    const [name = ''] = addonsIn('cache');
    const file = join(operator, 'cache', name);
    const whole = readFileSync(file);
    spoil(file);
    expect(run(env)).toMatchObject(works);
    expect({ isFile: lstatSync(file).isFile(), isWhole: readFileSync(file).equals(whole) }).toEqual({
      isFile: true,
      isWhole: true,
    });
  });

  test('is unpacked once by eight first starts at once', async () => {
    const env = { SUPPORTMAIL_CACHE_DIR: join(operator, 'cache') };
    const start = (): Promise<{ stdout: string }> => promisify(execFile)(program, readDatabase(), { cwd: alone, env });
    const ends = await Promise.all(Array.from({ length: 8 }, start));
    expect(ends.map(({ stdout }) => stdout)).toEqual(Array.from({ length: 8 }, () => '[]\n'));
    expect(addonsIn('cache')).toEqual([anAddon]);
  });
});
