import type { VNode } from 'preact';
import type { MessageView } from '../message-view.ts';
import { AttachmentList } from './attachment-list.tsx';
import { Components } from './components.tsx';
import type { ComponentUse } from './component-use.ts';
import { Embed } from './embed.tsx';
import { Forwarded } from './forwarded.tsx';
import { Markdown } from './markdown/markdown.tsx';
import { MessageEditor } from './message-editor.tsx';
import type { Conversation } from './model.ts';
import { usePage } from './page-context.ts';
import { Poll } from './poll.tsx';
import { Stickers } from './stickers.tsx';

/** What a message says: text, embeds, components. */
export function MessageBody({ conversation, entry }: { conversation: Conversation; entry: MessageView }): VNode {
  const use = useComponents(conversation, entry);
  const isRewritten = usePage().model.edits[conversation.key] === entry.id;
  if (entry.pending) return <div class="thinking">{entry.authorName} is thinking…</div>;
  return (
    <div class="message-body">
      {isRewritten ? <MessageEditor conversation={conversation} entry={entry} /> : <MessageText entry={entry} />}
      <Forwarded forward={entry.forward} />
      <AttachmentList files={entry.attachments} />
      <Stickers stickers={entry.stickers} />
      <Poll poll={entry.poll} />
      {entry.embeds.map((embed, index) => (
        <Embed key={index} embed={embed} />
      ))}
      <Components components={entry.components} use={use} />
    </div>
  );
}

function MessageText({ entry }: { entry: MessageView }): VNode | null {
  if (entry.content === '') return null;
  return (
    <div class="bubble">
      <Markdown text={entry.content} />
      {entry.editedAt === null ? null : <span class="edited">(edited)</span>}
    </div>
  );
}

function useComponents(conversation: Conversation, entry: MessageView): ComponentUse {
  const { act } = usePage();
  const { personId, channelId } = conversation;
  const target = { personId, channelId: channelId ?? '', messageId: entry.id };
  return {
    press: (customId) => void act(conversation, { type: 'press', ...target, customId }),
    choose: (customId, values) => void act(conversation, { type: 'choose', ...target, customId, values }),
  };
}
