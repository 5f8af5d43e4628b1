import { describe, expect, test } from 'vitest';
import type { Address } from '../../src/desk/ports.ts';
import { renderRequest } from '../../src/discord/render.ts';
import type { Surroundings } from '../../src/discord/render.ts';
import { postEmbed } from '../../src/discord/post-embed.ts';
import type { Effect, Outgoing, PostFacts } from '../../src/ticket/effects.ts';
import type { ChannelId, MessageId, ServerId, TicketId, UserId } from '../../src/ticket/ticket.ts';

const serverId = '900' as ServerId;
const userId = '200000000000000001' as UserId;
const channel: Address = {
  channelId: '300' as ChannelId,
  replyTo: null,
  copyId: null,
  copyFiles: [],
  sourceChannelId: null,
};
const nowhere: Address = { channelId: null, replyTo: null, copyId: null, copyFiles: [], sourceChannelId: null };

const surroundings: Surroundings = {
  forumOf: (id) => (id === serverId ? { id: '800', serverId: '901' } : null),
  tagIds: (server, post, { status, activity }) => [`${server}/${post ?? 'new'}/${status}/${activity ?? '-'}`],
};
const render = (effect: Effect, address: Address = channel) => renderRequest(effect, address, 'nonce1', surroundings);

const pingNobody = { parse: [], replied_user: false };
const relayed = (content: string): Outgoing => ({ body: { type: 'relayed', content }, replyTo: null, source: null });
const toUser = (content: string): Effect => ({ type: 'sendToUser', ...relayed(content) });
const tags = { status: 'open', activity: 'unanswered' } as const;

describe('what staff sent by a command', () => {
  const by = { id: userId, name: 'Discord Robin', username: 'robin', avatarUrl: 'https://cdn.example/robin.png' };
  const source = { messageId: '1' as MessageId, part: 1, parts: 1, receipt: false };
  const shown = { type: 'sendAsStaff', serverId, by, content: '@everyone Hello', source } as const;

  test('is shown by the forum’s webhook, pings nobody, and is never sent again without a look at the post', () => {
    expect(render(shown)).toEqual({
      method: 'POST',
      path: '/webhooks/800?wait=true&thread_id=300',
      body: {
        content: '@everyone Hello',
        username: 'D\u2060iscord Robin',
        avatar_url: 'https://cdn.example/robin.png',
        allowed_mentions: pingNobody,
      },
      repeat: 'never',
      channelId: '300',
    });
  });

  test('has nowhere to go without a post, or a forum', () => {
    expect(render(shown, nowhere)).toBeNull();
    expect(render({ ...shown, serverId: '1' as ServerId })).toBeNull();
  });
});

test('a statement that is taken back is deleted', () => {
  const request = render({ type: 'deleteStatement', side: 'user', messageId: '400' as MessageId });
  expect(request).toEqual({ method: 'DELETE', path: '/channels/300/messages/400', body: null, repeat: 'harmless' });
});

describe('a relayed message', () => {
  test('is one request that can be repeated for a few minutes, and pings nobody', () => {
    expect(render(toUser('@everyone Hello'))).toEqual({
      method: 'POST',
      path: '/channels/300/messages',
      body: { content: '@everyone Hello', allowed_mentions: pingNobody, nonce: 'nonce1', enforce_nonce: true },
      repeat: 'onceByNonce',
    });
  });

  test('is the same in a post', () => {
    expect(render({ type: 'sendToPost', shownByAnswer: false, ...relayed('Hello') })).toEqual(render(toUser('Hello')));
  });

  test('that answers another one does so also when that is gone', () => {
    const request = render(toUser('Hello'), { ...channel, replyTo: '400' as MessageId });
    expect(request?.body).toMatchObject({ message_reference: { message_id: '400', fail_if_not_exists: false } });
  });
});

