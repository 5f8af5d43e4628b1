import type { MessageView } from '../message-view.ts';
import type { ChannelView, PersonView, PostView, TagView } from '../protocol.ts';
import { compareIds } from './ids.ts';
import type { Conversation, Model } from './model.ts';

/** The person with this ID, among those the page plays. */
export function findPerson(model: Model, id: string | null): PersonView | null {
  return model.frame?.people.find((person) => person.id === id) ?? null;
}

/** The post that is open on the staff's side. */
export function openPost(model: Model): PostView | null {
  return model.frame?.posts.find((post) => post.id === model.postId) ?? null;
}

/** The text channel that is open on the staff's side. */
export function openChannel(model: Model): ChannelView | null {
  return model.frame?.textChannels.find((channel) => channel.id === model.postId) ?? null;
}

/** The tags of a post that the forum still knows, in the forum's order. */
export function tagsOf(model: Model, post: PostView): TagView[] {
  return model.frame?.forum.tags.filter((tag) => post.tagIds.includes(tag.id)) ?? [];
}

/** The channel in which a member is, where they see it; null: they are in their direct messages. */
export function memberChannel({ frame, memberPlaceId }: Model, person: PersonView): ChannelView | null {
  const channel = frame?.textChannels.find(({ id }) => id === memberPlaceId);
  return channel !== undefined && person.channelIds.includes(channel.id) ? channel : null;
}

/** A member's direct messages with the bot. */
export function memberConversation(person: PersonView): Conversation {
  return { key: `dm:${person.id}`, personId: person.id, place: { type: 'dm' }, channelId: person.dmChannelId };
}

/** A post or a text channel as one of the staff writes in it. */
export function postConversation(person: PersonView, post: ChannelView | PostView): Conversation {
  const place = { type: 'channel', channelId: post.id } as const;
  return { key: `${person.id}:${post.id}`, personId: person.id, place, channelId: post.id };
}

/** What one person sees of a conversation: answers meant for others, and those put away, are left out. */
export function visibleLog(model: Model, conversation: Conversation): MessageView[] {
  const log = conversation.channelId === null ? [] : (model.logs[conversation.channelId] ?? []);
  return log.filter(
    (entry) =>
      entry.onlyFor === null || (entry.onlyFor === conversation.personId && !model.dismissed.includes(entry.id)),
  );
}

/** How many messages in the member's direct messages came since they were last looked at. */
export function memberUnread(model: Model, { id, dmChannelId }: PersonView): number {
  return dmChannelId === null ? 0 : unreadCount(model, dmChannelId, (authorId) => authorId === id);
}

/** How many messages in the post came since it was last looked at, other than the staff's own. */
export function postUnread(model: Model, post: PostView): number {
  return unreadCount(model, post.id, (authorId) => findPerson(model, authorId)?.staff === true);
}

function unreadCount(model: Model, channelId: string, isOwn: (authorId: string) => boolean): number {
  const read = model.read[channelId];
  return (model.logs[channelId] ?? []).filter(
    ({ id, onlyFor, authorId }) =>
      (read === undefined || compareIds(id, read) > 0) && onlyFor === null && !isOwn(authorId),
  ).length;
}
