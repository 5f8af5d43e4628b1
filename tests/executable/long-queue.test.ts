import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import SqliteDatabase from 'better-sqlite3';
import { afterAll, describe, expect, test } from 'vitest';
import { badGateway } from '../../src/sandbox/faults.ts';
import { plantTickets } from '../support/planted-tickets.ts';
import { setStage, shown } from '../support/stage.ts';
import { endProcesses, startBot } from '../support/start-process.ts';
import type { StartedProcess } from '../support/start-process.ts';

afterAll(endProcesses);

/** https://man7.org/linux/man-pages/man5/proc_pid_status.5.html */
const canMeasure = existsSync('/proc/self/status');
const residentMiB = ({ pid }: StartedProcess): number =>
  Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

const tickets = 100;
const perTicket = 100;
/** So that ten thousand messages, kept in memory as they come and go, would be several times as much as is allowed. */
const filler = 'word '.repeat(380).trim();
/** What a bot may take beyond what it takes anyway. */
const allowedMiB = 80;
/** Without limits Node first takes more, and looks only then for what is no longer needed; beyond them it ends. */
const nodeOptions = '--max-semi-space-size=4 --max-old-space-size=64';
/** At Discord's pace all ten thousand take four minutes; two hundred must do. `DELIVER_ALL=1` waits for the last. */
const delivered = process.env['DELIVER_ALL'] === undefined ? 200 : tickets * perTicket;

describe.skipIf(!canMeasure)('ten thousand messages that wait while Discord is down', () => {
  test('take little memory and few requests, outlive a kill, and arrive in order', { timeout: 400_000 }, async () => {
    const stage = await setStage({ patienceMs: 350_000, tickets: ['receipts: false'] });
    const { traffic, faults } = stage.sandbox;
    const planted = plantTickets(stage, tickets);
    let bot = startBot(stage, { nodeOptions });
    await bot.says('Ready:');
    const waiting = (): number => {
      const database = new SqliteDatabase(join(stage.folder, 'supportmail.db'), { readonly: true });
      const count = database.prepare<[], number>('SELECT count(*) FROM outbox').pluck().get() ?? 0;
      database.close();
      return count;
    };
    const posts = () => planted.map(({ postId }) => stage.sandbox.world.messages.get(postId) ?? []);
    const copies = (): string[][] =>
      posts().map((messages) => messages.map(shown).flatMap((text) => text.split('\n').slice(1)));
    // What is loaded and compiled once isn't what is measured.
    for (const { person } of planted) person.dm(`0 ${filler}`);
    await stage.until(() => copies().every((texts) => texts.length === 2));
    await stage.until(() => waiting() === 0);
    const before = residentMiB(bot);

    const down = faults.add({ method: 'POST', times: Infinity, when: 'before', effect: badGateway() });
    for (let number = 1; number <= perTicket; number += 1) {
      for (const { person } of planted) person.dm(`${number} ${filler}`);
      // People don't all write within a second.
      await sleep(20);
    }
    await stage.until(() => waiting() >= tickets * perTicket);
    const queued = residentMiB(bot);
    traffic.clear();
    const { now } = stage.sandbox.world.clock;
    const begun = now();
    await sleep(4_000);
    // On a busy machine it took longer.
    const perSecond = traffic.exchanges.filter(({ at }) => at - begun < 4_000).length / 4;
    expect(perSecond).toBeLessThanOrEqual(50);
    expect(Math.max(queued, residentMiB(bot)) - before).toBeLessThan(allowedMiB);

    bot.signal('SIGKILL');
    await bot.end(10_000);
    bot = startBot(stage, { nodeOptions });
    await bot.says('Ready:');
    await sleep(1_000);
    expect(residentMiB(bot) - before).toBeLessThan(allowedMiB);

    down.remove();
    await stage.until(() => copies().flat().length >= tickets * 2 + delivered);
    expect(residentMiB(bot) - before).toBeLessThan(allowedMiB);
    const written = ['Hello', ...Array.from({ length: perTicket + 1 }, (_, number) => `${number} ${filler}`)];
    for (const texts of copies()) expect(texts).toEqual(written.slice(0, texts.length));
    bot.signal('SIGTERM');
    expect((await bot.end(15_000)).code).toBe(0);
    await stage.stop();
  });
});
