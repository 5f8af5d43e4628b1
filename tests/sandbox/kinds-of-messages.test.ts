import { describe, expect, test } from 'vitest';
import { createServer, createStandardSticker, systemMessage, unfurl } from '../../src/sandbox/scenario.ts';
import { permissions } from '../../src/sandbox/permissions.ts';
import { identify, supportIntents } from '../support/probe.ts';
import { attachmentsOf, bytesOf, fetchText } from './sending-files.ts';
import { refusal, setStage } from './stage.ts';

const note = { name: 'note.txt', bytes: bytesOf('Hello') };

/** The snapshot in a message object. */
function snapshotIn(body: Record<string, unknown>): Record<string, unknown> {
  const [first] = body['message_snapshots'] as { message: Record<string, unknown> }[];
  return first?.message ?? {};
}

describe('a forward', () => {
  test('of a person is empty itself and shows what it forwards, without its author', async () => {
    await using stage = await setStage();
    const gateway = await identify(stage.sandbox, stage.token, supportIntents);
    const [mia, jonas] = stage.members;
    const original = jonas.write(stage.lounge.id, 'Read this', { files: [note] });
    const forward = mia.dm('', { forward: original });
    const { d } = await gateway.until((one) => one.d?.['id'] === forward.id);
    expect(d).toMatchObject({
      type: 0,
      content: '',
      flags: 1 << 14,
      message_reference: { type: 1, message_id: original.id, channel_id: stage.lounge.id, guild_id: stage.server.id },
    });
    expect(snapshotIn(d)).toMatchObject({ type: 0, content: 'Read this', edited_timestamp: null });
    expect(snapshotIn(d)).not.toHaveProperty('author');
    jonas.delete(original);
    expect(await fetchText(attachmentsOf(snapshotIn(d))[0]?.url ?? '')).toBe('200 Hello');
    const read = await stage.call('GET', `/channels/${forward.channelId}/messages/${forward.id}`);
    expect(snapshotIn(read.body)).toMatchObject({ content: 'Read this' });
  });

  test('of a forward shows the same as the first', async () => {
    await using stage = await setStage();
    const [mia] = stage.members;
    const first = mia.dm('', { forward: mia.write(stage.lounge.id, 'Read this') });
    expect(mia.dm('', { forward: first }).forward?.snapshot.content).toBe('Read this');
  });

  test('of the bot is accepted where it can read, and refused where it cannot or for what is no plain message', async () => {
    await using stage = await setStage();
    const [mia] = stage.members;
    const post = await stage.openPost();
    const forward = (message: { id: string; channelId: string }) =>
      stage.call('POST', `/channels/${post}/messages`, {
        message_reference: { type: 1, message_id: message.id, channel_id: message.channelId },
      });
    expect(snapshotIn((await forward(mia.dm('mine'))).body)).toMatchObject({ content: 'mine' });
    expect(refusal(await forward(mia.dm('', { poll: { question: 'Which?', answers: ['a'] } })))).toBe('400 160014');
    expect(refusal(await forward(systemMessage(stage.sandbox, stage.dmId, 6)))).toBe('400 160014');
    const said = mia.write(stage.lounge.id, 'public');
    stage.application.application.flags = 0;
    expect(refusal(await forward(said))).toBe('400 160014');
    stage.server.deny(stage.lounge.id, { userId: stage.application.applicationId }, permissions.viewChannel);
    expect(refusal(await forward(said))).toBe('403 50001');
  });
});

