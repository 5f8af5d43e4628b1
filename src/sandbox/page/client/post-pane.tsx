import type { VNode } from 'preact';
import type { PersonView, PostView } from '../protocol.ts';
import { Composer } from './composer.tsx';
import { Icon } from './icons.tsx';
import { MessageLog } from './message-log.tsx';
import { usePage } from './page-context.ts';
import { postConversation, tagsOf, visibleLog } from './select.ts';
import { TagPill } from './tag-pill.tsx';

/** The post that is open, as one of the staff sees it. */
export function PostPane({ person, post }: { person: PersonView; post: PostView }): VNode {
  const { model } = usePage();
  const conversation = postConversation(person, post);
  const log = visibleLog(model, conversation);
  return (
    <div class="post-pane conversation">
      <PostHead post={post} />
      <MessageLog conversation={conversation} log={log} label={`Post ${post.title}`} empty={null} />
      {post.archived ? <ClosedLine post={post} /> : null}
      <Composer
        conversation={conversation}
        log={log}
        placeholder={
          post.archived ? `Write in the closed post as ${person.name}` : `Answer as ${person.name}, or / for commands`
        }
        autoFocus={false}
        withoutCommands={post.archived ? 'Discord offers no slash commands in a closed post.' : null}
      />
    </div>
  );
}

function PostHead({ post }: { post: PostView }): VNode {
  const { model, dispatch } = usePage();
  return (
    <div class="post-head">
      <button
        type="button"
        class="icon-button post-back"
        aria-label="All posts"
        onClick={() => dispatch({ type: 'postOpened', postId: null })}
      >
        <Icon name="back" />
      </button>
      <h3>{post.title}</h3>
      <span class="tags">
        {tagsOf(model, post).map((tag) => (
          <TagPill key={tag.id} tag={tag} />
        ))}
      </span>
    </div>
  );
}

function ClosedLine({ post }: { post: PostView }): VNode {
  return (
    <div class="closed-line">
      <Icon name="lock" /> This post is archived{post.locked ? ' and locked' : ''}: the ticket’s record.
    </div>
  );
}
