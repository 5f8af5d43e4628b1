import { ChannelType, Routes } from 'discord.js';
import type { APIThreadChannel } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Forums } from '../../src/desk/adoption.ts';
import { createBuckets } from '../../src/discord/buckets.ts';
import { createForums } from '../../src/discord/forums.ts';
import { createPacedRest } from '../../src/discord/pace.ts';
import type { PacedRest } from '../../src/discord/pace.ts';
import { postEmbed } from '../../src/discord/post-embed.ts';
import { send } from '../../src/discord/send.ts';
import { systemClock } from '../../src/lib/system.ts';
import type { PostId, ServerId, TicketId, UserId } from '../../src/ticket/ticket.ts';
import { connectServers } from '../support/connected.ts';
import type { Connected } from '../support/connected.ts';

let connected: Connected;
let forums: Forums;
let serverId: ServerId;
/** discord.js refuses more than fifty requests a second. */
let rest: PacedRest['urgent'];

beforeEach(async () => {
  connected = await connectServers();
  const { gateway, servers, stage } = connected;
  await servers.setUp();
  rest = createPacedRest(
    createBuckets(() => gateway.newRest(), systemClock),
    systemClock,
  ).urgent;
  serverId = stage.world.server.id as ServerId;
  forums = createForums({
    rest: gateway.rest,
    botId: () => gateway.botId(),
    forumOf: servers.forumOf,
    statusIn: servers.statusIn,
  });
});
afterEach(() => connected.stop());

/** The bot opens a post, as it does for tickets. */
async function open(name: string, embeds: readonly unknown[] = []): Promise<PostId> {
  const path = Routes.threads(connected.stage.world.forum.id);
  const body = { name, message: { content: 'First', embeds } };
  const post = await send<APIThreadChannel>(rest, { method: 'POST', path, body });
  return post.id as PostId;
}

const change = (postId: PostId, body: Record<string, unknown>) =>
  send(rest, { method: 'PATCH', path: Routes.channel(postId), body });

async function posts(isKnown: (postId: PostId) => boolean = () => true) {
  const found = await forums.posts(serverId, isKnown);
  if (!found.ok) throw new Error(found.failure.cause);
  return found.value;
}

test('the bot’s own posts are read, active and archived, with what their state tells', async () => {
  const [active, resting, shut] = [await open('a'), await open('b'), await open('c')];
  connected.stage.world.manager.post(connected.stage.world.forum.id, 'By hand', 'Not a ticket');
  await change(resting, { archived: true });
  const closedTag = connected.servers.surroundings.tagIds(serverId, null, { status: 'closed', activity: null });
  await change(shut, { archived: true, locked: true, applied_tags: closedTag });
  const found = new Map((await posts()).map((post) => [post.postId, post]));
  expect([...found.keys()].toSorted()).toEqual([active, resting, shut].toSorted());
  expect(found.get(active)).toMatchObject({ isLocked: false, status: null, serverId });
  expect(found.get(resting)).toMatchObject({ isLocked: false, status: null });
  expect(found.get(shut)).toMatchObject({ isLocked: true, status: 'closed' });
  expect(Math.abs((found.get(shut)?.closedAt ?? 0) - Date.now())).toBeLessThan(60_000);
});

test('a locked post that somebody has taken out of the archive was closed before that', async () => {
  const post = await open('a');
  await change(post, { archived: true, locked: true });
  const { clock } = connected.stage.sandbox.world;
  clock.advance(60_000);
  connected.stage.world.manager.write(post, 'Still there?');
  const [found] = await posts();
  const { messages } = connected.stage.posts()[0] ?? { messages: [] };
  const writtenAt = messages.at(-1)?.createdAt ?? 0;
  expect(found?.isLocked).toBe(true);
  expect(writtenAt - (found?.closedAt ?? 0)).toBeGreaterThan(0);
  expect(writtenAt - (found?.closedAt ?? 0)).toBeLessThan(10_000);
});

test('archived posts are read on for as long as a page has any that isn’t known', { timeout: 30_000 }, async () => {
  const all: PostId[] = [];
  for (let count = 0; count < 101; count += 1) all.push(await open(`post ${count}`));
  for (const postId of all) await change(postId, { archived: true });
  const { channels, clock } = connected.stage.sandbox.world;
  const [oldest, next] = all.map((id) => channels.get(id)).filter((channel) => channel?.type === 11);
  if (oldest === undefined || next === undefined) throw new Error('There are no posts.');
  // At the same instant.
  next.archiveChangedAt = clock.now() - 3_600_000;
  oldest.archiveChangedAt = next.archiveChangedAt;
  expect(await posts()).toHaveLength(100);
  expect(await posts((postId) => postId !== all.at(-1))).toHaveLength(101);
});

test('a post’s first message tells whose ticket it is; where it was deleted, or is somebody else’s, nothing does', async () => {
  const { gateway, stage } = connected;
  const [mia] = stage.world.members;
  const user = { id: mia.id as UserId, name: 'Mia', username: 'mia', avatarUrl: null };
  const member = { serverId, userId: user.id, name: 'Mia', joinedAt: null, roleIds: [] };
  const who = { user, member, earlierTickets: { count: 0, latest: [] } };
  const embed = postEmbed(
    { ticketId: 9 as TicketId, mark: 'abcdefgh', who, openedAt: 0, address: null, category: null, answers: [] },
    serverId,
    'en',
  );
  const ours = await open('ours', [embed]);
  expect(await forums.origin(ours)).toMatchObject({ ok: true, value: { ticketId: 9, mark: 'abcdefgh', user } });
  await gateway.rest.delete(Routes.channelMessage(ours, ours));
  expect(await forums.origin(ours)).toEqual({ ok: true, value: null });
  const byHand = stage.world.manager.post(stage.world.forum.id, 'By hand', 'Ticket 9 · abcdefgh');
  expect(await forums.origin(byHand.id as PostId)).toEqual({ ok: true, value: null });
});

test('a user’s DM is the one that there is', async () => {
  const [mia] = connected.stage.world.members;
  const { channelId } = mia.dm('Hello');
  const found = await forums.correspondent(mia.id as UserId);
  expect(found).toMatchObject({ ok: true, value: { channelId, person: { id: mia.id, name: 'Mia', username: 'mia' } } });
  expect(connected.stage.sandbox.world.channels.get(channelId)?.type).toBe(ChannelType.DM);
});

test('a forum that is out of sight has nothing, and a refusal is a failure', async () => {
  expect(await forums.posts('1' as ServerId, () => true)).toEqual({ ok: true, value: [] });
  connected.stage.sandbox.faults.add({ when: 'before', effect: { status: 403, body: { message: 'no', code: 50013 } } });
  expect(await forums.posts(serverId, () => true)).toMatchObject({ ok: false, failure: { kind: 'forbidden' } });
});
