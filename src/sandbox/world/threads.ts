import { ApiError } from '../api-error.ts';
import { may, permissions } from '../permissions.ts';
import { findGuild, forumOf } from './find.ts';
import type { Guild, Thread } from './nouns.ts';
import { assertTags } from './tags.ts';
import type { World } from './world.ts';

/** Makes someone a member of a thread, as writing there or being mentioned does. */
export function joinThread(world: World, thread: Thread, userId: string): void {
  const guild = world.guilds.get(thread.guildId);
  if (thread.members.has(userId) || guild?.members.has(userId) !== true) return;
  thread.members.set(userId, world.clock.now());
}

/** Un-archives a post because someone writes in it. */
export function reopenByMessage(world: World, thread: Thread, authorId: string): void {
  if (!thread.archived) return;
  joinThread(world, thread, authorId);
  setArchived(world, thread, false);
  announceReopening(world, thread);
}

// Un-archiving sends THREAD_UPDATE, then THREAD_MEMBER_UPDATE, and only then what un-archived it:
// https://docs.discord.com/developers/topics/threads#unarchiving-a-thread
function announceReopening(world: World, thread: Thread): void {
  world.emit({ type: 'threadUpdated', thread });
  for (const userId of thread.members.keys()) {
    if (world.users.get(userId)?.bot === true) world.emit({ type: 'threadMemberUpdated', thread, userId });
  }
}

/** 160006 where a server has as many unarchived threads as it may. */
export function assertRoomForThread(world: World, guild: Guild): void {
  if (guild.activeThreadIds.size >= world.settings.activeThreadCap) throw new ApiError(160006);
}

function setArchived(world: World, thread: Thread, archived: boolean): void {
  const guild = findGuild(world, thread.guildId);
  if (archived) {
    guild.activeThreadIds.delete(thread.id);
    // resources/channel: archiving a post unpins it.
    thread.pinned = false;
  } else {
    assertRoomForThread(world, guild);
    guild.activeThreadIds.add(thread.id);
    thread.lastActivityAt = world.clock.now();
    archiveWhenIdle(world, thread);
  }
  thread.archived = archived;
  thread.archiveChangedAt = world.clock.now();
}

/** Archives a post once nothing has happened in it for the time it was made with. Archived isn't closed. */
export function archiveWhenIdle(world: World, thread: Thread): void {
  const idleMs = thread.autoArchiveMinutes * 60_000;
  const check = (): void => {
    if (thread.archived || !world.channels.has(thread.id)) return;
    const leftMs = thread.pinned ? idleMs : thread.lastActivityAt + idleMs - world.clock.now();
    if (leftMs > 0) return void world.clock.after(leftMs, check);
    setArchived(world, thread, true);
    world.emit({ type: 'threadUpdated', thread });
  };
  world.clock.after(idleMs, check);
}

/** What a PATCH can change about a thread. */
export interface ThreadChange {
  readonly name?: string;
  readonly archived?: boolean;
  readonly locked?: boolean;
  readonly appliedTags?: readonly string[];
  readonly autoArchiveMinutes?: number;
  readonly slowmodeSeconds?: number;
  readonly pinned?: boolean;
}

/** Changes a thread as PATCH does: all of it, or nothing and an error. */
export function changeThread(world: World, userId: string, thread: Thread, change: ThreadChange): void {
  assertMayChange(world, userId, thread, change);
  const { appliedTags } = change;
  if (appliedTags !== undefined) assertTags(world, userId, forumOf(world, thread), appliedTags);
  const reopened = thread.archived && change.archived === false;
  if (change.archived !== undefined && change.archived !== thread.archived) {
    setArchived(world, thread, change.archived);
  }
  if (appliedTags !== undefined) thread.appliedTags = [...new Set(appliedTags)];
  thread.name = change.name ?? thread.name;
  thread.locked = change.locked ?? thread.locked;
  thread.autoArchiveMinutes = change.autoArchiveMinutes ?? thread.autoArchiveMinutes;
  thread.slowmodeSeconds = change.slowmodeSeconds ?? thread.slowmodeSeconds;
  thread.pinned = change.pinned ?? thread.pinned;
  if (reopened) announceReopening(world, thread);
  else world.emit({ type: 'threadUpdated', thread });
}

function assertMayChange(world: World, userId: string, thread: Thread, change: ThreadChange): void {
  if (!may(world, userId, thread, permissions.viewChannel)) throw new ApiError(50001);
  const moderates = may(world, userId, thread, permissions.manageThreads);
  const writes = may(world, userId, thread, permissions.sendMessagesInThreads);
  const reopensOnly = change.archived === false && Object.keys(change).length === 1 && !thread.locked;
  // resources/channel#modify-channel: whoever may write may un-archive; its creator may rename, tag and archive.
  const own = thread.ownerId === userId && change.locked !== false && !(thread.locked && change.archived === false);
  if (!moderates && !(reopensOnly && writes) && !own) throw new ApiError(50013);
  // An archived thread takes nothing before it is un-archived, but both fit in one PATCH (discord-api-docs #6928).
  if (thread.archived && change.archived !== false) throw new ApiError(50083);
}

/** Deletes a thread with its messages. */
export function deleteThread(world: World, thread: Thread): void {
  removeThread(world, thread);
  world.emit({ type: 'threadDeleted', thread });
}

/** Takes a thread and its messages out of the world without telling anyone. */
export function removeThread(world: World, thread: Thread): void {
  const forum = forumOf(world, thread);
  forum.threadIds.delete(thread.id);
  findGuild(world, thread.guildId).activeThreadIds.delete(thread.id);
  world.channels.delete(thread.id);
  world.messages.delete(thread.id);
}
