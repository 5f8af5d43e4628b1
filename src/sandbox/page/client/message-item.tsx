import type { VNode } from 'preact';
import { Avatar } from './avatar.tsx';
import { Icon } from './icons.tsx';
import { MessageBody } from './message-body.tsx';
import type { Conversation, LogEntry } from './model.ts';
import { composerId } from './composer-id.ts';
import { usePage } from './page-context.ts';
import { Reactions } from './reactions.tsx';
import { ReplyLine } from './reply-line.tsx';
import { fullTime, messageTime } from './time.ts';

interface MessageItemProps {
  conversation: Conversation;
  entry: LogEntry;
  continues: boolean;
  newest: boolean;
  /** It came while the log was open: only then it moves in. */
  fresh: boolean;
  /** The message that this one replies to, while it is there. */
  replied: LogEntry | null;
}

/** One message with its author, its time and what can be done with it. */
export function MessageItem({ conversation, entry, continues, newest, fresh, replied }: MessageItemProps): VNode {
  const reply = useReply(conversation, entry);
  return (
    <li
      class={classes(entry, { own: entry.authorId === conversation.personId, continues, fresh })}
      id={`message-${entry.id}`}
      data-message={entry.id}
      tabIndex={newest ? 0 : -1}
      onKeyDown={(event) => {
        if (event.target === event.currentTarget && (event.key === 'r' || event.key === 'Enter')) {
          event.preventDefault();
          reply();
        }
      }}
    >
      <Above entry={entry} replied={replied} />
      {continues ? null : <Avatar id={entry.authorId} name={entry.authorName} bot={entry.bot} />}
      <div class="message-main">
        {continues ? null : <MessageHead entry={entry} />}
        <MessageBody conversation={conversation} entry={entry} />
        <Reactions entry={entry} />
        <EphemeralNote entry={entry} />
      </div>
      {entry.deleted || entry.onlyFor !== null ? null : (
        <button
          type="button"
          class="message-action"
          tabIndex={-1}
          aria-label={`Reply to ${entry.authorName}`}
          title="Reply (R)"
          onClick={reply}
        >
          <Icon name="reply" />
        </button>
      )}
    </li>
  );
}

function useReply(conversation: Conversation, entry: LogEntry): () => void {
  const { dispatch } = usePage();
  return () => {
    if (entry.deleted || entry.onlyFor !== null) return;
    dispatch({ type: 'replyChosen', conversation: conversation.key, messageId: entry.id });
    document.getElementById(composerId(conversation))?.focus();
  };
}

function classes(entry: LogEntry, { own, continues, fresh }: Record<'own' | 'continues' | 'fresh', boolean>): string {
  return [
    'message',
    own ? 'message-own' : '',
    continues ? 'message-continues' : '',
    fresh ? 'message-fresh' : '',
    entry.deleted ? 'message-deleted' : '',
    entry.onlyFor === null ? '' : 'message-ephemeral',
  ]
    .filter(Boolean)
    .join(' ');
}

function MessageHead({ entry }: { entry: LogEntry }): VNode {
  return (
    <div class="message-head">
      <span class="message-author">{entry.authorName}</span>
      {entry.bot ? <span class="bot-mark">BOT</span> : null}
      <time title={fullTime(entry.sentAt)}>{messageTime(entry.sentAt, Date.now())}</time>
    </div>
  );
}

/** The thin line over a message: what it replies to, or which command it answers. */
function Above({ entry, replied }: { entry: LogEntry; replied: LogEntry | null }): VNode | null {
  const { model } = usePage();
  if (entry.reply !== null) return <ReplyLine replied={replied} />;
  if (entry.command === null) return null;
  const { personId, name } = entry.command;
  const person = model.frame?.people.find((other) => other.id === personId);
  return (
    <div class="above">
      <span>
        <b>{person?.name ?? 'Somebody'}</b> used <span class="mention">/{name}</span>
      </span>
    </div>
  );
}

function EphemeralNote({ entry }: { entry: LogEntry }): VNode | null {
  const { dispatch } = usePage();
  if (entry.onlyFor === null) return null;
  return (
    <div class="ephemeral-note">
      <Icon name="eye" /> Only you can see this ·{' '}
      <button type="button" class="link" onClick={() => dispatch({ type: 'answerDismissed', messageId: entry.id })}>
        Dismiss
      </button>
    </div>
  );
}
