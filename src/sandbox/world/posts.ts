import { ApiError } from '../api-error.ts';
import { may, permissions } from '../permissions.ts';
import { isEmpty, messageFlags, type Draft } from './drafts.ts';
import { assertFilesFit } from './files.ts';
import { findGuild } from './find.ts';
import type { Forum, Message, Thread } from './nouns.ts';
import { assertTags } from './tags.ts';
import { archiveWhenIdle, assertRoomForThread } from './threads.ts';
import { addMessage, neededFor } from './writing.ts';
import type { World } from './world.ts';

/** A post that is to be made. */
export interface NewPost {
  readonly name: string;
  readonly appliedTags: readonly string[];
  readonly autoArchiveMinutes: number;
  readonly slowmodeSeconds: number;
  readonly draft: Draft;
}

/** Makes a post with its first message, which has the same ID as the post. */
export function createPost(
  world: World,
  ownerId: string,
  forum: Forum,
  post: NewPost,
): { thread: Thread; message: Message } {
  assertMayPost(world, ownerId, forum, post);
  const thread = makeThread(world, ownerId, forum, post);
  world.channels.set(thread.id, thread);
  forum.threadIds.add(thread.id);
  forum.lastMessageId = thread.id;
  findGuild(world, forum.guildId).activeThreadIds.add(thread.id);
  archiveWhenIdle(world, thread);
  world.emit({ type: 'threadCreated', thread });
  const message = addMessage(world, { authorId: ownerId, channel: thread, draft: post.draft, id: thread.id });
  return { thread, message };
}

// A bot needs SEND_MESSAGES alone for it: resources/channel#start-thread-in-forum-or-media-channel
function assertMayPost(world: World, ownerId: string, forum: Forum, post: NewPost): void {
  if (!may(world, ownerId, forum, permissions.viewChannel)) throw new ApiError(50001);
  const needed = permissions.sendMessages | neededFor(post.draft);
  if (!may(world, ownerId, forum, needed)) throw new ApiError(50013);
  assertFilesFit(world, ownerId, forum, post.draft.files);
  assertTags(world, ownerId, forum, post.appliedTags);
  if (isEmpty(post.draft)) throw new ApiError(50006);
  if ((post.draft.flags & messageFlags.componentsV2) !== 0 && !world.settings.componentsV2InFirstMessage) {
    throw new ApiError(50035, {
      message: { flags: { _errors: [{ code: 'BASE_TYPE_CHOICES', message: 'Not here.' }] } },
    });
  }
  assertRoomForThread(world, findGuild(world, forum.guildId));
}

function makeThread(world: World, ownerId: string, forum: Forum, post: NewPost): Thread {
  const now = world.clock.now();
  return {
    type: 11,
    id: world.ids.next(),
    guildId: forum.guildId,
    parentId: forum.id,
    ownerId,
    createdAt: now,
    name: post.name,
    archived: false,
    locked: false,
    archiveChangedAt: now,
    autoArchiveMinutes: post.autoArchiveMinutes,
    lastActivityAt: now,
    slowmodeSeconds: post.slowmodeSeconds,
    pinned: false,
    appliedTags: [...new Set(post.appliedTags)],
    members: new Map([[ownerId, now]]),
    messageCount: 0,
    totalSent: 0,
    lastMessageId: null,
  };
}
