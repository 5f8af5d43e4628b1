import { Routes } from 'discord.js';
import { afterEach, describe, expect, test } from 'vitest';
import { permissions } from '../../src/sandbox/permissions.ts';
import type { Forum } from '../../src/sandbox/world/nouns.ts';
import { connectServers } from '../support/connected.ts';
import type { Connected } from '../support/connected.ts';
import type { Stage } from '../support/stage.ts';
import type { PostTags } from '../../src/ticket/post-tags.ts';

const usual = ['Open', 'Closed', 'Close Requested', 'Unanswered', 'User Responded', 'Awaiting Response'];
const unanswered = { status: 'open', activity: 'unanswered' } as const;
const closed = { status: 'closed', activity: null } as const;

let connected: Connected;
afterEach(() => connected.stop());

const forum = ({ world }: Stage = connected.stage): Forum => world.forum;
const names = (): string[] => forum().tags.map(({ name }) => name);
const changes = (): number => connected.stage.sandbox.traffic.count('PATCH', '/channels/{channel_id}');

/** Tags that stand in the forum before the bot comes. */
const withTags =
  (...tags: readonly string[]) =>
  ({ world }: Stage): void => {
    const ids = tags.map((_, index) => String(10n ** 17n + BigInt(index)));
    world.forum.tags = tags.map((name, index) => ({
      id: ids[index] ?? '',
      name,
      moderated: false,
      emojiId: null,
      emojiName: null,
    }));
  };

/** What an admin makes of the forum's tags, by their names. */
async function changeTags(change: (name: string) => string | null): Promise<void> {
  const tags = forum().tags.flatMap(({ id, name, moderated }) => {
    const changed = change(name);
    return changed === null ? [] : [{ id, name: changed, moderated }];
  });
  const before = connected.events.length;
  await connected.gateway.rest.patch(Routes.channel(forum().id), { body: { available_tags: tags } });
  await connected.stage.until(() => connected.events.slice(before).includes('CHANNEL_UPDATE'));
  connected.stage.sandbox.traffic.clear();
}

/** The names of the tags that a post gets. */
function tagsFor(tags: PostTags, post: string | null = null): string[] {
  const ids = connected.servers.surroundings.tagIds(connected.stage.world.server.id, post, tags);
  return (ids ?? []).map((id) => forum().tags.find((tag) => tag.id === id)?.name ?? id);
}

/** A post that somebody opened by hand, with the tags they chose. */
async function postWith(...tags: string[]): Promise<string> {
  const { id } = connected.stage.world.manager.post(forum().id, 'By hand', 'Hello', tags);
  await connected.stage.until(() => tagsFor(unanswered, id).length > 2);
  return id;
}

describe('the forum tags', () => {
  test('that are missing are created in one request, moderated, behind those that are there', async () => {
    connected = await connectServers(withTags('Bug', 'closed by hand'));
    await connected.servers.setUp();
    expect(names()).toEqual(['Bug', 'closed by hand', ...usual]);
    expect(
      forum()
        .tags.slice(2)
        .every(({ moderated }) => moderated),
    ).toBe(true);
    expect(changes()).toBe(1);
    expect(connected.problems).toEqual([]);
  });

  test('that are there already are found by name, and nothing is changed', async () => {
    connected = await connectServers(withTags(...usual.toReversed()));
    await connected.servers.setUp();
    expect(names()).toEqual(usual.toReversed());
    expect(changes()).toBe(0);
    expect(tagsFor(unanswered)).toEqual(['Open', 'Unanswered']);
  });

  test('are known by their names in any language, and made in the server’s', async () => {
    connected = await connectServers(withTags('Offen', 'Fermé', 'Schließen angefragt'));
    await connected.servers.setUp();
    expect(names()).toEqual([
      'Offen',
      'Fermé',
      'Schließen angefragt',
      'Unanswered',
      'User Responded',
      'Awaiting Response',
    ]);
    expect([tagsFor(unanswered), tagsFor(closed)]).toEqual([['Offen', 'Unanswered'], ['Fermé']]);
  });

  test('are found after a rename, and not made again', async () => {
    connected = await connectServers();
    await connected.servers.setUp();
    await changeTags((name) => (name === 'Open' ? 'In progress' : name));
    await connected.servers.setUp();
    expect(changes()).toBe(0);
    expect(tagsFor(unanswered)).toEqual(['In progress', 'Unanswered']);
  });

  test('that somebody deletes are left out until they are made again', async () => {
    connected = await connectServers();
    await connected.servers.setUp();
    await changeTags((name) => (name === 'Open' ? null : name));
    expect(tagsFor(unanswered)).toEqual(['Unanswered']);
    await connected.servers.setUp();
    expect(changes()).toBe(1);
    expect(tagsFor(unanswered)).toEqual(['Open', 'Unanswered']);
  });

  test('are told to be too many where the forum has no room, and posts get those that are there', async () => {
    const others = Array.from({ length: 15 }, (_, index) => `Topic ${index}`);
    connected = await connectServers(withTags(...others, 'Open'));
    await connected.servers.setUp();
    expect(changes()).toBe(0);
    expect(connected.problems).toEqual([
      `The forum tags of ${forum().id} can't be created: the forum has room for 20 tags and would need 21.`,
    ]);
    expect(tagsFor(unanswered)).toEqual(['Open']);
  });

  test('fill a forum to its last place', async () => {
    connected = await connectServers(withTags(...Array.from({ length: 14 }, (_, index) => `Topic ${index}`)));
    await connected.servers.setUp();
    expect(names()).toHaveLength(20);
    expect(connected.problems).toEqual([]);
  });
});

