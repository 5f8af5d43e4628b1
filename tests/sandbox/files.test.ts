import { describe, expect, test } from 'vitest';
import { cdnRoutes } from '../../src/sandbox/cdn/routes.ts';
import { permissions } from '../../src/sandbox/permissions.ts';
import { identify, supportIntents } from '../support/probe.ts';
import { attachmentsOf, bytesOf, fetchText, sendFiles } from './sending-files.ts';
import { refusal, setStage } from './stage.ts';

const note = { name: 'note.txt', bytes: bytesOf('Hello') };
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAYAAAC56t6BAAAAC0lEQVR4nGNgwAQAABUAAa3W3bwAAAAASUVORK5CYII=',
  'base64',
);
const mebibyte = 1024 * 1024;

describe('a file of the bot', () => {
  test('comes with a message and is fetched by its link', async () => {
    await using stage = await setStage();
    const path = `/channels/${stage.dmId}/messages`;
    const listed = [{ id: '0', description: 'what it says', filename: 'renamed.txt' }];
    const sent = await sendFiles(stage, 'POST', path, { content: 'see', attachments: listed }, note);
    const [file] = attachmentsOf(sent.body);
    expect(file).toMatchObject({
      filename: 'renamed.txt',
      description: 'what it says',
      size: 5,
      content_type: 'text/plain; charset=utf-8',
    });
    expect(await fetchText(file?.url ?? '')).toBe('200 Hello');
    expect(await fetchText(file?.proxy_url ?? '')).toBe('200 Hello');
    expect(stage.sandbox.traffic.downloads.map(({ status }) => status)).toEqual([200, 200]);
    expect(stage.sandbox.traffic.exchanges.at(-1)).toMatchObject({
      body: { content: 'see' },
      files: [{ name: 'note.txt', size: 5 }],
    });
  });

  test('may be all that a message has, and opens posts too', async () => {
    await using stage = await setStage();
    expect((await sendFiles(stage, 'POST', `/channels/${stage.dmId}/messages`, null, note)).status).toBe(200);
    const body = { name: 'Mia', message: { content: 'A ticket' } };
    const post = await sendFiles(stage, 'POST', `/channels/${stage.forum.id}/threads`, body, note);
    expect(attachmentsOf(post.body['message'] as Record<string, unknown>)).toHaveLength(1);
  });

  test('of which an embed speaks is shown there and not listed', async () => {
    await using stage = await setStage();
    const embeds = [{ title: 'x', thumbnail: { url: 'attachment://face.png' } }];
    const path = `/channels/${stage.dmId}/messages`;
    const sent = await sendFiles(stage, 'POST', path, { embeds }, { name: 'face.png', bytes: png });
    const [embed] = sent.body['embeds'] as { thumbnail: { url: string } }[];
    expect((await fetch(embed?.thumbnail.url ?? '')).headers.get('content-type')).toBe('image/png');
    expect(attachmentsOf(sent.body)).toEqual([]);
  });

  test('of which a picture component speaks is shown there', async () => {
    await using stage = await setStage();
    const components = [{ type: 12, items: [{ media: { url: 'attachment://face.png' } }] }];
    const path = `/channels/${stage.dmId}/messages`;
    const sent = await sendFiles(stage, 'POST', path, { flags: 1 << 15, components }, { name: 'face.png', bytes: png });
    const [gallery] = sent.body['components'] as { items: { media: { url: string } }[] }[];
    expect((await fetch(gallery?.items[0]?.media.url ?? '')).status).toBe(200);
  });

  test.each([
    ['is a picture: its size is known', 'a.png', png, { width: 2, height: 3, content_type: 'image/png' }],
    [
      'has a name with spaces and signs: both stand apart',
      'mein Böld!.txt',
      bytesOf('x'),
      { filename: 'mein_Bld.txt', title: 'mein Böld!' },
    ],
    ['has a name of signs alone: it is unknown', '☃.pdf', bytesOf('x'), { filename: 'unknown.pdf' }],
  ])('%s', async (_what, name, bytes, expected) => {
    await using stage = await setStage();
    const sent = await sendFiles(stage, 'POST', `/channels/${stage.dmId}/messages`, {}, { name, bytes });
    expect(attachmentsOf(sent.body)[0]).toMatchObject(expected);
  });

  test('marked as a spoiler says so by its name', async () => {
    await using stage = await setStage();
    const attachments = [{ id: '0', is_spoiler: true }];
    const sent = await sendFiles(stage, 'POST', `/channels/${stage.dmId}/messages`, { attachments }, note);
    expect(attachmentsOf(sent.body)[0]?.filename).toBe('SPOILER_note.txt');
  });

  test('stays in an edit that says nothing of it, goes in one that leaves it out, and others come', async () => {
    await using stage = await setStage();
    const path = `/channels/${stage.dmId}/messages`;
    const other = { name: 'other.txt', bytes: bytesOf('more') };
    const sent = await sendFiles(stage, 'POST', path, { content: 'x' }, note, other);
    const one = `${path}/${String(sent.body['id'])}`;
    const names = (body: Record<string, unknown>) => attachmentsOf(body).map(({ filename }) => filename);
    expect(names((await stage.call('PATCH', one, { content: 'y' })).body)).toEqual(['note.txt', 'other.txt']);
    const [first, second] = attachmentsOf(sent.body);
    const kept = await stage.call('PATCH', one, { attachments: [{ id: second?.id }] });
    expect(names(kept.body)).toEqual(['other.txt']);
    expect(await fetchText(first?.url ?? '')).toBe('404 This content is no longer available.');
    const added = await sendFiles(stage, 'PATCH', one, { attachments: [{ id: second?.id }, { id: '0' }] }, note);
    expect(names(added.body)).toEqual(['other.txt', 'note.txt']);
    expect(refusal(await stage.call('PATCH', one, { content: '', attachments: [] }))).toBe('400 50006');
  });

  test('comes with answers to commands and their edits', async () => {
    await using stage = await setStage();
    const { applicationId } = stage.application;
    await stage.call('PUT', `/applications/${applicationId}/commands`, [{ name: 'log', description: 'Logs' }]);
    const gateway = await identify(stage.sandbox, stage.token, supportIntents);
    const used = stage.members[0].command('log', {}, { dm: true });
    const { d } = await gateway.event('INTERACTION_CREATE');
    const callback = `/interactions/${String(d['id'])}/${String(d['token'])}/callback?with_response=true`;
    await sendFiles(stage, 'POST', callback, { type: 4, data: { flags: 1 << 6 } }, note);
    const answer = await used;
    expect(answer.type === 'message' && answer.message.attachments[0]?.name).toBe('note.txt');
    const original = `/webhooks/${applicationId}/${String(d['token'])}/messages/@original`;
    const edited = await sendFiles(stage, 'PATCH', original, { content: 'two' }, note);
    expect(attachmentsOf(edited.body)).toHaveLength(2);
  });
});

