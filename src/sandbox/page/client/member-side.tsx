import type { VNode } from 'preact';
import type { PersonView } from '../protocol.ts';
import { ChannelPane } from './channel-pane.tsx';
import { Circumstances } from './circumstances.tsx';
import { Composer } from './composer.tsx';
import { EmptyState } from './empty-state.tsx';
import { FirstMessages } from './first-messages.tsx';
import { MemberPlaces } from './member-places.tsx';
import { MessageLog } from './message-log.tsx';
import { usePage } from './page-context.ts';
import { PersonPicker } from './person-picker.tsx';
import { findPerson, memberChannel, memberConversation, memberUnread, visibleLog } from './select.ts';

/** The left half: a member's direct messages with the bot. */
export function MemberSide(): VNode {
  const { model, dispatch } = usePage();
  const members = model.frame?.people.filter((person) => !person.staff) ?? [];
  const person = findPerson(model, model.memberId);
  return (
    <section class="side side-member" aria-label="A member’s direct messages">
      <header class="side-head">
        <div>
          <h2>A member</h2>
          <p>writes to the bot, in private</p>
        </div>
        <PersonPicker
          label="You are this member"
          people={members}
          chosenId={model.memberId}
          unread={(member) => memberUnread(model, member)}
          onChoose={(personId) => dispatch({ type: 'memberChosen', personId })}
        />
      </header>
      {person === null ? null : <Circumstances person={person} />}
      {person === null ? null : <MemberPlaces person={person} />}
      {person === null ? null : <OpenPlace person={person} />}
    </section>
  );
}

function OpenPlace({ person }: { person: PersonView }): VNode {
  const { model } = usePage();
  const channel = memberChannel(model, person);
  return channel === null ? (
    <DirectMessages key={person.id} person={person} />
  ) : (
    <ChannelPane key={`${person.id}:${channel.id}`} person={person} channel={channel} />
  );
}

function DirectMessages({ person }: { person: PersonView }): VNode {
  const { model } = usePage();
  const conversation = memberConversation(person);
  const log = visibleLog(model, conversation);
  const bot = model.frame?.bot.name ?? 'the bot';
  return (
    <div class="conversation">
      <MessageLog
        conversation={conversation}
        log={log}
        label={`Direct messages of ${person.name} with ${bot}`}
        empty={
          <EmptyState title={`You are ${person.name}`}>
            <p>Write to {bot} below as if you needed help, or begin with one of these:</p>
            <FirstMessages conversation={conversation} />
          </EmptyState>
        }
      />
      <Composer
        conversation={conversation}
        log={log}
        placeholder={`Write to ${bot} as ${person.name}`}
        withoutCommands={null}
        autoFocus={!model.narrow}
      />
    </div>
  );
}
