import { GatewayDispatchEvents } from 'discord.js';
import type { GatewayDispatchPayload } from 'discord.js';
import { beforeEach, describe, expect, test } from 'vitest';
import { createView } from '../../src/discord/view.ts';
import type { View } from '../../src/discord/view.ts';

const packet = (t: GatewayDispatchEvents, d: unknown): GatewayDispatchPayload =>
  ({ op: 0, s: 1, t, d }) as GatewayDispatchPayload;
const tag = (name: string) => ({ id: name, name, moderated: true, emoji_id: null, emoji_name: null });
const forum = (id: string, ...tags: string[]) => ({ id, type: 15, guild_id: '900', available_tags: tags.map(tag) });
const post = (id: string, newest: string | null, tags: string[] = [], forumId = '800') => {
  return { id, type: 11, guild_id: '900', parent_id: forumId, applied_tags: tags, last_message_id: newest };
};
const roles = [{ id: '901' }, { id: '902', tags: { bot_id: '1' } }];
const server = (threads: unknown[] = [], channels: unknown[] = [forum('800', 'Open')]) =>
  packet(GatewayDispatchEvents.GuildCreate, { id: '900', name: 'Lantern Games', channels, threads, roles });

let view: View;
beforeEach(() => {
  view = createView(new Set(['800']));
});

test('nothing is known before Discord tells', () => {
  expect(view.serverName('900')).toBeNull();
  expect(view.forum('800')).toBeNull();
  expect(view.tagsOn('400')).toEqual([]);
  expect([...view.newestInPosts()]).toEqual([]);
});

test('a server comes with its name, its forum, and the posts in that forum alone', () => {
  view.take(
    server([post('400', '410', ['Open']), post('401', '411', [], '801')], [forum('800', 'Open'), forum('801')]),
  );
  expect(view.serverName('900')).toBe('Lantern Games');
  expect(view.forum('800')).toEqual({ id: '800', serverId: '900', tags: [tag('Open')], needsTag: false });
  expect(view.forum('801')).toBeNull();
  expect([view.botRole('900', '1'), view.botRole('900', '2'), view.botRole('901', '1')]).toEqual(['902', null, null]);
  expect(view.tagsOn('400')).toEqual(['Open']);
  expect([...view.newestInPosts()]).toEqual([['400', '410']]);
});

describe('what changes is followed', () => {
  beforeEach(() => view.take(server([post('400', '410', ['Open'])])));

  test("a server's name", () => {
    view.take(packet(GatewayDispatchEvents.GuildUpdate, { id: '900', name: 'Lantern' }));
    expect(view.serverName('900')).toBe('Lantern');
  });

  test("a forum's tags, as events or as the answer to a request", () => {
    view.take(packet(GatewayDispatchEvents.ChannelUpdate, forum('800', 'Open', 'Bug')));
    expect(view.forum('800')?.tags).toEqual([tag('Open'), tag('Bug')]);
    view.setForumTags('800', [tag('Bug')]);
    expect(view.forum('800')?.tags).toEqual([tag('Bug')]);
    view.setForumTags('801', [tag('Bug')]);
    expect(view.forum('801')).toBeNull();
    expect([view.botRole('900', '1'), view.botRole('900', '2'), view.botRole('901', '1')]).toEqual(['902', null, null]);
  });

  test('a forum that is deleted, or becomes visible', () => {
    view.take(packet(GatewayDispatchEvents.ChannelDelete, forum('800')));
    expect(view.forum('800')).toBeNull();
    view.take(packet(GatewayDispatchEvents.ChannelCreate, forum('800', 'Open')));
    expect(view.forum('800')).not.toBeNull();
  });

  test('the tags on a post, which stay known when it is archived', () => {
    view.take(packet(GatewayDispatchEvents.ThreadUpdate, post('400', '410', ['Closed'])));
    expect(view.tagsOn('400')).toEqual(['Closed']);
    view.take(packet(GatewayDispatchEvents.ThreadDelete, { id: '400', guild_id: '900', parent_id: '800', type: 11 }));
    expect(view.tagsOn('400')).toEqual([]);
  });
});

describe('a new session', () => {
  test('tells the newest message of the active posts anew', () => {
    view.take(server([post('400', '410')]));
    view.take(server([post('400', '415')]));
    expect([...view.newestInPosts()]).toEqual([['400', '415']]);
  });

  test('says nothing about a post that was archived meanwhile: what is newest there is no longer known', () => {
    view.take(server([post('400', '410', ['Open', 'Bug'])]));
    view.take(server([]));
    expect([...view.newestInPosts()]).toEqual([]);
    expect(view.tagsOn('400')).toEqual(['Open', 'Bug']);
  });

  test('of one server leaves the other ones alone', () => {
    view.take(server([post('400', '410')]));
    view.take(
      packet(GatewayDispatchEvents.GuildCreate, { id: '901', name: 'Other', channels: [], roles, threads: [] }),
    );
    expect([...view.newestInPosts()]).toEqual([['400', '410']]);
  });
});
