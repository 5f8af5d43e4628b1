import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { MessageView } from '../message-view.ts';
import { groupMessages } from './message-groups.ts';
import { isRewritable } from './message-actions.tsx';
import { MessageItem } from './message-item.tsx';
import type { Conversation } from './model.ts';
import { moveFocus } from './move-focus.ts';
import { usePage } from './page-context.ts';

interface MessageLogProps {
  conversation: Conversation;
  log: readonly MessageView[];
  label: string;
  /** What stands there before the first message. */
  empty: ComponentChildren;
}

/** The messages of a conversation. Stays at the newest one, unless its reader has scrolled up. */
export function MessageLog({ conversation, log, label, empty }: MessageLogProps): VNode {
  const list = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const [atFirst] = useState(() => new Set(log.map(({ id }) => id)));
  const stayAtEnd = (): void => {
    if (atEnd.current) list.current?.scrollTo({ top: list.current.scrollHeight });
  };
  useLayoutEffect(stayAtEnd, [log.length, log.at(-1)]);
  useEffect(() => {
    // A growing composer takes room from the log.
    const observer = new ResizeObserver(stayAtEnd);
    if (list.current !== null) observer.observe(list.current);
    return () => observer.disconnect();
  }, [log.length === 0]);
  const rewriteNewest = useRewriteNewest(conversation, log);
  const onScroll = (event: { currentTarget: HTMLElement }): void => {
    const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
    atEnd.current = scrollHeight - scrollTop - clientHeight < 60;
  };
  if (log.length === 0) return <div class="log log-empty">{empty}</div>;
  return (
    <div class="log" role="log" aria-label={label} ref={list} onScroll={onScroll}>
      <ol
        onKeyDown={(event) => {
          moveFocus(event, '.message');
          rewriteNewest(event);
        }}
      >
        {groupMessages(log).map(({ entry, continues }, index) => (
          <MessageItem
            key={entry.id}
            conversation={conversation}
            entry={entry}
            continues={continues}
            newest={index === log.length - 1}
            fresh={!atFirst.has(entry.id)}
            replied={findReplied(log, entry)}
          />
        ))}
      </ol>
    </div>
  );
}

/** On another's message, E is meant for the newest of one's own. */
function useRewriteNewest(conversation: Conversation, log: readonly MessageView[]): (event: KeyboardEvent) => void {
  const { dispatch } = usePage();
  return (event) => {
    if (event.defaultPrevented || !isPlainE(event)) return;
    const own = log.filter(({ authorId }) => authorId === conversation.personId);
    const newest = own.findLast(isRewritable);
    const isOnOwn = own.some(({ id }) => (event.target as HTMLElement).dataset['message'] === id);
    if (isOnOwn || newest === undefined) return;
    event.preventDefault();
    dispatch({ type: 'editChosen', conversation: conversation.key, messageId: newest.id });
  };
}

function isPlainE({ key, ctrlKey, metaKey, altKey, target }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement) || !target.matches('.message')) return false;
  return key === 'e' && !ctrlKey && !metaKey && !altKey;
}

function findReplied(log: readonly MessageView[], { reply }: MessageView): MessageView | null {
  if (reply?.type !== 'message') return null;
  return log.find((other) => other.id === reply.messageId) ?? null;
}
