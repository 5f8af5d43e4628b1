import type { VNode } from 'preact';
import { Components } from './components.tsx';
import type { ComponentUse } from './component-use.ts';
import { Embed } from './embed.tsx';
import { Markdown } from './markdown/markdown.tsx';
import type { Conversation, LogEntry } from './model.ts';
import { usePage } from './page-context.ts';

/** What a message says: text, embeds, components. */
export function MessageBody({ conversation, entry }: { conversation: Conversation; entry: LogEntry }): VNode {
  const use = useComponents(conversation, entry);
  if (entry.pending) return <div class="thinking">{entry.authorName} is thinking…</div>;
  return (
    <div class="message-body">
      {entry.content === '' ? null : (
        <div class="bubble">
          <Markdown text={entry.content} />
          {entry.editedAt === null ? null : <span class="edited">(edited)</span>}
        </div>
      )}
      {entry.embeds.map((embed, index) => (
        <Embed key={index} embed={embed} />
      ))}
      <Components components={entry.components} use={use} />
      {entry.deleted ? <div class="deleted-note">deleted</div> : null}
    </div>
  );
}

function useComponents(conversation: Conversation, entry: LogEntry): ComponentUse {
  const { act } = usePage();
  const { personId, channelId } = conversation;
  const target = { personId, channelId: channelId ?? '', messageId: entry.id };
  return {
    press: (customId) => void act(conversation, { type: 'press', ...target, customId }),
    choose: (customId, values) => void act(conversation, { type: 'choose', ...target, customId, values }),
  };
}