describe('files that Discord refuses', () => {
  test('are larger than the server allows', async () => {
    await using stage = await setStage();
    const id = await stage.openPost();
    const large = { name: 'large.bin', bytes: new Uint8Array(10 * mebibyte + 1) };
    const send = () => sendFiles(stage, 'POST', `/channels/${id}/messages`, { content: 'x' }, large);
    expect(refusal(await send())).toBe('413 40005');
    stage.sandbox.world.settings.fileTooLargeCode = 50045;
    expect(refusal(await send())).toBe('400 50045');
    stage.server.guild.fileLimitBytes = 50 * mebibyte;
    expect((await send()).status).toBe(200);
  });

  test('make a request of more than 25 MiB, or are more than ten', async () => {
    await using stage = await setStage();
    stage.server.guild.fileLimitBytes = 50 * mebibyte;
    const path = `/channels/${await stage.openPost()}/messages`;
    const half = { name: 'half.bin', bytes: new Uint8Array(13 * mebibyte) };
    expect(refusal(await sendFiles(stage, 'POST', path, {}, half, half))).toBe('413 40005');
    const eleven = Array.from({ length: 11 }, () => note);
    expect(refusal(await sendFiles(stage, 'POST', path, {}, ...eleven))).toBe(
      '400 50035 attachments:BASE_TYPE_MAX_LENGTH',
    );
  });

  test('are listed but not there, or go where files may not', async () => {
    await using stage = await setStage();
    const path = `/channels/${await stage.openPost()}/messages`;
    expect(refusal(await sendFiles(stage, 'POST', path, { attachments: [{ id: '3' }] }, note))).toBe(
      '400 50035 attachments.0.id:ATTACHMENT_NOT_FOUND',
    );
    stage.server.deny(stage.forum.id, { userId: stage.application.applicationId }, permissions.attachFiles);
    expect(refusal(await sendFiles(stage, 'POST', path, {}, note))).toBe('403 50013');
  });
});

