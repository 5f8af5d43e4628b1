import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { MessageView } from '../message-view.ts';
import type { ChannelView, Frame, PostView } from '../protocol.ts';
import { excerpt } from './excerpt.ts';
import { Icon } from './icons.tsx';
import { moveFocus } from './move-focus.ts';
import { usePage } from './page-context.ts';
import { postUnread, tagsOf } from './select.ts';
import { TagPill } from './tag-pill.tsx';
import { messageTime } from './time.ts';
import { Unread } from './unread.tsx';

/** The posts of the forum, the liveliest first and closed ones last, and the other channels. */
export function PostList(): VNode {
  const { model } = usePage();
  const { posts = [], textChannels = [] } = model.frame ?? {};
  return (
    <nav class="post-list" aria-label="Posts" onKeyDown={(event) => moveFocus(event, '.post-entry')}>
      <ul>
        {posts.map((post) => (
          <li key={post.id}>
            <PostEntry post={post} />
          </li>
        ))}
      </ul>
      <ul class="channel-list" aria-label="Other channels">
        {textChannels.map((channel) => (
          <li key={channel.id}>
            <ChannelEntry channel={channel} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function ChannelEntry({ channel }: { channel: ChannelView }): VNode {
  const { model, dispatch } = usePage();
  return (
    <button
      type="button"
      class="post-entry channel-entry"
      aria-current={channel.id === model.postId}
      onClick={() => dispatch({ type: 'postOpened', postId: channel.id })}
    >
      # {channel.name}
    </button>
  );
}

function PostEntry({ post }: { post: PostView }): VNode {
  const { model, dispatch } = usePage();
  const chosen = post.id === model.postId;
  const last = model.logs[post.id]?.findLast((entry) => entry.onlyFor === null && !entry.pending);
  const line = useMemo(() => (last === undefined ? null : lastLine(last, model.frame)), [last, model.frame]);
  return (
    <button
      type="button"
      class={`post-entry${post.archived ? ' post-closed' : ''}`}
      aria-current={chosen}
      onClick={() => dispatch({ type: 'postOpened', postId: post.id })}
    >
      <span class="post-title">
        {post.locked || post.archived ? <Icon name={post.locked ? 'lock' : 'archive'} /> : null}
        <span class="post-name">{post.title}</span>
        <PostMark unread={postUnread(model, post)} last={last} />
      </span>
      <span class="tags">
        {tagsOf(model, post).map((tag) => (
          <TagPill key={tag.id} tag={tag} />
        ))}
      </span>
      {line === null ? null : <span class="post-last">{line}</span>}
    </button>
  );
}

function PostMark({ unread, last }: { unread: number; last: MessageView | undefined }): VNode | null {
  if (unread > 0) return <Unread count={unread} />;
  return last === undefined ? null : <time>{messageTime(last.sentAt, Date.now())}</time>;
}

function lastLine(entry: MessageView, frame: Frame | null): string {
  const relayed = /^-# (.+)\n/.exec(entry.content)?.[1];
  return `${entry.bot ? (relayed ?? entry.authorName) : entry.authorName}: ${excerpt(entry, frame)}`;
}
