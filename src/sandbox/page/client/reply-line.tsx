import type { VNode } from 'preact';
import type { MessageView } from '../message-view.ts';
import { usePage } from './page-context.ts';
import { excerpt } from './excerpt.ts';

/** The quoted line over a reply. Pressing it leads to the message it quotes. */
export function ReplyLine({ replied }: { replied: MessageView | null }): VNode {
  const { frame } = usePage().model;
  if (replied === null) {
    return <div class="above above-reply subtext">The message this replies to was deleted</div>;
  }
  const jump = (): void => {
    const target = document.getElementById(`message-${replied.id}`);
    target?.focus();
    target?.scrollIntoView({ block: 'center', behavior: 'smooth' });
  };
  return (
    <button type="button" class="above above-reply" tabIndex={-1} onClick={jump}>
      <b>{replied.authorName}</b> <span>{excerpt(replied, frame)}</span>
    </button>
  );
}
