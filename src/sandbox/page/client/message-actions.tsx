import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { MessageView } from '../message-view.ts';
import { focusComposer } from './composer-id.ts';
import { Icon, type IconName } from './icons.tsx';
import { MessageMenu } from './message-menu.tsx';
import type { Conversation } from './model.ts';
import { usePage } from './page-context.ts';

/** What somebody can do with a message in a conversation; null where they can't. */
export interface MessageUse {
  reply: (() => void) | null;
  edit: (() => void) | null;
  remove: (() => void) | null;
  more: () => void;
  isMoreOpen: boolean;
  onMore: (isOpen: boolean) => void;
}

/** What the person of a conversation can do with a message. */
export function useMessage(conversation: Conversation, entry: MessageView): MessageUse {
  const { dispatch, act } = usePage();
  const { key, personId } = conversation;
  const [isMoreOpen, onMore] = useState(false);
  const reply = (): void => {
    dispatch({ type: 'replyChosen', conversation: key, messageId: entry.id });
    focusComposer(conversation);
  };
  const edit = (): void => dispatch({ type: 'editChosen', conversation: key, messageId: entry.id });
  const remove = (): void => {
    focusComposer(conversation);
    void act(conversation, { type: 'delete', personId, messageId: entry.id });
  };
  const isOwn = entry.authorId === personId;
  return {
    reply: entry.onlyFor === null ? reply : null,
    edit: isOwn && isRewritable(entry) ? edit : null,
    remove: isOwn ? remove : null,
    more: () => onMore(true),
    isMoreOpen,
    onMore,
  };
}

/** Clients offer no editing of forwards, polls and voice messages. */
export function isRewritable({ forward, poll, attachments }: MessageView): boolean {
  return forward === null && poll === null && attachments.every(({ voiceSeconds }) => voiceSeconds === null);
}

/** Does what a key stands for on a focused message. Says whether it stands for anything. */
export function takeMessageKey({ key, ctrlKey, metaKey, altKey }: KeyboardEvent, use: MessageUse): boolean {
  if (ctrlKey || metaKey || altKey) return false;
  const done = doneBy(key, use);
  done?.();
  return done !== null;
}

function doneBy(key: string, { reply, edit, remove, more }: MessageUse): (() => void) | null {
  switch (key) {
    case 'r':
    case 'Enter':
      return reply;
    case 'e':
      return edit;
    case 'Delete':
      return remove;
    case 'm':
      return more;
    default:
      return null;
  }
}

interface MessageActionsProps {
  conversation: Conversation;
  entry: MessageView;
  use: MessageUse;
}

/** The buttons that appear at a message. */
export function MessageActions({ conversation, entry, use }: MessageActionsProps): VNode {
  return (
    <div class="message-actions">
      <ActionButton icon="reply" label={`Reply to ${entry.authorName}`} title="Reply (R)" onClick={use.reply} />
      <ActionButton icon="edit" label="Edit your message" title="Edit (E)" onClick={use.edit} />
      <ActionButton icon="trash" label="Delete your message" title="Delete (Del)" onClick={use.remove} />
      <MessageMenu conversation={conversation} entry={entry} isOpen={use.isMoreOpen} onOpen={use.onMore} />
    </div>
  );
}

interface ActionButtonProps {
  icon: IconName;
  label: string;
  title: string;
  onClick: (() => void) | null;
}

function ActionButton({ icon, label, title, onClick }: ActionButtonProps): VNode | null {
  if (onClick === null) return null;
  return (
    <button type="button" class="message-action" tabIndex={-1} aria-label={label} title={title} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}
