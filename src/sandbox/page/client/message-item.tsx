import type { VNode } from 'preact';
import type { MessageView } from '../message-view.ts';
import { Avatar } from './avatar.tsx';
import { Icon } from './icons.tsx';
import { MessageActions, takeMessageKey, useMessage } from './message-actions.tsx';
import { MessageBody } from './message-body.tsx';
import type { Conversation } from './model.ts';
import { usePage } from './page-context.ts';
import { PersonName } from './person-name.tsx';
import { Reactions } from './reactions.tsx';
import { ReplyLine } from './reply-line.tsx';
import { fullTime, messageTime } from './time.ts';

interface MessageItemProps {
  conversation: Conversation;
  entry: MessageView;
  continues: boolean;
  newest: boolean;
  /** It came while the log was open: only then it moves in. */
  fresh: boolean;
  /** The message that this one replies to, while it is there. */
  replied: MessageView | null;
}

/** One message with its author, its time and what can be done with it. */
export function MessageItem({ conversation, entry, continues, newest, fresh, replied }: MessageItemProps): VNode {
  const use = useMessage(conversation, entry);
  return (
    <li
      class={classes(entry, { own: entry.authorId === conversation.personId, continues, fresh })}
      id={`message-${entry.id}`}
      data-message={entry.id}
      tabIndex={newest ? 0 : -1}
      onKeyDown={(event) => {
        if (event.target === event.currentTarget && takeMessageKey(event, use)) event.preventDefault();
      }}
    >
      <Above entry={entry} replied={replied} />
      {continues ? null : <Avatar id={entry.authorId} name={entry.authorName} bot={entry.bot && !entry.webhook} />}
      <div class="message-main">
        {continues ? null : <MessageHead entry={entry} />}
        <MessageBody conversation={conversation} entry={entry} />
        <Reactions entry={entry} />
        <EphemeralNote entry={entry} />
      </div>
      <MessageActions conversation={conversation} entry={entry} use={use} />
    </li>
  );
}

function classes(
  entry: MessageView,
  { own, continues, fresh }: Record<'own' | 'continues' | 'fresh', boolean>,
): string {
  return [
    'message',
    own ? 'message-own' : '',
    continues ? 'message-continues' : '',
    fresh ? 'message-fresh' : '',
    entry.onlyFor === null ? '' : 'message-ephemeral',
  ]
    .filter(Boolean)
    .join(' ');
}

function MessageHead({ entry }: { entry: MessageView }): VNode {
  return (
    <div class="message-head">
      <PersonName class="message-author" id={entry.authorId} name={entry.authorName} />
      {entry.bot ? <span class="bot-mark">BOT</span> : null}
      <time title={fullTime(entry.sentAt)}>{messageTime(entry.sentAt, Date.now())}</time>
    </div>
  );
}

/** The thin line over a message: what it replies to, or which command it answers. */
function Above({ entry, replied }: { entry: MessageView; replied: MessageView | null }): VNode | null {
  const { model } = usePage();
  if (entry.command === null) return entry.reply === null ? null : <ReplyLine replied={replied} />;
  const { personId, name, isMenu } = entry.command;
  const person = model.frame?.people.find((other) => other.id === personId);
  return (
    <div class="above">
      <span>
        <b>{person?.name ?? 'Somebody'}</b> used <span class="mention">{isMenu ? name : `/${name}`}</span>
      </span>
    </div>
  );
}

function EphemeralNote({ entry }: { entry: MessageView }): VNode | null {
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
