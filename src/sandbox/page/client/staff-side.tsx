import type { VNode } from 'preact';
import type { PersonView } from '../protocol.ts';
import { ChannelPane } from './channel-pane.tsx';
import { EmptyState } from './empty-state.tsx';
import { FirstSteps } from './first-steps.tsx';
import { usePage } from './page-context.ts';
import { PersonPicker } from './person-picker.tsx';
import { PostList } from './post-list.tsx';
import { PostPane } from './post-pane.tsx';
import { findPerson, openChannel, openPost } from './select.ts';

/** The right half: the server as its staff sees it. */
export function StaffSide(): VNode {
  const { model, dispatch } = usePage();
  const staff = model.frame?.people.filter((person) => person.staff) ?? [];
  return (
    <section class="side side-staff" aria-label="The server, as staff sees it">
      <header class="side-head">
        <div>
          <h2>The staff</h2>
          <p>
            of {model.frame?.server.name}, in the private forum <b>#{model.frame?.forum.name}</b>
          </p>
        </div>
        <PersonPicker
          label="You are this staff member"
          people={staff}
          chosenId={model.staffId}
          unread={() => 0}
          onChoose={(personId) => dispatch({ type: 'staffChosen', personId })}
        />
      </header>
      <Forum />
    </section>
  );
}

function Forum(): VNode {
  const { model } = usePage();
  const person = findPerson(model, model.staffId);
  const member = findPerson(model, model.memberId);
  if (model.frame?.posts.length === 0) {
    return (
      <div class="forum forum-empty">
        <EmptyState title="No tickets yet">
          <FirstSteps name={member?.name ?? 'A member'} where={model.narrow ? 'in the other tab' : 'on the left'} />
        </EmptyState>
      </div>
    );
  }
  return (
    <div class="forum" data-open={model.postId !== null}>
      <PostList />
      {person === null ? null : <OpenPane person={person} />}
    </div>
  );
}

function OpenPane({ person }: { person: PersonView }): VNode {
  const { model } = usePage();
  const post = openPost(model);
  const channel = openChannel(model);
  if (post !== null) return <PostPane key={`${person.id}:${post.id}`} person={person} post={post} />;
  if (channel !== null) return <ChannelPane key={`${person.id}:${channel.id}`} person={person} channel={channel} />;
  return (
    <div class="post-pane log-empty">
      <EmptyState title="Choose a post">
        <p>Each post is a ticket: one member’s conversation with the staff.</p>
      </EmptyState>
    </div>
  );
}
