import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mountPage } from '../../src/sandbox/control.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { createDemoWorld, type DemoWorld } from '../../src/sandbox/scenario.ts';
import { openPageClient, type PageClient } from '../support/page-client.ts';

let sandbox: Sandbox;
let demo: DemoWorld;
let closePage: () => void;

beforeEach(async () => {
  sandbox = await startSandbox();
  demo = createDemoWorld(sandbox);
  closePage = mountPage(sandbox, demo);
});
afterEach(async () => {
  closePage();
  await sandbox.stop();
});

/** The status of a request with headers that `fetch` would not let one set. */
function statusOf(path: string, headers: Record<string, string>, method = 'GET'): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(`${sandbox.url}${path}`, { method, headers }, (answer) => {
      resolve(answer.statusCode);
      answer.destroy();
    });
    sent.on('error', reject);
    sent.end(method === 'POST' ? '{}' : undefined);
  });
}

describe('other websites can’t drive the page', () => {
  const files = ['/', '/page.js', '/page.css', '/icon.svg'];
  const doings = ['/sandbox/actions', '/sandbox/troubles'];

  test.each([...files, '/sandbox/events', '/sandbox/commands', ...doings])(
    '%s answers under its own name only',
    async (path) => {
      expect(await statusOf(path, { host: 'evil.example' })).toBe(403);
      expect(await statusOf(path, { host: `evil.example:${new URL(sandbox.url).port}` })).toBe(403);
    },
  );

  test.each(['https://evil.example', 'null', 'http://127.0.0.1', 'http://localhost:1'])(
    'what comes from %s is refused',
    async (origin) => {
      const headers = { origin, 'content-type': 'application/json' };
      for (const path of doings) expect(await statusOf(path, headers, 'POST')).toBe(403);
    },
  );

  test.each(doings)('%s takes JSON alone, which a form on another website can’t send', async (path) => {
    expect(await statusOf(path, { 'content-type': 'text/plain' }, 'POST')).toBe(415);
  });

  test('the page may load from its own origin only, and may not be framed', async () => {
    const policy = (await fetch(sandbox.url)).headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|http|\*/);
  });
});

describe('what the page is told', () => {
  let page: PageClient;
  beforeEach(async () => {
    page = await openPageClient(sandbox.url);
  });
  afterEach(() => page.close());

  test('everything at first: the people of both sides, the forum, and that no bot is there', () => {
    const { people, bot, forum, posts } = page.frame;
    expect(people.filter(({ staff }) => !staff)).toHaveLength(3);
    expect(people.filter(({ staff }) => staff)).toHaveLength(3);
    expect(bot.online).toBe(false);
    expect(forum.name).toBe('tickets');
    expect(posts).toEqual([]);
  });

  test('then each change: messages, edits, posts', async () => {
    const [member] = demo.members;
    const message = member.dm('Hello');
    await page.until(({ logs }) => logs[message.channelId]?.[0]?.content === 'Hello');
    member.edit(message, 'Hello there');
    await page.until(({ logs }) => logs[message.channelId]?.[0]?.editedAt !== null);
    const post = demo.staff[0].post(demo.forum.id, 'By hand', 'First');
    await page.until(({ frame, logs }) => frame.posts[0]?.title === 'By hand' && logs[post.id]?.length === 1);
  });

  test('closed posts last, the liveliest first', async () => {
    const ids = ['a', 'b', 'c'].map((title) => demo.staff[0].post(demo.forum.id, title, title).id);
    const [a = '', b = ''] = ids;
    sandbox.world.clock.advance(1000);
    demo.staff[0].write(a, 'once more');
    demo.manager.changePost(b, { archived: true });
    await page.until(({ frame }) => frame.posts.map(({ title }) => title).join('') === 'acb');
  });

  test('many changes at once come together', async () => {
    const [member] = demo.members;
    for (let count = 0; count < 200; count += 1) member.dm(`Message ${count}`);
    const channelId = member.dmMessages()[0]?.channelId ?? '';
    await page.until(({ logs }) => logs[channelId]?.length === 200);
  });
});