describe('the link of a file', () => {
  test('expires after a day; every reading and every refresh gives a new one', async () => {
    await using stage = await setStage();
    const message = stage.members[0].dm('look', { files: [note] });
    const read = async () => {
      const answer = await stage.call('GET', `/channels/${stage.dmId}/messages/${message.id}`);
      return attachmentsOf(answer.body)[0]?.url ?? '';
    };
    const old = await read();
    stage.sandbox.world.clock.advance(86_400_001);
    expect(await fetchText(old)).toBe('404 This content is no longer available.');
    expect(await fetchText(await read())).toBe('200 Hello');
    const { body } = await stage.call('POST', '/attachments/refresh-urls', { attachment_urls: [old] });
    const [refreshed] = body['refreshed_urls'] as { original: string; refreshed: string }[];
    expect(refreshed?.original).toBe(old);
    expect(await fetchText(refreshed?.refreshed ?? '')).toBe('200 Hello');
  });

  test('is worth nothing when changed, or once the message is deleted', async () => {
    await using stage = await setStage();
    const message = stage.members[0].dm('look', { files: [note] });
    const answer = await stage.call('GET', `/channels/${stage.dmId}/messages/${message.id}`);
    const url = attachmentsOf(answer.body)[0]?.url ?? '';
    expect(await fetchText(url.replace(/hm=./, 'hm=x'))).toBe('404 This content is no longer available.');
    expect(await fetchText(url.replace(/ex=\w+/, 'ex=ffffffff'))).toBe('404 This content is no longer available.');
    expect(await fetchText(url.replace('note.txt', 'evil.exe'))).toBe('404 This content is no longer available.');
    stage.members[0].delete(message);
    expect(await fetchText(url)).toBe('404 This content is no longer available.');
  });

  test.each([
    ['bytes=1-3', 206, 'ell', 'bytes 1-3/5'],
    ['bytes=3-', 206, 'lo', 'bytes 3-4/5'],
    ['bytes=0-99', 206, 'Hello', 'bytes 0-4/5'],
    ['bytes=5-9', 200, 'Hello', null],
    ['bytes=0-1,3-4', 200, 'Hello', null],
    ['bytes=-2', 200, 'Hello', null],
  ])('asked for %s, as players do, gives %i and %s', async (range, status, text, contentRange) => {
    await using stage = await setStage();
    const sent = await sendFiles(stage, 'POST', `/channels/${stage.dmId}/messages`, null, note);
    const answer = await fetch(attachmentsOf(sent.body)[0]?.url ?? '', { headers: { range } });
    expect([answer.status, await answer.text()]).toEqual([status, text]);
    expect(answer.headers.get('content-range')).toBe(contentRange);
  });

  test('gives as many zeros as a file without bytes claims to have', async () => {
    await using stage = await setStage();
    const message = stage.members[0].dm('', { files: [{ name: 'film.mp4', size: 3 * mebibyte + 5 }] });
    const answer = await stage.call('GET', `/channels/${stage.dmId}/messages/${message.id}`);
    const [file] = attachmentsOf(answer.body);
    expect(file).toMatchObject({ size: 3 * mebibyte + 5, content_type: 'video/mp4' });
    const response = await fetch(file?.url ?? '');
    expect(response.headers.get('content-length')).toBe(String(3 * mebibyte + 5));
    expect((await response.bytes()).every((byte) => byte === 0)).toBe(true);
  });

  test('meets faults: another answer, none, or one that breaks off in the middle', async () => {
    await using stage = await setStage();
    const message = stage.members[0].dm('', { files: [{ name: 'film.mp4', size: mebibyte }] });
    const answer = await stage.call('GET', `/channels/${stage.dmId}/messages/${message.id}`);
    const url = attachmentsOf(answer.body)[0]?.url ?? '';
    const { faults } = stage.sandbox;
    const route = cdnRoutes.attachment;
    faults.add({ route, when: 'before', effect: { status: 503, body: 'busy' } });
    expect(await fetchText(url)).toBe('503 busy');
    faults.add({ route, when: 'before', effect: 'reset' });
    await expect(fetch(url)).rejects.toThrow('fetch failed');
    faults.add({ route, when: 'before', effect: { breakAfterBytes: 100_000 } });
    await expect(fetch(url).then(async (response) => response.bytes())).rejects.toThrow('terminated');
    expect((await fetch(url)).status).toBe(200);
  });
});

