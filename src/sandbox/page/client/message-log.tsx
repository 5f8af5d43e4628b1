import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { groupMessages } from './message-groups.ts';
import { MessageItem } from './message-item.tsx';
import type { Conversation, LogEntry } from './model.ts';
import { moveFocus } from './move-focus.ts';

interface MessageLogProps {
  conversation: Conversation;
  log: readonly LogEntry[];
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
  const onScroll = (event: { currentTarget: HTMLElement }): void => {
    const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
    atEnd.current = scrollHeight - scrollTop - clientHeight < 60;
  };
  if (log.length === 0) return <div class="log log-empty">{empty}</div>;
  return (
    <div class="log" role="log" aria-label={label} ref={list} onScroll={onScroll}>
      <ol onKeyDown={(event) => moveFocus(event, '.message')}>
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

function findReplied(log: readonly LogEntry[], { reply }: LogEntry): LogEntry | null {
  if (reply?.type !== 'message') return null;
  return log.find((other) => other.id === reply.messageId) ?? null;
}
