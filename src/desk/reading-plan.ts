import type { ChannelId, PostId, UserId } from '../ticket/ticket.ts';
import type { ChannelMessage } from './ports.ts';
import type { Store } from './store.ts';
import type { CatchUpParts } from './catchup.ts';
import { channelOf } from './ticket-work.ts';

export type PlanParts = Pick<CatchUpParts, 'store' | 'history' | 'clock' | 'reach'>;

/** What was written just before a post was archived may not have been heard, and nothing tells of it any more. */
const closedAtOnce = 50;

/** What is to be read after a gap. */
export interface ReadingPlan {
  /** Something may have been written in these, in the order in which they are to be read. */
  readonly behind: readonly ChannelId[];
  /** Nothing new was written in these. */
  readonly unchanged: readonly ChannelId[];
  /** Those of them in which something may have been edited or deleted. */
  readonly toSweep: readonly ChannelId[];
}

/**
 * Plans the reading, most recently active channels first. Of posts Discord tells the newest message, as far as they are active;
 * of DMs nothing. Users who wait for nothing come last.
 */
export function planReading(parts: PlanParts, newestInPosts: ReadonlyMap<string, string>): ReadingPlan {
  const { store, history, clock, reach } = parts;
  const open = store.openTickets().flatMap(({ postId }) => (postId === null ? [] : [channelOf(postId)]));
  const posts = [...open, ...wokenPosts(parts, open, newestInPosts)];
  const unchanged = posts.filter((post) => isUnchanged(parts, post, newestInPosts.get(post)));
  const changed = posts.filter((post) => !unchanged.includes(post));
  const changedOrWaiting = latestFirst(parts, [...changed, ...store.channelsOfWaitingUsers()]);
  const closed = store.postsClosedLately(closedAtOnce).filter((post) => !posts.includes(post));
  const earlier = store.channelsOfEarlierUsers(history.firstIdAt(clock.now() - reach.earlierUsersMs));
  return {
    behind: [...changedOrWaiting, ...closed, ...earlier],
    unchanged,
    toSweep: latestFirst(
      parts,
      unchanged.filter((post) => wasActive(parts, post)),
    ),
  };
}

/** What was handled in a channel lately may have changed since. */
export function wasActive({ store, history, clock, reach }: PlanParts, channelId: ChannelId): boolean {
  const known = store.newest(channelId);
  return known !== null && history.madeAt(known) >= clock.now() - reach.changesMs;
}

/** Both sides of a post's ticket, or of a user's open ones. */
export function channelsOf(store: Store, whose: PostId | { readonly userId: UserId }): readonly ChannelId[] {
  const tickets =
    typeof whose === 'string'
      ? [store.ticketOfPost(whose) ?? []].flat()
      : store.openTickets().filter(({ userId }) => userId === whose.userId);
  const userId = typeof whose === 'string' ? tickets[0]?.userId : whose.userId;
  const dm = userId === undefined ? null : (store.user(userId)?.channelId ?? null);
  const posts = tickets.flatMap(({ postId }) => (postId === null ? [] : [channelOf(postId)]));
  return dm === null ? posts : [...posts, dm];
}

/**
 * Whether a message that waited for its channel to be read isn't there any more, and can't be delivered, marked, either: nobody
 * was told that it was deleted, or something that was written after it has been handled.
 */
export function isGone(
  { channelId, messageId, event }: ChannelMessage,
  waiting: readonly ChannelMessage[],
  store: Pick<Store, 'recorded' | 'newest'>,
): boolean {
  const isWritten = event?.type === 'userWrote' || event?.type === 'staffWrote';
  if (!isWritten || store.recorded(messageId) !== null) return false;
  const isTold = waiting.some((other) => other.messageId === messageId && other.event?.type === 'deleted');
  return !isTold || BigInt(store.newest(channelId) ?? 0) > BigInt(messageId);
}

/** A closed post is active only where somebody wrote in it since. */
function wokenPosts(
  { store }: PlanParts,
  open: readonly ChannelId[],
  newestInPosts: ReadonlyMap<string, string>,
): readonly ChannelId[] {
  const known = new Set<string>(open);
  return [...newestInPosts.keys()].flatMap((id) =>
    known.has(id) || store.ticketOfPost(id as PostId) === null ? [] : [id as ChannelId],
  );
}

/** Discord told the newest message of a post, and that was handled already. */
function isUnchanged({ store }: PlanParts, channelId: ChannelId, newest: string | undefined): boolean {
  const known = store.newest(channelId);
  return newest !== undefined && known !== null && BigInt(known) >= BigInt(newest);
}

function latestFirst({ store }: PlanParts, channels: readonly ChannelId[]): readonly ChannelId[] {
  const dated = channels.map((channelId) => ({ channelId, at: BigInt(store.newest(channelId) ?? 0) }));
  return dated.toSorted((a, b) => Number(b.at - a.at)).map(({ channelId }) => channelId);
}