describe('people', () => {
  test('send up to ten files with or without a text, which the bot hears of with links', async () => {
    await using stage = await setStage();
    const gateway = await identify(stage.sandbox, stage.token, supportIntents);
    stage.members[0].dm('', { files: [note, { name: 'b.txt', bytes: bytesOf('b'), isSpoiler: true }] });
    const heard = attachmentsOf((await gateway.event('MESSAGE_CREATE')).d);
    expect(heard.map(({ filename }) => filename)).toEqual(['note.txt', 'SPOILER_b.txt']);
    expect(await fetchText(heard[1]?.url ?? '')).toBe('200 b');
    expect(() => stage.members[0].dm('', { files: Array.from({ length: 11 }, () => note) })).toThrow('50035');
  });

  test('send files of up to 500 MB, or less where their Nitro is worth less', async () => {
    await using stage = await setStage();
    const send = (size: number) => stage.members[0].dm('', { files: [{ name: 'film.mp4', size }] });
    expect(send(500 * mebibyte).attachments[0]?.size).toBe(500 * mebibyte);
    stage.sandbox.world.settings.personFileBytes = 10 * mebibyte;
    expect(() => send(11 * mebibyte)).toThrow("mia can't write there: Request entity too large (40005)");
  });

  test('send recordings, which are a file with length and loudness', async () => {
    await using stage = await setStage();
    const gateway = await identify(stage.sandbox, stage.token, supportIntents);
    stage.members[0].dm('', { voice: { seconds: 4.2 } });
    const { d } = await gateway.event('MESSAGE_CREATE');
    expect(d).toMatchObject({ flags: 1 << 13, content: '' });
    expect(attachmentsOf(d)).toMatchObject([
      { filename: 'voice-message.ogg', content_type: 'audio/ogg', duration_secs: 4.2 },
    ]);
  });

  test('take a file out of their message, which is an edit', async () => {
    await using stage = await setStage();
    const gateway = await identify(stage.sandbox, stage.token, supportIntents);
    const [mia] = stage.members;
    const message = mia.dm('two', { files: [note, note] });
    const [first] = message.attachments;
    if (first !== undefined) mia.removeFile(message, first);
    const { d } = await gateway.event('MESSAGE_UPDATE');
    expect(attachmentsOf(d)).toHaveLength(1);
    expect(d['edited_timestamp']).not.toBeNull();
  });
});
