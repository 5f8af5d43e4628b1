import type { Frame, PersonView, PostView } from '../page/protocol.ts';
import { posts } from '../scenario.ts';
import type { DemoWorld } from '../scenario.ts';
import type { Person } from '../scenario/types.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Forum } from '../world/nouns.ts';
import { nameOf, toStickerView } from './message-view.ts';
import type { Scene } from './stage.ts';

/** Everything the page shows besides messages. */
export function toFrame({ sandbox, demo, tally, troubles }: Scene): Frame {
  const { world } = sandbox;
  const { guild } = demo.server;
  const { botUser } = demo.application;
  const channels = [...guild.channelIds].map((id) => world.channels.get(id));
  return {
    bot: { id: botUser.id, name: nameOf(botUser), online: sandbox.gateway.ready > 0 },
    server: { name: guild.name },
    forum: toForum(demo.forum, demo.otherForums),
    people: peopleOf(demo).map((person) => toPerson(sandbox, demo, person)),
    roles: [...guild.roles.values()].filter(({ id }) => id !== guild.id).map(({ id, name }) => ({ id, name })),
    channels: channels.flatMap((channel) =>
      channel?.type === 0 || channel?.type === 15 ? [{ id: channel.id, name: channel.name }] : [],
    ),
    textChannels: channels.flatMap((channel) => (channel?.type === 0 ? [{ id: channel.id, name: channel.name }] : [])),
    posts: toPosts(sandbox, [demo.forum, ...demo.otherForums]),
    stickers: [...world.stickers.values()].filter(({ guildId }) => guildId === null).map(toStickerView),
    counts: tally.counts(),
    troubles: troubles.view(),
  };
}

/** Everybody the visitor can be, members first. */
export function peopleOf(demo: DemoWorld): Person[] {
  return [...demo.members, ...demo.staff, demo.manager];
}

function toForum({ name, tags }: Forum, others: readonly Forum[]): Frame['forum'] {
  const all = [...tags, ...others.flatMap((other) => other.tags)];
  return { name, tags: all.map((tag) => ({ id: tag.id, name: tag.name, emoji: tag.emojiName })) };
}

function toPerson({ world }: Sandbox, demo: DemoWorld, { id, user, canSee }: Person): PersonView {
  return {
    id,
    name: nameOf(user),
    username: user.username,
    staff: !demo.members.some((member) => member.id === id),
    dmChannelId: world.dmIds.get(`${demo.application.botUser.id}:${id}`) ?? null,
    dmsOpen: user.dmsOpen,
    locale: user.locale,
    inServer: demo.server.guild.members.has(id),
    channelIds: [...demo.server.guild.channelIds].filter((one) => world.channels.get(one)?.type === 0 && canSee(one)),
  };
}

/** As forums list them: open ones before closed ones, the most recently active first. */
function toPosts(sandbox: Sandbox, forums: readonly Forum[]): PostView[] {
  return forums
    .flatMap(({ id }) => posts(sandbox, id))
    .toSorted((a, b) => Number(a.archived) - Number(b.archived) || b.thread.lastActivityAt - a.thread.lastActivityAt)
    .map(({ id, title, locked, archived, thread }) => ({ id, title, tagIds: thread.appliedTags, archived, locked }));
}
