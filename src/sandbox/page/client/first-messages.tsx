import type { VNode } from 'preact';
import { focusComposer } from './composer-id.ts';
import { usePage } from './page-context.ts';
import type { Conversation } from './model.ts';

const ideas = [
  'Hi! I can’t log in since yesterday. Can you help?',
  'I paid twice for the same order 😬',
  'Somebody in #lounge is insulting people.',
];

/** Messages to begin with, for whoever doesn't know what to write. They go into the composer, not off. */
export function FirstMessages({ conversation }: { conversation: Conversation }): VNode {
  const { dispatch } = usePage();
  const take = (text: string): void => {
    dispatch({ type: 'drafted', conversation: conversation.key, text });
    focusComposer(conversation);
  };
  return (
    <ul class="first-messages" aria-label="Messages to begin with">
      {ideas.map((text) => (
        <li key={text}>
          <button type="button" onClick={() => take(text)}>
            {text}
          </button>
        </li>
      ))}
    </ul>
  );
}
