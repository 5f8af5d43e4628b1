import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { folderWith, VALID } from '../config/load-text.ts';
import { recordLongTicket } from '../support/long-ticket.ts';
import { endProcesses, startProcess } from '../support/start-process.ts';

afterEach(() => endProcesses());

test.each(['SIGINT', 'SIGTERM'] as const)(
  'an export that is broken off by %s leaves what was there, and nothing half done',
  { timeout: 60_000 },
  async (signal) => {
    const cwd = folderWith({ 'config.yaml': VALID });
    recordLongTicket(cwd, 1, 1);
    recordLongTicket(cwd, 2, 60_000);
    writeFileSync(join(cwd, 'ticket-2.html'), 'before');
    const exporting = startProcess({ argv: ['tickets', 'export', '1', '2', '--staff-view'], cwd });
    const isUnderWay = (): boolean => readdirSync(cwd).some((name) => name.startsWith('.ticket-2.html.'));
    while (!isUnderWay()) await sleep(10);
    exporting.signal(signal);
    const { code, stderr, stdout } = await exporting.end(20_000);
    expect({ code, stderr, stdout }).toEqual({
      code: 130,
      stderr: 'Stopped. What was written until then is whole.\n',
      stdout: '',
    });
    expect(readFileSync(join(cwd, 'ticket-1.html'), 'utf8')).toMatch(/<\/html>\n$/);
    expect(readFileSync(join(cwd, 'ticket-2.html'), 'utf8')).toBe('before');
    expect(readdirSync(cwd).filter((name) => name.endsWith('.part'))).toEqual([]);
  },
);
