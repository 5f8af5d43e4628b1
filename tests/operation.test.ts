import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const folder = join(import.meta.dirname, '..', 'scripts', 'operation');
const unit = readFileSync(join(folder, 'supportmail.service'), 'utf8');
const image = readFileSync(join(folder, 'Dockerfile'), 'utf8');

const analyze = (...args: string[]) => spawnSync('systemd-analyze', args, { encoding: 'utf8' });
const isThere = analyze('--version').status === 0;

describe('the unit for systemd', () => {
  // Shown as skipped where there is no systemd.
  test.skipIf(!isThere)('is one that systemd understands', () => {
    const copies = mkdtempSync(join(tmpdir(), 'supportmail-unit-'));
    const file = join(copies, 'supportmail.service');
    // systemd wants the executable to be there.
    writeFileSync(file, unit.replace('/usr/local/bin/supportmail', process.execPath));
    const { status, stdout, stderr } = analyze('verify', '--man=no', file);
    rmSync(copies, { recursive: true });
    expect({ status, said: (stdout + stderr).split('\n').filter((line) => line.includes('supportmail')) }).toEqual({
      status: 0,
      said: [],
    });
  });

  test('stays down where a start again mends nothing, ends softly, and reads its configuration again', () => {
    expect(unit).toContain('RestartPreventExitStatus=2\n');
    expect(Number(/TimeoutStopSec=(\d+)/.exec(unit)?.[1])).toBeGreaterThan(10);
    expect(unit).toContain('ExecReload=/bin/kill -HUP $MAINPID\n');
  });

  test('gives the bot no right that it needs none of', () => {
    for (const line of ['DynamicUser=yes', 'NoNewPrivileges=yes', 'ProtectSystem=strict', 'CapabilityBoundingSet=']) {
      expect(unit.split('\n')).toContain(line);
    }
    expect(unit).not.toMatch(/^Environment=.*TOKEN/m);
  });
});

test('the image runs the executable as nobody in particular, with a program that gets the signals', () => {
  expect(image).toContain('COPY dist/supportmail ');
  expect(image).toMatch(/^USER supportmail$/m);
  expect(image).toMatch(/^ENTRYPOINT \["/m);
  expect(image).not.toMatch(/^(ARG|ENV) .*TOKEN/m);
});
