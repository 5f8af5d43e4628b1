import type { VNode } from 'preact';
import type { Frame, PersonView, PostView } from '../protocol.ts';
import { Composer } from './composer.tsx';
import { Icon } from './icons.tsx';
import { MessageLog } from './message-log.tsx';
import type { Conversation } from './model.ts';
import { usePage } from './page-context.ts';
import { PaneHead } from './pane-head.tsx';
import { NamesWithMenu } from './person-name.tsx';
import { PostMenu } from './post-menu.tsx';
import { postConversation, tagsOf, visibleLog } from './select.ts';
import { TagPill } from './tag-pill.tsx';

/** The post that is open, as one of the staff sees it. */
export function PostPane({ person, post }: { person: PersonView; post: PostView }): VNode {
  const { model } = usePage();
  const conversation = postConversation(person, post);
  const log = visibleLog(model, conversation);
  return (
    <div class="post-pane conversation">
      <PostHead conversation={conversation} post={post} />
      <NamesWithMenu.Provider value={conversation}>
        <MessageLog conversation={conversation} log={log} label={`Post ${post.title}`} empty={null} />
      </NamesWithMenu.Provider>
      {post.archived || post.locked ? <ClosedLine post={post} /> : null}
      <Composer
        conversation={conversation}
        log={log}
        placeholder={
          post.archived ? `Write in the closed post as ${person.name}` : `Answer as ${person.name}, or / for commands`
        }
        autoFocus={false}
        withoutCommands={post.archived ? whyNoCommands(model.frame) : null}
      />
    </div>
  );
}

function PostHead({ conversation, post }: { conversation: Conversation; post: PostView }): VNode {
  const { model } = usePage();
  return (
    <PaneHead title={post.title}>
      <span class="tags">
        {tagsOf(model, post).map((tag) => (
          <TagPill key={tag.id} tag={tag} />
        ))}
      </span>
      <PostMenu conversation={conversation} post={post} />
    </PaneHead>
  );
}

function ClosedLine({ post }: { post: PostView }): VNode {
  return (
    <div class="closed-line">
      <Icon name={post.locked ? 'lock' : 'archive'} /> {stateOf(post)}
    </div>
  );
}

function stateOf({ archived, locked }: PostView): string {
  if (!archived) return 'This post is locked: only moderators can write in it.';
  if (locked) return 'This post is archived and locked: the ticket’s record.';
  return 'This post is archived: whoever writes in it wakes it.';
}

function whyNoCommands(frame: Frame | null): string {
  const [channel] = frame?.textChannels ?? [];
  const elsewhere = channel === undefined ? '' : ` Use them in #${channel.name}.`;
  return `Discord offers no slash commands in a closed post.${elsewhere}`;
}