test('what the bot says for itself is a container with its words, and pings nobody', () => {
  const statement = { type: 'closed', by: userId, comment: 'Two\nlines' } as const;
  const effect: Effect = {
    type: 'sendToPost',
    shownByAnswer: false,
    body: { type: 'statement', statement, language: 'en' },
    replyTo: null,
    source: null,
  };
  expect(render(effect)?.body).toEqual({
    flags: 1 << 15,
    components: [
      {
        type: 17,
        components: [
          { type: 10, content: `🔒 Closed by <@${userId}>.` },
          { type: 10, content: '> Two\n> lines' },
        ],
      },
    ],
    allowed_mentions: pingNobody,
    nonce: 'nonce1',
    enforce_nonce: true,
  });
});

test.each([
  ['delivered', '%E2%9C%85'],
  ['failed', '%E2%9D%8C'],
] as const)('a message that is %s gets its emoji', (outcome, emoji) => {
  expect(render({ type: 'react', side: 'user', messageId: '400' as MessageId, outcome })).toEqual({
    method: 'PUT',
    path: `/channels/300/messages/400/reactions/${emoji}/@me`,
    body: null,
    repeat: 'harmless',
  });
});

describe('a post is changed by one PATCH without a name, since Discord allows two renames in ten minutes', () => {
  test.each([
    [{ type: 'setTags', serverId, tags }, { applied_tags: ['900/300/open/unanswered'] }],
    [{ type: 'wakePost' }, { archived: false }],
    [
      { type: 'archivePost', serverId, tags: { status: 'closed', activity: null } },
      { applied_tags: ['900/300/closed/-'], locked: true, archived: true },
    ],
  ] as const)('%j', (effect, body) => {
    expect(render(effect)).toEqual({ method: 'PATCH', path: '/channels/300', body, repeat: 'harmless' });
  });
});

test('a member is looked up, wherever', () => {
  expect(render({ type: 'lookUpMember', serverId, userId, reopening: null }, nowhere)).toEqual({
    method: 'GET',
    path: `/guilds/900/members/${userId}`,
    body: null,
    repeat: 'harmless',
  });
});

describe('a post is opened', () => {
  const facts: PostFacts = {
    ticketId: 1 as TicketId,
    mark: 'bcdfgh23',
    who: {
      user: { id: userId, name: 'Mia', username: 'mia', avatarUrl: null },
      member: { serverId, userId, name: 'Mia', joinedAt: null, roleIds: [] },
      earlierTickets: { count: 0, latest: [] },
    },
    openedAt: 0,
    address: null,
    category: null,
    answers: [],
  };
  const opening: Extract<Effect, { type: 'openPost' }> = {
    type: 'openPost',
    serverId,
    title: '#1 · Mia',
    facts,
    pings: [],
    tags,
    language: 'en',
    autoArchiveMinutes: 1440,
  };

  test("in the server's forum, with tags, the user's facts, and pinging nobody; a second time would open a second one", () => {
    expect(render(opening, nowhere)).toEqual({
      method: 'POST',
      path: '/channels/800/threads',
      body: {
        name: '#1 · Mia',
        auto_archive_duration: 1440,
        applied_tags: ['900/new/open/unanswered'],
        message: { allowed_mentions: pingNobody, embeds: [postEmbed(facts, '901', 'en')] },
      },
      repeat: 'never',
    });
  });

  test('pinging those that are to be pinged, and nobody else', () => {
    const pings = [{ role: '1' }, { user: '2' }, { role: '3' }];
    expect(render({ ...opening, pings }, nowhere)?.body).toMatchObject({
      message: { content: '<@&1> <@&3> <@2>', allowed_mentions: { parse: [], roles: ['1', '3'], users: ['2'] } },
    });
  });

  test('nowhere while the forum is unknown', () => {
    expect(render({ ...opening, serverId: '1' as ServerId }, nowhere)).toBeNull();
  });
});

test.each([
  toUser('Hello'),
  { type: 'react', side: 'post', messageId: '1' as MessageId, outcome: 'failed' },
  { type: 'setTags', serverId, tags },
  { type: 'wakePost' },
  { type: 'archivePost', serverId, tags },
] satisfies Effect[])('without a channel there is nowhere to send $type', (effect) => {
  expect(render(effect, nowhere)).toBeNull();
});
