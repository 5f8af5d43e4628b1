import { once } from 'node:events';
import type { Client, Message as ReceivedMessage } from 'discord.js';
import {
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  Routes,
  SlashCommandBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDemoWorld, posts, type DemoWorld } from '../../src/sandbox/scenario.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { createClient } from '../support/bot.ts';
import { startTestSandbox } from '../support/sandbox.ts';

let sandbox: Sandbox;
let demo: DemoWorld;
let client: Client;

beforeEach(async () => {
  sandbox = await startTestSandbox({ now: () => Date.UTC(2026, 10, 22, 12) });
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

  test('writes into a post through a webhook of the forum, hears itself, edits and deletes that', async () => {
    const forum = client.channels.cache.get(demo.forum.id);
    if (forum?.isThreadOnly() !== true) throw new Error('That is no forum');
    const post = demo.staff[0].post(demo.forum.id, 'A post', 'First');
    const webhook = await forum.createWebhook({ name: 'Copies' });
    const heard = nextMessage();
    const sent = await webhook.send({ content: 'As Robin', username: 'Robin', threadId: post.id });
    const { webhookId, author, member } = await heard;
    expect([webhookId, author.username, author.bot, member]).toEqual([webhook.id, 'Robin', true, null]);
    await webhook.editMessage(sent.id, { content: 'As Robin, edited', threadId: post.id });
    expect(posts(sandbox, demo.forum.id)[0]?.messages.at(-1)?.content).toBe('As Robin, edited');
    await webhook.deleteMessage(sent.id, post.id);
    expect(posts(sandbox, demo.forum.id)[0]?.messages).toHaveLength(1);
    expect((await forum.fetchWebhooks()).map(({ id, token }) => [id, token])).toEqual([[webhook.id, webhook.token]]);
    await webhook.delete();
    await expect(webhook.send({ content: 'x', threadId: post.id })).rejects.toMatchObject({ code: 10015 });
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

describe('what discord.js makes of', () => {
  test('files, which it uploads and reads, and of which an edit keeps some', async () => {
    const { channelId } = demo.members[0].dm('Hello?', { files: [{ name: 'log.txt', bytes: Buffer.from('a log') }] });
    const heard = await client.users.fetch(demo.members[0].id).then((user) => user.createDM());
    const [message] = (await heard.messages.fetch({ limit: 1 })).values();
    const link = message?.attachments.first()?.url ?? '';
    expect(await (await fetch(link)).text()).toBe('a log');
    const files = ['a.txt', 'b.txt'].map((name) => ({ name, attachment: Buffer.from(name), description: name }));
    const sent = await heard.send({ content: 'two', files });
    expect(sent.attachments.map(({ name, description }) => [name, description])).toEqual([
      ['a.txt', 'a.txt'],
      ['b.txt', 'b.txt'],
    ]);
    const edited = await sent.edit({ attachments: [...sent.attachments.values()].slice(1) });
    expect(edited.attachments.map(({ name }) => name)).toEqual(['b.txt']);
    expect(demo.members[0].dmMessages().at(-1)?.attachments).toHaveLength(1);
    expect(sent.channelId).toBe(channelId);
  });

  test('forwards, stickers and polls of people, and its own forward', async () => {
    const [mia] = demo.members;
    const next = async (write: () => unknown) => {
      const heard = nextMessage();
      write();
      return heard;
    };
    const heardFirst = nextMessage();
    const original = mia.write(demo.lounge.id, 'Read this');
    await heardFirst;
    const forward = await next(() => mia.dm('', { forward: original }));
    expect([forward.content, forward.messageSnapshots.first()?.content]).toEqual(['', 'Read this']);
    const lamp = demo.server.addSticker({ name: 'Lamp', format: 'png' });
    const sticker = await next(() => mia.dm('', { stickers: [lamp] }));
    expect(sticker.stickers.first()?.name).toBe('Lamp');
    const poll = await next(() => mia.dm('', { poll: { question: 'Tea?', answers: ['Yes'] } }));
    expect([poll.poll?.question.text, poll.poll?.answers.first()?.text]).toEqual(['Tea?', 'Yes']);
    const own = await forward.forward(demo.lounge.id);
    expect(own.messageSnapshots.first()?.content).toBe('Read this');
  });
});

describe('when things go wrong', () => {
  const send = { method: 'POST', route: '/channels/{channel_id}/messages' } as const;

  test('a message whose answer was lost is not doubled by asking again with its nonce', async () => {
    const { channelId } = demo.members[0].dm('Hello?');
    sandbox.faults.add({ ...send, when: 'after', effect: 'reset' });
    const body = { content: 'Hello, Mia.', nonce: 'row-1', enforce_nonce: true };
    const route = Routes.channelMessages(channelId);
    await expect(client.rest.post(route, { body })).rejects.toThrow('ECONNRESET');
    await client.rest.post(route, { body });
    expect(demo.members[0].dmMessages().map((one) => one.content)).toEqual(['Hello?', 'Hello, Mia.']);
    expect(sandbox.traffic.count('POST', '/channels/{channel_id}/messages')).toBe(2);
  });

  test('a dropped connection is resumed, and what was written meanwhile arrives', async () => {
    const resumed = once(client, 'shardResume');
    const heard = nextMessage();
    sandbox.gateway.drop();
    demo.members[0].dm('while you were away');
    await resumed;
    expect((await heard).content).toBe('while you were away');
  });

  test("a wrong token, and an intent that is switched off, fail with discord.js's own words", async () => {
    const other = createClient(sandbox);
    await expect(other.login('nonsense')).rejects.toThrow('An invalid token was provided.');
    demo.application.application.flags = 0;
    await expect(other.login(demo.application.token)).rejects.toThrow('Used disallowed intents');
    await other.destroy();
  });
});

describe('commands written with discord.js', () => {
  test('are deployed, used, and answered with a form that comes back', async () => {
    await client.rest.put(Routes.applicationGuildCommands(demo.application.applicationId, demo.server.id), {
      body: [new SlashCommandBuilder().setName('close').setDescription('Closes').toJSON()],
    });
    client.once('interactionCreate', (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      const input = new TextInputBuilder().setCustomId('comment').setStyle(TextInputStyle.Short);
      const label = new LabelBuilder().setLabel('Comment').setTextInputComponent(input);
      const modal = new ModalBuilder().setCustomId('form').setTitle('Close').addLabelComponents(label);
      void interaction.showModal(modal);
    });
    const [robin] = demo.staff;
    const asked = await robin.command('close', {}, { channelId: demo.lounge.id });
    if (asked.type !== 'modal') throw new Error(asked.type);
    client.once('interactionCreate', (interaction) => {
      if (!interaction.isModalSubmit()) return;
      const content = interaction.fields.getTextInputValue('comment');
      void interaction.reply({ content, flags: MessageFlags.Ephemeral, withResponse: true });
    });
    const answer = await robin.submitModal(asked.modal, { comment: 'done' });
    expect(answer).toMatchObject({ type: 'message', ephemeral: true, message: { content: 'done' } });
  });
});
