import type { VNode } from 'preact';
import type { PollView } from '../message-view.ts';
import { fullTime } from './time.ts';

/** A poll, as far as a conversation with a bot needs it: nobody votes here. */
export function Poll({ poll }: { poll: PollView | null }): VNode | null {
  if (poll === null) return null;
  return (
    <div class="poll">
      <b>{poll.question}</b>
      <ul>
        {poll.answers.map((answer, index) => (
          <li key={index}>{answer}</li>
        ))}
      </ul>
      <small class="subtext">Poll · ends {fullTime(poll.endsAt)}</small>
    </div>
  );
}