describe('tags for ratings', () => {
  const five = ['1 star', '2 stars', '3 stars', '4 stars', '5 stars'];
  const rated = { ...closed, rating: 4 } as const;

  test('are made where they are wanted, behind the others; a rated post bears its own, and no earlier one', async () => {
    connected = await connectServers(withTags('Bug', '2 Sterne'), { ratingTags: true });
    await connected.servers.setUp();
    expect(names()).toEqual(['Bug', '2 Sterne', ...usual, '1 star', '3 stars', '4 stars', '5 stars']);
    expect(forum().tags.at(-1)).toMatchObject({ emojiName: '⭐', moderated: true });
    const post = await postWith('Bug', '2 Sterne');
    expect(tagsFor(rated, post)).toEqual(['Closed', '4 stars', 'Bug']);
    expect(tagsFor(unanswered, post)).toEqual(['Open', 'Unanswered', 'Bug']);
  });

  test('are neither made nor set where they aren’t', async () => {
    connected = await connectServers(withTags('4 stars'));
    await connected.servers.setUp();
    expect(names()).toEqual(['4 stars', ...usual]);
    expect(tagsFor(rated)).toEqual(['Closed']);
  });

  test('for which there is no room are told to be too many, and the others are made', async () => {
    const others = Array.from({ length: 10 }, (_, index) => `Topic ${index}`);
    connected = await connectServers(withTags(...others), { ratingTags: true });
    await connected.servers.setUp();
    expect(names()).toEqual([...others, ...usual]);
    expect(connected.problems).toEqual([
      `The tags for ratings of ${forum().id} can't be created: the forum has room for 20 tags and would need 21.`,
    ]);
    expect(five.filter((name) => tagsFor(rated).includes(name))).toEqual([]);
  });
});

describe('a post', () => {
  test('keeps what people set on it, behind the tags of its state', async () => {
    connected = await connectServers(withTags('Bug', 'Urgent'));
    await connected.servers.setUp();
    const post = await postWith('Urgent', 'Unanswered', 'Bug');
    expect(tagsFor(unanswered, post)).toEqual(['Open', 'Unanswered', 'Urgent', 'Bug']);
    expect(tagsFor(closed, post)).toEqual(['Closed', 'Urgent', 'Bug']);
  });

  test('has five at most: those of its state come first', async () => {
    connected = await connectServers(withTags('A', 'B', 'C', 'D', 'E'));
    await connected.servers.setUp();
    const post = await postWith('A', 'B', 'C', 'D', 'E');
    expect(tagsFor(unanswered, post)).toEqual(['Open', 'Unanswered', 'A', 'B', 'C']);
  });

  test("doesn't keep a tag that the forum no longer has", async () => {
    connected = await connectServers(withTags('Bug', 'Urgent'));
    await connected.servers.setUp();
    const post = await postWith('Urgent', 'Bug');
    await changeTags((name) => (name === 'Urgent' ? null : name));
    expect(tagsFor(unanswered, post)).toEqual(['Open', 'Unanswered', 'Bug']);
  });
});

describe('a forum that takes no post without a tag', () => {
  const demanding =
    (...tags: readonly string[]) =>
    (stage: Stage): void => {
      withTags(...tags)(stage);
      stage.world.forum.requireTag = true;
      for (const role of stage.world.server.guild.roles.values()) {
        if (role.botId !== null) role.permissions &= ~permissions.manageChannels;
      }
    };

  test('gets one that everybody may set, where the bot may not make its own; that is told once', async () => {
    connected = await connectServers(demanding('Staff only', 'Question'));
    const [first] = forum().tags;
    if (first !== undefined) first.moderated = true;
    await connected.servers.learnTags();
    await connected.servers.learnTags();
    expect(tagsFor(unanswered)).toEqual(['Question']);
    expect(tagsFor(closed)).toEqual(['Question']);
    expect(connected.problems).toEqual([
      `The forum tags of ${forum().id} can't be created: the bot lacks the permission.`,
    ]);
  });

  test('without any tag is told, and has none to give', async () => {
    connected = await connectServers(demanding());
    await connected.servers.setUp();
    expect(connected.servers.surroundings.tagIds(connected.stage.world.server.id, null, unanswered)).toBeNull();
    expect(connected.problems).toContain(
      `New tickets wait, since the forum ${forum().id} takes no post without a tag: it has none: make one, or let the bot make its own (Manage Channels).`,
    );
  });
});

test('tags that changed unheard are learnt by asking, and those that are missing are made', async () => {
  connected = await connectServers();
  await connected.servers.setUp();
  const { stage, servers } = connected;
  stage.sandbox.gateway.pause();
  forum().tags = forum().tags.filter(({ name }) => name !== 'Open');
  await servers.learnTags();
  expect(tagsFor(unanswered)).toEqual(['Open', 'Unanswered']);
  expect(names()).toContain('Open');
  stage.sandbox.gateway.resume();
});
