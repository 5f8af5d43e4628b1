import { expect, test } from 'vitest';
import { folderWith, VALID } from '../config/load-text.ts';
import { recordLongTicket } from '../support/long-ticket.ts';
import { startInTerminal } from '../support/terminal.ts';

test('at a terminal a long export tells how far it is', { timeout: 60_000 }, async () => {
  const cwd = folderWith({ 'config.yaml': VALID });
  recordLongTicket(cwd, 1, 40_000);
  const terminal = startInTerminal(['tickets', 'export', '1', '--staff-view'], cwd);
  expect(await terminal.ended()).toBe(0);
  expect(terminal.shown()).toMatch(/Ticket 1: \d+ entries…/);
  expect(terminal.shown()).toContain('✔ Ticket 1 is in ticket-1.html (40000 messages).');
});
