import { once } from 'node:events';
import type { Client, Message as ReceivedMessage } from 'discord.js';
import { Routes } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDemoWorld, posts, type DemoWorld } from '../../src/sandbox/scenario.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { createClient } from '../support/bot.ts';
import { startTestSandbox } from '../support/sandbox.ts';

let sandbox: Sandbox;
let demo: DemoWorld;
let client: Client;

beforeEach(async () => {
  sandbox = await startTestSandbox();
  demo = createDemoWorld(sandbox);
  client = createClient(sandbox);
  const ready = once(client, 'clientReady');
  await client.login(demo.application.token);
  await ready;
});

afterEach(async () => {
  await client.destroy();
  await sandbox.stop();
});

async function nextMessage(): Promise<ReceivedMessage> {
  const [message] = (await once(client, 'messageCreate')) as [ReceivedMessage];
  return message;
}

describe('a bot written with discord.js', () => {
  test('logs in and finds its server with channels and its own permissions', () => {
    const guild = client.guilds.cache.get(demo.server.id);
    expect(guild?.name).toBe('Lantern Games');
    expect(guild?.channels.cache.map((channel) => channel.name)).toEqual(['lounge', 'tickets']);
    const me = guild?.members.me;
    const forum = guild?.channels.cache.get(demo.forum.id);
    expect(me && forum?.permissionsFor(me).has('ManageThreads')).toBe(true);
    expect(sandbox.traffic.exchanges.map((one) => one.route)).toEqual(['/gateway/bot']);
  });

  test('hears a first DM and answers it', async () => {
    const heard = nextMessage();
    demo.members[0].dm('Hello?');
    const message = await heard;
    expect(message.channel.isDMBased()).toBe(true);
    expect(message.content).toBe('Hello?');
    await client.rest.post(Routes.channelMessages(message.channelId), { body: { content: 'Hello, Mia.' } });
    expect(demo.members[0].dmMessages().map((one) => one.content)).toEqual(['Hello?', 'Hello, Mia.']);
  });

  test('opens a post, is answered there, closes it in one request', async () => {
    const forum = await client.channels.fetch(demo.forum.id);
    if (forum?.isThreadOnly() !== true) throw new Error('no forum');
    const thread = await forum.threads.create({ name: 'Mia', message: { content: 'A question' } });
    const heard = nextMessage();
    demo.staff[0].write(thread.id, 'On it');
    expect((await heard).content).toBe('On it');
    await client.rest.patch(Routes.channel(thread.id), { body: { locked: true, archived: true } });
    const [post] = posts(sandbox, demo.forum.id);
    expect(post?.messages.map((one) => one.content)).toEqual(['A question', 'On it']);
    expect(post).toMatchObject({ title: 'Mia', locked: true, archived: true });
  });
});
