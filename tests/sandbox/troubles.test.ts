import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mountPage } from '../../src/sandbox/control.ts';
import { openPageClient, type PageClient } from '../support/page-client.ts';
import { identify, listen, supportIntents } from '../support/probe.ts';
import { setStage, type Stage } from './stage.ts';

let stage: Stage;
let page: PageClient;
let closePage: () => void;
let isRunning = true;
let kills = 0;

/** Stands for the process of a bot. */
function kill(): boolean {
  if (isRunning) kills += 1;
  return isRunning;
}

beforeEach(async () => {
  isRunning = true;
  kills = 0;
  stage = await setStage();
  closePage = mountPage(stage.sandbox, stage, { kill, notePrefix: '//' });
  page = await openPageClient(stage.sandbox.url);
});
afterEach(async () => {
  page.close();
  closePage();
  await stage[Symbol.asyncDispose]();
});

const path = (): string => `/channels/${stage.dmId}/messages`;
const dms = (): number => stage.members[0].dmMessages().length;

describe('the page lets its visitor', () => {
  test('kill the bot, and counts how often that hit one', async () => {
    await page.cause({ type: 'killBot' });
    await page.until(({ frame }) => frame.troubles.kills === 1);
    isRunning = false;
    await page.cause({ type: 'killBot' });
    expect([kills, page.frame.troubles.kills]).toEqual([1, 1]);
  });

  test('make every request fail, until it is switched off', async () => {
    await page.cause({ type: 'failRequests', isOn: true });
    await page.cause({ type: 'failRequests', isOn: true });
    await page.until(({ frame }) => frame.troubles.isFailing);
    for (let times = 0; times < 3; times += 1) {
      expect((await stage.call('POST', path(), { content: 'x' })).status).toBe(500);
      expect((await stage.call('GET', path())).status).toBe(500);
    }
    expect(dms()).toBe(1);
    await page.cause({ type: 'failRequests', isOn: false });
    await page.until(({ frame }) => !frame.troubles.isFailing);
    expect((await stage.call('POST', path(), { content: 'x' })).status).toBe(200);
  });

  test('lose the answers to what is done, until it is switched off; what is only read is answered', async () => {
    await page.cause({ type: 'loseAnswers', isOn: true });
    await page.until(({ frame }) => frame.troubles.isLosingAnswers);
    await expect(stage.call('POST', path(), { content: 'x' })).rejects.toThrow('fetch failed');
    expect(dms()).toBe(2);
    expect((await stage.call('GET', path())).status).toBe(200);
    await page.cause({ type: 'loseAnswers', isOn: false });
    expect((await stage.call('POST', path(), { content: 'y' })).status).toBe(200);
    await page.until(({ frame }) => !frame.troubles.isLosingAnswers);
  });

  test('not make the page’s own pictures fail', async () => {
    stage.members[0].dm('', { files: [{ name: 'a.txt', bytes: Buffer.from('Hello') }] });
    await page.cause({ type: 'failRequests', isOn: true });
    await page.until(({ logs }) => logs[stage.dmId]?.length === 2);
    const url = page.logs[stage.dmId]?.at(-1)?.attachments[0]?.url ?? '';
    expect(await (await fetch(`${stage.sandbox.url}${url}`)).text()).toBe('Hello');
  });

  test.each([
    ['which it may resume', true, 0, 'RESUMED'],
    ['which is forgotten', false, 9, null],
  ])('cut the bot’s connection, %s', async (_how, isResumable, op, t) => {
    const { token, sandbox } = stage;
    const session = (await (await identify(sandbox, token, supportIntents)).event('READY')).d['session_id'];
    await page.until(({ frame }) => frame.bot.online);
    await page.cause({ type: 'cutConnection', isResumable });
    await page.until(({ frame }) => !frame.bot.online);
    const again = listen(sandbox);
    await again.until((packet) => packet.op === 10);
    again.send(6, { token, session_id: session, seq: 1 });
    await again.until((packet) => packet.op === op && packet.t === t);
  });
});

test('the page counts what became of the messages', async () => {
  const postId = await stage.openPost('#1 · Mia');
  stage.members[0].dm('Hello');
  await page.until(({ frame }) => frame.counts.waiting === 1);
  await stage.call('POST', `/channels/${postId}/messages`, { content: '-# Mia\nHello' });
  await page.until(({ frame }) => frame.counts.delivered === 1);
  await stage.call('POST', `/channels/${postId}/messages`, { content: '-# Mia\nHello' });
  await page.until(({ frame }) => frame.counts.doubled === 1);
  stage.staff[0].write(postId, '// a note');
  stage.staff[0].write(postId, 'An answer');
  await page.until(({ frame }) => frame.counts.written === 2);
});
