import type { VNode } from 'preact';
import type { ChannelView, PersonView } from '../protocol.ts';
import { Composer } from './composer.tsx';
import { EmptyState } from './empty-state.tsx';
import { MessageLog } from './message-log.tsx';
import { usePage } from './page-context.ts';
import { PaneHead } from './pane-head.tsx';
import { NamesWithMenu } from './person-name.tsx';
import { postConversation, visibleLog } from './select.ts';

/** A text channel of the server, as somebody sees it. */
export function ChannelPane({ person, channel }: { person: PersonView; channel: ChannelView }): VNode {
  const { model } = usePage();
  const conversation = postConversation(person, channel);
  const log = visibleLog(model, conversation);
  return (
    <div class="post-pane conversation">
      <PaneHead title={`# ${channel.name}`} />
      <NamesWithMenu.Provider value={conversation}>
        <MessageLog
          conversation={conversation}
          log={log}
          label={`Channel ${channel.name}`}
          empty={
            <EmptyState title={`# ${channel.name}`}>
              {person.staff ? (
                <p>A channel like any other: the bot’s commands work here, too, such as /reopen for a closed ticket.</p>
              ) : (
                <p>
                  A channel like any other. Staff can put a panel here: a button by which {person.name} writes to them.
                </p>
              )}
            </EmptyState>
          }
        />
      </NamesWithMenu.Provider>
      <Composer
        conversation={conversation}
        log={log}
        placeholder={`Write in #${channel.name} as ${person.name}, or / for commands`}
        autoFocus={false}
        withoutCommands={null}
      />
    </div>
  );
}
