import { PermissionFlagsBits } from 'discord.js';
import { expect, test } from 'vitest';
import type { RequestOptions } from '../../src/discord/buckets.ts';
import { MultipartBody } from '../../src/discord/files/multipart-body.ts';
import { channelIn, lackingFor } from '../../src/discord/uses.ts';
import type { Use } from '../../src/discord/uses.ts';

const post = '100000000000000001';
const message = '100000000000000002';

const requests: readonly (readonly [use: Use | null, method: string, path: string, body?: unknown])[] = [
  ['open', 'POST', `/channels/${post}/threads`, { name: 'x' }],
  ['read', 'GET', `/channels/${post}/messages?limit=100&before=${message}`],
  ['read', 'GET', `/channels/${post}/messages/${message}`],
  ['write', 'POST', `/channels/${post}/messages`, { content: 'x' }],
  ['react', 'PUT', `/channels/${post}/messages/${message}/reactions/%E2%9C%85/@me`],
  ['react', 'DELETE', `/channels/${post}/messages/${message}/reactions/%E2%9D%8C/@me`],
  ['manage', 'PATCH', `/channels/${post}`, { applied_tags: [] }],
  ['manage', 'PATCH', `/channels/${post}`, { archived: true, locked: true }],
  [null, 'PATCH', `/channels/${post}`, { archived: false }],
  [null, 'PATCH', `/channels/${post}`, null],
  [null, 'GET', `/channels/${post}`],
  [null, 'PATCH', `/channels/${post}/messages/${message}`, { content: 'x' }],
  [null, 'DELETE', `/channels/${post}/messages/${message}`],
  [null, 'GET', `/channels/${post}/threads/archived/public`],
];

test.each(requests)('%s: %s %s %j', (use, method, fullRoute, body) => {
  expect(channelIn({ method, fullRoute, body } as RequestOptions)).toEqual({ channelId: post, use });
});

test('files want a permission of their own', async () => {
  const body = await MultipartBody.of({}, []);
  const options = { method: 'POST', fullRoute: `/channels/${post}/messages`, body } as RequestOptions;
  expect(channelIn(options)).toEqual({ channelId: post, use: 'attach' });
});

test('other requests are about no channel', () => {
  expect(channelIn({ method: 'GET', fullRoute: `/guilds/${post}/members/${message}` } as RequestOptions)).toBeNull();
});

test('what is lacking is named as Discord names it', () => {
  const all = ~0n;
  expect(lackingFor('write', all)).toEqual([]);
  expect(lackingFor('write', all & ~PermissionFlagsBits.SendMessagesInThreads)).toEqual(['Send Messages in Threads']);
  expect(lackingFor('open', 0n)).toEqual(['View Channel', 'Send Messages', 'Embed Links']);
  expect(lackingFor('attach', all & ~PermissionFlagsBits.AttachFiles)).toEqual(['Attach Files']);
});
