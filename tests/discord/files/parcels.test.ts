import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DiscordAPIError } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RequestFiles } from '../../../src/desk/ports.ts';
import { createParcels } from '../../../src/discord/files/parcels.ts';
import type { Packing, ParcelParts, Parcels } from '../../../src/discord/files/parcels.ts';
import type { ChannelId, FileLink, MessageId } from '../../../src/ticket/ticket.ts';
import { exe, png } from '../../support/file-bytes.ts';
import { fileOf } from '../../support/tickets.ts';

let server: Server;
let origin: string;
let serve: (request: IncomingMessage, response: ServerResponse) => void;
let memory: Map<string, string>;
let now: number;
let asked: string[];
let fresh: () => Promise<unknown>;
const opened: Parcels[] = [];

beforeEach(async () => {
  server = createServer((request, response) => serve(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  serve = (_, response) => void response.end(png);
  memory = new Map();
  now = 1_800_000_000_000;
  asked = [];
  fresh = () => Promise.resolve({ attachments: [] });
});
afterEach(async () => {
  for (const parcels of opened.splice(0)) await parcels.close();
  server.closeAllConnections();
  server.close();
});

function open(changes: Partial<ParcelParts> = {}): Parcels {
  const parcels = createParcels({
    rest: {
      request: (options) => {
        asked.push(options.fullRoute);
        return fresh();
      },
    },
    apiUrl: `${origin}/api`,
    memory: { get: (name) => memory.get(name) ?? null, set: (name, value) => void memory.set(name, value) },
    now: () => now,
    ...changes,
  });
  opened.push(parcels);
  return parcels;
}

const linkTo = (path: string, changes: Partial<FileLink> = {}): FileLink =>
  fileOf('map.png', png.length, { url: origin + path, ...changes });
const asking = (files: readonly FileLink[], changes: Partial<RequestFiles> = {}): RequestFiles => ({
  files,
  kinds: 'all',
  isHidden: false,
  as: 'file',
  isAlone: false,
  channelId: '300' as ChannelId,
  messageId: '400' as MessageId,
  ...changes,
});

function parcelIn(packing: Packing) {
  if (!packing.ok) throw new Error(packing.failure.cause);
  const { files, leftOut } = packing.parcel;
  return { files: files.map(({ name, type }) => `${name} ${type}`), leftOut: leftOut.map(({ why }) => why) };
}

const folder = (): string => memory.get('files-folder') ?? '';

describe('a file on its way', () => {
  test('lies in a folder that only we may enter, under a number, until it is disposed of', async () => {
    const packing = await open().pack(asking([linkTo('/a')]));
    if (!packing.ok) throw new Error(packing.failure.cause);
    const [file] = packing.parcel.files;
    expect(readFileSync(file?.path ?? '').equals(png)).toBe(true);
    expect(dirname(file?.path ?? '')).toBe(folder());
    expect(dirname(folder())).toBe(tmpdir());
    expect(statSync(folder()).mode & 0o777).toBe(0o700);
    await packing.parcel.dispose();
    expect(readdirSync(folder())).toEqual([]);
    await opened[0]?.close();
    expect(existsSync(folder())).toBe(false);
  });

  test('that a killed process left is removed, but no other folder, whatever is remembered', async () => {
    const left = join(tmpdir(), 'supportmail-files-left');
    const other = join(tmpdir(), 'other-left');
    for (const path of [left, other]) {
      mkdirSync(path, { recursive: true });
      writeFileSync(join(path, '1'), 'x');
    }
    memory.set('files-folder', left);
    await open().close();
    expect(existsSync(left)).toBe(false);
    for (const path of [other, join(tmpdir(), 'supportmail-files-x', '..', basename(other))]) {
      memory.set('files-folder', path);
      await open().close();
    }
    expect(existsSync(other)).toBe(true);
  });

  test('is taken only as far as Discord said that it is long', async () => {
    let sent = 0;
    let isOver = false;
    serve = (_, response) => {
      response.on('close', () => (isOver = true));
      const more = (): void => {
        if (isOver) return;
        if (sent === 1_000) return void response.end();
        sent += 1;
        response.write(Buffer.alloc(65_536), () => setImmediate(more));
      };
      more();
    };
    expect(parcelIn(await open().pack(asking([linkTo('/a', { size: 100_000 })])))).toEqual({
      files: [],
      leftOut: ['longer'],
    });
    expect(readdirSync(folder())).toEqual([]);
    expect(sent).toBeLessThan(200);
  });

  test('that is packed is measured as it comes out', async () => {
    let encoding: unknown;
    serve = (request, response) => {
      encoding = request.headers['accept-encoding'];
      response.end(png);
    };
    await open().pack(asking([linkTo('/a')]));
    expect(encoding).toBe('identity');
  });

  test.each([
    ['another host', () => 'https://example.com/a.png'],
    ['a host that only looks like Discord’s', () => 'https://cdn.discordapp.com.example.com/a.png'],
    ['a name before the host', () => 'https://cdn.discordapp.com@example.com/a.png'],
    ['Discord’s host without encryption', () => 'http://cdn.discordapp.com/a.png'],
    ['another port of this machine', () => 'http://127.0.0.1:1/a.png'],
    ['this machine by another name', () => origin.replace('127.0.0.1', 'localhost')],
    ['a file of this machine', () => 'file:///etc/passwd'],
    ['no address', () => 'map.png'],
  ])('is not fetched from %s', async (_, url) => {
    expect(parcelIn(await open().pack(asking([linkTo('', { url: url() })])))).toEqual({
      files: [],
      leftOut: ['notDiscord'],
    });
  });

  test('is not fetched where a link only leads on', async () => {
    const seen: string[] = [];
    serve = (request, response) => {
      seen.push(request.url ?? '');
      response.writeHead(302, { location: '/elsewhere' }).end();
    };
    expect(parcelIn(await open().pack(asking([linkTo('/a')]))).leftOut).toEqual(['notDiscord']);
    expect(seen).toEqual(['/a']);
  });

  test('comes four at once, whoever sent them', async () => {
    let atOnce = 0;
    let most = 0;
    serve = (_, response) => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      setTimeout(() => {
        atOnce -= 1;
        response.end(png);
      }, 20);
    };
    const parcels = open();
    const links = Array.from({ length: 5 }, (_, at) => linkTo(`/${at}`, { id: String(at) }));
    const packings = await Promise.all([parcels.pack(asking(links)), parcels.pack(asking(links))]);
    expect(packings.map((packing) => parcelIn(packing).files.length)).toEqual([5, 5]);
    expect(most).toBe(4);
  });
});

test('a message of many files that never come leaves room for the file of another', async () => {
  serve = ({ url }, response) => {
    if (url === '/quick') response.end(png);
  };
  const parcels = open();
  const slow = parcels.pack(asking(Array.from({ length: 10 }, (_, at) => linkTo(`/slow/${at}`, { id: String(at) }))));
  const quick = parcels.pack(asking([linkTo('/quick')])).then((packing) => parcelIn(packing).files);
  const first = await Promise.race([quick, slow, sleep(5_000)]);
  expect(first).toHaveLength(1);
  parcels.breakOff();
  expect((await slow).ok).toBe(false);
});

describe('a link that has expired', () => {
  const expired = () => linkTo(`/old?ex=${Math.floor(now / 1000 - 1).toString(16)}`);

  test('is replaced by a fresh one, asked for once for all files, without trying it', async () => {
    const seen: string[] = [];
    serve = (request, response) => {
      seen.push(request.url ?? '');
      response.end(png);
    };
    const files = ['a', 'b'].map((id) => ({ ...expired(), id }));
    fresh = () =>
      Promise.resolve({ attachments: [{ id: 'a', url: `${origin}/a` }], message_snapshots: [forwarded('b', '/b')] });
    expect(parcelIn(await open().pack(asking(files))).files).toHaveLength(2);
    expect(asked).toEqual(['/channels/300/messages/400']);
    expect(seen.toSorted()).toEqual(['/a', '/b']);
  });

  const forwarded = (id: string, path: string) => ({ message: { attachments: [{ id, url: origin + path }] } });

  test.each([403, 404])('answers %i, and is replaced likewise', async (status) => {
    serve = (request, response) => void response.writeHead(request.url === '/new' ? 200 : status).end(png);
    fresh = () => Promise.resolve({ attachments: [{ id: 'id of map.png', url: `${origin}/new` }] });
    expect(parcelIn(await open().pack(asking([linkTo('/a')]))).files).toEqual(['map.png application/octet-stream']);
  });

  test('whose file is gone, or whose message is, means that it is left out', async () => {
    serve = (_, response) => void response.writeHead(404).end();
    expect(parcelIn(await open().pack(asking([linkTo('/a')]))).leftOut).toEqual(['gone']);
    fresh = () => Promise.reject(discordError(404, 10_008));
    expect(parcelIn(await open().pack(asking([linkTo('/a')]))).leftOut).toEqual(['gone']);
    expect(parcelIn(await open().pack(asking([linkTo('/a')], { channelId: null }))).leftOut).toEqual(['gone']);
  });

  test('is asked for later where Discord doesn’t answer', async () => {
    fresh = () => Promise.reject(discordError(500, 0));
    const packing = await open().pack(asking([expired()]));
    expect(packing).toMatchObject({ ok: false, failure: { kind: 'down' } });
  });

  test('may lead to another host no more than the first one', async () => {
    fresh = () => Promise.resolve({ attachments: [{ id: 'id of map.png', url: 'https://example.com/a' }] });
    expect(parcelIn(await open().pack(asking([expired()]))).leftOut).toEqual(['notDiscord']);
  });
});

function discordError(status: number, code: number): unknown {
  if (status >= 500) return Object.assign(new Error('no answer'), { code: 'ECONNREFUSED' });
  return new DiscordAPIError({ code, message: 'Unknown Message' }, code, status, 'GET', '', { body: null, files: [] });
}

describe('a file that can’t be fetched now', () => {
  test.each([
    ['Discord’s CDN is in trouble', (response: ServerResponse) => void response.writeHead(503).end()],
    ['too much is asked of it', (response: ServerResponse) => void response.writeHead(429).end()],
    ['the connection breaks', (response: ServerResponse) => void response.destroy()],
    [
      'it breaks in the middle',
      (response: ServerResponse) => {
        response.writeHead(200, { 'content-length': '67' }).write('x', () => response.destroy());
      },
    ],
  ])('is tried again where %s, and left out after twenty seconds', async (_, trouble) => {
    serve = (_request, response) => trouble(response);
    const parcels = open();
    const pack = () => parcels.pack(asking([linkTo('/a')]));
    expect(await pack()).toMatchObject({ ok: false, failure: { kind: 'down' } });
    now += 19_999;
    expect(await pack()).toMatchObject({ ok: false });
    now += 1;
    expect(parcelIn(await pack())).toEqual({ files: [], leftOut: ['unreachable'] });
    expect(readdirSync(folder())).toEqual([]);
  });

  test('is waited for as long as Discord itself can’t be asked: it isn’t about the file', async () => {
    serve = (_, response) => void response.destroy();
    fresh = () => Promise.reject(discordError(500, 0));
    const parcels = open();
    const pack = () => parcels.pack(asking([linkTo('/a')]));
    await pack();
    now += 3_600_000;
    expect(await pack()).toMatchObject({ ok: false, failure: { kind: 'down' } });
    fresh = () => Promise.resolve({ attachments: [] });
    expect(parcelIn(await pack())).toEqual({ files: [], leftOut: ['unreachable'] });
  });

  test('keeps nothing of the others on this machine meanwhile', async () => {
    serve = (request, response) => void response.writeHead(request.url === '/good' ? 200 : 503).end(png);
    expect(await open().pack(asking([linkTo('/good'), linkTo('/bad')]))).toMatchObject({ ok: false });
    expect(readdirSync(folder())).toEqual([]);
  });

  test('has its patience anew once it could be', async () => {
    const parcels = open();
    let isBroken = true;
    serve = (_, response) => void response.writeHead(isBroken ? 503 : 200).end(png);
    const pack = () => parcels.pack(asking([linkTo('/a')]));
    await pack();
    isBroken = false;
    expect((await pack()).ok).toBe(true);
    isBroken = true;
    now += 60_000;
    expect((await pack()).ok).toBe(false);
  });

  test('is broken off when the bot stops', async () => {
    serve = () => undefined;
    const parcels = open();
    const packing = parcels.pack(asking([linkTo('/a')]));
    await once(server, 'request');
    parcels.breakOff();
    expect(await packing).toMatchObject({ ok: false, failure: { kind: 'down' } });
  });
});

describe('where only media are passed on', () => {
  const bytesAt = (bytes: Uint8Array) => (_: IncomingMessage, response: ServerResponse) => void response.end(bytes);
  const media = (link: FileLink, changes: Partial<RequestFiles> = {}) => asking([link], { kinds: 'media', ...changes });

  test('a file is what its bytes are, and is called so', async () => {
    const parcel = parcelIn(await open().pack(media(linkTo('/a', { name: 'setup.exe', contentType: 'text/html' }))));
    expect(parcel.files).toEqual(['setup.png image/png']);
    serve = bytesAt(exe);
    const said = linkTo('/a', { contentType: 'image/png', size: exe.length });
    expect(parcelIn(await open().pack(media(said))).leftOut).toEqual(['notMedia']);
    expect(readdirSync(folder())).toEqual([]);
  });

  test('a recording passes as one, whatever it holds', async () => {
    serve = bytesAt(exe);
    const recording = linkTo('/a', { name: 'voice.exe', isVoice: true, size: exe.length });
    expect(parcelIn(await open().pack(media(recording))).files).toEqual(['voice.ogg audio/ogg']);
  });

  test('what is sent as a link is looked at by its beginning alone', async () => {
    let range: unknown;
    serve = (request, response) => {
      range = request.headers.range;
      response.end(png);
    };
    expect(parcelIn(await open().pack(media(linkTo('/a'), { as: 'link' })))).toEqual({ files: [], leftOut: [] });
    expect(range).toBe('bytes=0-4099');
    serve = bytesAt(exe);
    expect(parcelIn(await open().pack(media(linkTo('/a'), { as: 'link' }))).leftOut).toEqual(['notMedia']);
    expect(folder()).toBe('');
  });
});
