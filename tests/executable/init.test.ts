import { readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { linkIn, newBot } from '../support/new-bot.ts';
import type { NewBot } from '../support/new-bot.ts';
import { startInTerminal } from '../support/terminal.ts';
import { endProcesses } from '../support/start-process.ts';

let bot: NewBot;
beforeEach(async () => {
  bot = await newBot();
});
afterEach(async () => {
  await endProcesses();
  await bot.stop();
});

const enter = '\r';
const down = '\u001B[B';
const interrupt = '\u0003';

test('at a terminal everything is asked, one thing after the other', { timeout: 60_000 }, async () => {
  const { sandbox, application, server, folder } = bot;
  server.addForum({ name: 'open-forum', visibleTo: [] });
  const terminal = startInTerminal(['init', '--api-url', sandbox.apiUrl], folder);
  await terminal.asks('Bot token', `wrong-token${enter}`);
  await terminal.asks('Discord rejects that token', '');
  await terminal.asks('Bot token', application.token + enter);
  await terminal.asks('Switch it on?', enter);
  await terminal.asks('Waiting for the bot to join', '');
  bot.invite(linkIn(terminal.shown()));
  await terminal.asks('Who is staff', ` ${enter}`);
  await terminal.asks('In which language', down + enter);
  await terminal.asks('Which forum', enter);
  await terminal.asks('Next: supportmail setup', '');
  expect(await terminal.ended()).toBe(0);
  const config = readFileSync(join(folder, 'config.yaml'), 'utf8');
  expect(config).toContain(`  token: "${application.token}"\n`);
  expect(config).toContain('\nlanguage: de\n');
  expect(config).toContain(`        - ${bot.support.id} # Support\n`);
  expect(config).toMatch(/The forum that holds the tickets: #tickets\./);
  // As it is typed it isn't shown.
  expect(terminal.shown()).not.toContain(application.token);
});

test('Ctrl-C ends it with 130, and nothing is written', { timeout: 60_000 }, async () => {
  const terminal = startInTerminal(['init', '--api-url', bot.sandbox.apiUrl], bot.folder);
  await terminal.asks('Bot token', interrupt);
  expect(await terminal.ended()).toBe(130);
  expect(terminal.shown()).toContain('Stopped: no configuration was written.');
  expect(existsSync(join(bot.folder, 'config.yaml'))).toBe(false);
});

test('Ctrl-C ends the waiting for the bot, too', { timeout: 60_000 }, async () => {
  const env = { DISCORD_TOKEN: bot.application.token };
  const terminal = startInTerminal(['init', '--no-enable-intent', '--api-url', bot.sandbox.apiUrl], bot.folder, env);
  await terminal.asks('Waiting for the bot to join', interrupt);
  expect(await terminal.ended()).toBe(130);
});