describe('stickers', () => {
  test('of all formats are named in messages and fetched where Discord has them', async () => {
    await using stage = await setStage();
    const wave = createStandardSticker(stage.sandbox, { name: 'Wave', format: 'lottie' });
    const stickers = [
      wave,
      stage.server.addSticker({ name: 'Lamp', format: 'png' }),
      stage.server.addSticker({ name: 'Blink', format: 'gif' }),
    ];
    const message = stage.members[0].dm('', { stickers });
    const { body } = await stage.call('GET', `/channels/${stage.dmId}/messages/${message.id}`);
    expect(body['sticker_items']).toEqual([
      { id: wave.id, name: 'Wave', format_type: 3 },
      { id: stickers[1]?.id, name: 'Lamp', format_type: 1 },
      { id: stickers[2]?.id, name: 'Blink', format_type: 4 },
    ]);
    const { url } = stage.sandbox;
    const statuses = async (...paths: string[]) =>
      Promise.all(paths.map(async (path) => (await fetch(`${url}${path}`)).status));
    expect(await statuses(`/cdn/stickers/${wave.id}.json`, `/cdn/stickers/${stickers[1]?.id}.png`)).toEqual([200, 200]);
    expect(
      await statuses(
        `/media/stickers/${stickers[2]?.id}.gif`,
        `/cdn/stickers/${stickers[2]?.id}.gif`,
        `/cdn/stickers/${wave.id}.png`,
        '/cdn/stickers/1.png',
      ),
    ).toEqual([200, 404, 404, 404]);
  });

  test('are sent by a bot only in the server that they are of', async () => {
    await using stage = await setStage();
    const lamp = stage.server.addSticker({ name: 'Lamp', format: 'apng' });
    const body = { sticker_ids: [lamp.id] };
    const sent = await stage.call('POST', `/channels/${await stage.openPost()}/messages`, body);
    expect(sent.body['sticker_items']).toEqual([{ id: lamp.id, name: 'Lamp', format_type: 2 }]);
    expect(refusal(await stage.call('POST', `/channels/${stage.dmId}/messages`, body))).toBe('400 50081');
  });
});

describe('polls', () => {
  test('of people have a question, answers and an end', async () => {
    await using stage = await setStage();
    const poll = { question: 'Tea?', answers: ['Yes', 'No'], hours: 1 };
    const message = stage.members[0].dm('', { poll });
    const read = async () => (await stage.call('GET', `/channels/${stage.dmId}/messages/${message.id}`)).body['poll'];
    expect(await read()).toMatchObject({
      question: { text: 'Tea?' },
      answers: [
        { answer_id: 1, poll_media: { text: 'Yes' } },
        { answer_id: 2, poll_media: { text: 'No' } },
      ],
      allow_multiselect: false,
      results: { is_finalized: false },
    });
    stage.sandbox.world.clock.advance(3_600_000);
    expect(await read()).toMatchObject({ results: { is_finalized: true } });
  });

  test("of the bot have Discord's limits and can't be edited", async () => {
    await using stage = await setStage();
    const path = `/channels/${stage.dmId}/messages`;
    const poll = (text: string) => ({
      poll: { question: { text: 'Tea?' }, answers: [{ poll_media: { text, emoji: { name: '🍵' } } }] },
    });
    const sent = await stage.call('POST', path, poll('Yes'));
    expect(sent.body['poll']).toMatchObject({ answers: [{ poll_media: { text: 'Yes', emoji: { name: '🍵' } } }] });
    expect(refusal(await stage.call('POST', path, poll('x'.repeat(56))))).toBe(
      '400 50035 poll.answers.0.poll_media.text:BASE_TYPE_MAX_LENGTH',
    );
    expect(refusal(await stage.call('PATCH', `${path}/${String(sent.body['id'])}`, { content: 'x' }))).toBe(
      '400 520003',
    );
  });
});

describe('other messages', () => {
  test('an invitation to an activity has no text', async () => {
    await using stage = await setStage();
    const activity = { applicationId: stage.application.applicationId, name: 'Chess' };
    const message = stage.members[0].dm('', { activity });
    const { body } = await stage.call('GET', `/channels/${stage.dmId}/messages/${message.id}`);
    expect(body).toMatchObject({ content: '', activity: { type: 3 }, application: { name: 'Chess' } });
  });

  test('an empty one is nobody’s', async () => {
    await using stage = await setStage();
    expect(() => stage.members[0].dm('  ')).toThrow("mia can't write there: Cannot send an empty message (50006)");
  });

  test.each([
    ['a renamed post', 4, 'Mia (again)'],
    ['somebody added to a post', 1, ''],
    ['a post begun from a message', 21, ''],
    ["a poll's result", 46, ''],
    ['something new that nobody knows yet', 99, ''],
  ])('%s is a message of Discord itself', async (_what, type, text) => {
    await using stage = await setStage();
    const id = await stage.openPost();
    const gateway = await identify(stage.sandbox, stage.token, supportIntents);
    systemMessage(stage.sandbox, id, type, { text });
    expect((await gateway.event('MESSAGE_CREATE')).d).toMatchObject({ type, content: text, channel_type: 11 });
    const listed = await stage.call('GET', `/channels/${id}/messages?limit=1`);
    expect(listed.body).toMatchObject([{ type }]);
  });

  test('that something was pinned points at it', async () => {
    await using stage = await setStage();
    const about = stage.members[0].dm('keep this');
    const notice = systemMessage(stage.sandbox, stage.dmId, 6, { about, by: stage.members[0] });
    const { body } = await stage.call('GET', `/channels/${stage.dmId}/messages/${notice.id}`);
    expect(body).toMatchObject({ type: 6, author: { username: 'mia' }, message_reference: { message_id: about.id } });
  });

  test('a preview comes as an update that is no edit, with whatever the page has', async () => {
    await using stage = await setStage();
    const message = stage.members[0].dm('https://example.org/film');
    unfurl(stage.sandbox, message, {
      type: 'video',
      title: 'Film',
      url: 'https://example.org/film',
      provider: { name: 'Example' },
      video: { url: 'https://example.org/film.mp4' },
    });
    const { body } = await stage.call('GET', `/channels/${stage.dmId}/messages/${message.id}`);
    expect(body).toMatchObject({ edited_timestamp: null, embeds: [{ type: 'video', provider: { name: 'Example' } }] });
  });

  test('@silent notifies nobody', async () => {
    await using stage = await setStage();
    const [mia, jonas] = stage.members;
    const message = mia.write(stage.lounge.id, `<@${jonas.id}>`, { silent: true });
    expect([message.flags, [...message.pinged]]).toEqual([1 << 12, []]);
  });
});

