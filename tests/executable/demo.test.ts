import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { startDemo, type DemoProcess } from '../support/demo-process.ts';
import { commandLine, testedFile } from '../support/program.ts';
import { openPageClient, type PageClient } from '../support/page-client.ts';

function run(...options: readonly string[]): SpawnSyncReturns<string> {
  const [command, ...args] = commandLine(testedFile);
  return spawnSync(command, [...args, 'demo', ...options], { encoding: 'utf8' });
}

describe('supportmail demo', () => {
  let demo: DemoProcess | null = null;
  let page: PageClient | null = null;
  afterEach(async () => {
    page?.close();
    await demo?.stop();
    page = null;
    demo = null;
  });

  async function openDemo(): Promise<{ demo: DemoProcess; page: PageClient; member: string; staff: string }> {
    demo = await startDemo();
    page = await openPageClient(demo.url);
    const { people } = page.frame;
    const member = people.find((person) => !person.staff)?.id ?? '';
    const staff = people.find((person) => person.staff)?.id ?? '';
    return { demo, page, member, staff };
  }

  function says(client: PageClient, channelId: string | undefined | null, text: string): boolean {
    const log = client.logs[channelId ?? ''] ?? [];
    return log.some(({ content, components }) => (content + JSON.stringify(components)).includes(text));
  }

  const dmOf = ({ frame }: PageClient, id: string): string | null | undefined =>
    frame.people.find((person) => person.id === id)?.dmChannelId;

  test('a direct message becomes a post, an answer comes back, /close closes', async () => {
    const { page, member, staff } = await openDemo();
    const dm = { type: 'dm' } as const;
    await page.act({ type: 'write', personId: member, place: dm, text: 'Hello there', replyTo: null });
    await page.until((client) => says(client, client.frame.posts[0]?.id, 'Hello there'));
    const place = { type: 'channel', channelId: page.frame.posts[0]?.id ?? '' } as const;
    await page.act({ type: 'write', personId: staff, place, text: 'Hello yourself', replyTo: null });
    await page.until((client) => says(client, dmOf(client, member), 'Hello yourself'));
    await page.act({ type: 'command', personId: staff, place, name: 'close', options: {} });
    await page.until(({ frame }) => frame.posts[0]?.archived === true && frame.posts[0].locked);
  });

  test('a killed bot is started again and goes on', async () => {
    const { demo, page, member } = await openDemo();
    const dm = { type: 'dm' } as const;
    await page.act({ type: 'write', personId: member, place: dm, text: 'Before', replyTo: null });
    await page.until((client) => says(client, client.frame.posts[0]?.id, 'Before'));
    const bots = demo.bots();
    expect(bots).toHaveLength(1);
    for (const bot of bots) process.kill(bot, 'SIGKILL');
    await page.until(({ frame }) => !frame.bot.online);
    await page.until(({ frame }) => frame.bot.online);
    await page.act({ type: 'write', personId: member, place: dm, text: 'After', replyTo: null });
    await page.until((client) => says(client, client.frame.posts[0]?.id, 'After'));
    expect(page.frame.posts).toHaveLength(1);
    expect(demo.output()).toContain('The bot ended (SIGKILL). It is started again');
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s ends everything with 0 and leaves nothing behind',
    async (signal) => {
      const folder = mkdtempSync(join(tmpdir(), 'supportmail-test-'));
      demo = await startDemo({ TMPDIR: folder });
      const bots = demo.bots();
      expect(readdirSync(folder)).toEqual([expect.stringMatching(/^supportmail-demo-/)]);
      expect(await demo.stop(signal)).toBe(0);
      expect(readdirSync(folder)).toEqual([]);
      for (const bot of bots) expect(() => process.kill(bot, 0)).toThrow('ESRCH');
      rmSync(folder, { recursive: true });
    },
  );

  test('a database of one’s own is used and kept', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'supportmail-test-'));
    demo = await startDemo({}, ['--database', join(folder, 'kept.db')]);
    await demo.stop();
    expect(readdirSync(folder)).toContain('kept.db');
    rmSync(folder, { recursive: true });
  });

  test('a port in use is told in two lines, with what to do', async () => {
    demo = await startDemo();
    const { port } = new URL(demo.url);
    const second = run('--port', port);
    expect(second.status).toBe(1);
    expect(second.stderr.trim().split('\n')).toEqual([
      `Port ${port} on this machine is in use.`,
      'Choose another one with --port, or leave it out: then any free one is taken.',
    ]);
  });

  test.each(['-1', '65536', 'http', '1.5'])('%s is no port', (port) => {
    const { status, stderr } = run(`--port=${port}`);
    expect(status).toBe(2);
    expect(stderr).toContain('A port is a number from 0 to 65535.');
  });
});