describe('what the page can have people do', () => {
  let page: PageClient;
  beforeEach(async () => {
    page = await openPageClient(sandbox.url);
  });
  afterEach(() => page.close());

  const dm = { type: 'dm' } as const;

  test('write and reply', async () => {
    const [member] = demo.members;
    expect(await page.act({ type: 'write', personId: member.id, place: dm, text: 'One', replyTo: null })).toEqual({
      type: 'done',
    });
    const replyTo = member.dmMessages()[0]?.id ?? '';
    await page.act({ type: 'write', personId: member.id, place: dm, text: 'Two', replyTo });
    expect(member.dmMessages().map(({ replyTo }) => replyTo?.messageId ?? null)).toEqual([null, replyTo]);
  });

  test('send files, which others then find in the message', async () => {
    const [mia] = demo.members;
    const files = [
      { name: 'a log.txt', contentType: 'text/plain', base64: btoa('It broke') },
      { name: 'unknown', contentType: null, base64: '' },
    ];
    await page.act({ type: 'write', personId: mia.id, place: dm, text: '', replyTo: null, files });
    const channelId = mia.dmMessages()[0]?.channelId ?? '';
    await page.until(({ logs }) => logs[channelId]?.length === 1);
    const attachments = page.logs[channelId]?.[0]?.attachments ?? [];
    expect(attachments).toMatchObject([
      { name: 'a_log.txt', size: 8, contentType: 'text/plain', description: null, picture: null },
      { name: 'unknown', size: 0, contentType: null },
    ]);
    const [url = ''] = attachments.map((file) => file.url);
    expect(url).toMatch(/^\/cdn\//);
    expect(await (await fetch(`${sandbox.url}${url}`)).text()).toBe('It broke');
  });

  test('send no more than one piece can hold', async () => {
    const [{ id }] = demo.members;
    const files = [{ name: 'large.bin', contentType: null, base64: 'A'.repeat(36 * 1024 * 1024) }];
    const result = await page.act({ type: 'write', personId: id, place: dm, text: '', replyTo: null, files });
    expect(result).toEqual({ type: 'failed', reason: 'That is too much for one message.' });
    expect(demo.members[0].dmMessages()).toEqual([]);
  });

  test('edit and delete their own messages, and nobody else’s', async () => {
    const [mia, jonas] = demo.members;
    const message = mia.dm('One');
    const target = { personId: mia.id, messageId: message.id };
    expect(await page.act({ type: 'edit', ...target, text: 'Two' })).toEqual({ type: 'done' });
    expect(message.content).toBe('Two');
    const refused = { type: 'failed', reason: expect.stringMatching(/can't/) };
    expect(await page.act({ type: 'edit', ...target, personId: jonas.id, text: 'Three' })).toEqual(refused);
    expect(await page.act({ type: 'delete', ...target, personId: jonas.id })).toEqual(refused);
    expect(await page.act({ type: 'delete', ...target })).toEqual({ type: 'done' });
    expect(mia.dmMessages()).toEqual([]);
    const gone = { type: 'failed', reason: 'That message is gone.' };
    expect(await page.act({ type: 'edit', ...target, text: 'Four' })).toEqual(gone);
  });

  test('open the menus of a message and of somebody, which are empty where nothing is offered', async () => {
    const post = demo.staff[0].post(demo.forum.id, 'Private', 'First');
    const menus = async (parameters: Record<string, string>): Promise<unknown> =>
      (await fetch(`${sandbox.url}/sandbox/menus?${new URLSearchParams(parameters).toString()}`)).json();
    const personId = demo.staff[0].id;
    expect(await menus({ personId, messageId: post.id })).toEqual([]);
    expect(await menus({ personId, messageId: '1' })).toEqual([]);
    expect(await menus({ personId, aboutId: personId, channelId: post.id })).toEqual([]);
    demo.server.removeMember(demo.members[0]);
    expect(await menus({ personId: demo.members[0].id, aboutId: personId })).toEqual([]);
    const refused = { type: 'failed', reason: 'robin.h isn\'t offered "Send to user" there' };
    const use = { type: 'menu', personId, messageId: post.id, name: 'Send to user' } as const;
    expect(await page.act(use)).toEqual(refused);
  });

  test('close direct messages, leave and come back; the page hears of it at once', async () => {
    const [{ id: personId }] = demo.members;
    const state = (): boolean[] =>
      page.frame.people.filter(({ id }) => id === personId).flatMap(({ dmsOpen, inServer }) => [dmsOpen, inServer]);
    expect(state()).toEqual([true, true]);
    await page.act({ type: 'takeDms', personId, isOpen: false });
    await page.act({ type: 'join', personId, isMember: false });
    await page.until(() => String(state()) === 'false,false');
    await page.act({ type: 'join', personId, isMember: true });
    await page.act({ type: 'join', personId, isMember: true });
    await page.act({ type: 'takeDms', personId, isOpen: true });
    await page.until(() => String(state()) === 'true,true');
  });

  test('change a post by hand, as far as they may', async () => {
    const post = demo.staff[0].post(demo.forum.id, 'Private', 'First');
    const change = { type: 'changePost', postId: post.id, change: 'delete' } as const;
    const refused = { type: 'failed', reason: expect.stringMatching(/can't delete that post/) };
    expect(await page.act({ ...change, personId: demo.members[0].id })).toEqual(refused);
    expect(await page.act({ ...change, personId: demo.manager.id })).toEqual({ type: 'done' });
    await page.until(({ frame }) => frame.posts.length === 0);
  });

  test('send no sticker that there isn’t', async () => {
    const extra = { type: 'sticker', id: '1' } as const;
    const result = await page.act({ type: 'sendExtra', personId: demo.members[0].id, place: dm, extra });
    expect(result).toEqual({ type: 'failed', reason: 'There is no such sticker.' });
  });

  test('nothing that they couldn’t do in Discord: the reason is told', async () => {
    const post = demo.staff[0].post(demo.forum.id, 'Private', 'First');
    const place = { type: 'channel', channelId: post.id } as const;
    const { id } = demo.members[0];
    const result = await page.act({ type: 'write', personId: id, place, text: 'Let me in', replyTo: null });
    expect(result).toEqual({ type: 'failed', reason: expect.stringMatching(/\w/) });
  });

  test('nothing as somebody who isn’t there', async () => {
    const result = await page.act({ type: 'write', personId: '1', place: dm, text: 'Hello', replyTo: null });
    expect(result).toEqual({ type: 'failed', reason: 'There is no such person in this simulation.' });
  });
});