describe('custom emoji', () => {
  test('of servers that the bot is in stay; others become their name, in texts, containers and embeds', async () => {
    await using stage = await setStage();
    const lamp = stage.server.addEmoji({ name: 'lamp', animated: true });
    const own = `<a:lamp:${lamp.id}>`;
    const foreign = '<:blob:123456789012345678>';
    const path = `/channels/${await stage.openPost()}/messages`;
    const sent = await stage.call('POST', path, {
      content: `${own} ${foreign}`,
      embeds: [{ description: foreign, fields: [{ name: 'x', value: `${foreign}${own}` }] }],
    });
    expect(sent.body).toMatchObject({
      content: `${own} :blob:`,
      embeds: [{ description: ':blob:', fields: [{ value: `:blob:${own}` }] }],
    });
    const one = `${path}/${String(sent.body['id'])}`;
    expect((await stage.call('PATCH', one, { content: foreign })).body).toMatchObject({ content: ':blob:' });
    const container = [{ type: 17, components: [{ type: 10, content: foreign }] }];
    const v2 = await stage.call('POST', path, { flags: 1 << 15, components: container });
    expect(v2.body).toMatchObject({ components: [{ components: [{ content: ':blob:' }] }] });
  });

  test('of another server need a permission, and reactions with unknown ones are refused', async () => {
    await using stage = await setStage();
    const other = createServer(stage.sandbox, { name: 'Other' });
    other.addBot(stage.application, 0n);
    const { id } = other.addEmoji({ name: 'far' });
    const post = await stage.openPost();
    const react = (emoji: string) =>
      stage.call('PUT', `/channels/${post}/messages/${post}/reactions/${encodeURIComponent(emoji)}/@me`);
    expect((await react(`far:${id}`)).status).toBe(204);
    expect(refusal(await react('gone:123456789012345678'))).toBe('400 10014');
    stage.server.deny(stage.forum.id, { userId: stage.application.applicationId }, permissions.useExternalEmojis);
    const sent = await stage.call('POST', `/channels/${post}/messages`, { content: `<:far:${id}>` });
    expect(sent.body).toMatchObject({ content: ':far:' });
  });

  test('are listed with their server, and people use them freely', async () => {
    await using stage = await setStage();
    stage.server.addEmoji({ name: 'lamp' });
    const gateway = await identify(stage.sandbox, stage.token, supportIntents | (1 << 3));
    expect((await gateway.event('GUILD_CREATE')).d).toMatchObject({ emojis: [{ name: 'lamp', animated: false }] });
    stage.server.addEmoji({ name: 'late' });
    expect((await gateway.event('GUILD_EMOJIS_UPDATE')).d).toMatchObject({
      emojis: [{ name: 'lamp' }, { name: 'late' }],
    });
    expect((await stage.call('GET', `/guilds/${stage.server.id}`)).body['emojis']).toHaveLength(2);
    const foreign = '<:blob:123456789012345678>';
    expect(stage.members[0].dm(foreign).content).toBe(foreign);
  });
});
