import type { VNode } from 'preact';
import type { CountsView } from '../protocol.ts';
import { Icon } from './icons.tsx';

type Name = keyof CountsView;

const labels: Record<Name, string> = {
  written: 'written',
  delivered: 'delivered',
  waiting: 'waiting',
  lost: 'lost',
  told: 'returned',
  doubled: 'doubled',
};

const meanings: Record<Name, string> = {
  written:
    'What members wrote to the bot and staff in its posts. Left out: internal notes, and what was deleted before it was delivered.',
  delivered: 'It came to the other side.',
  waiting: 'It isn’t there yet, and nothing later is.',
  lost: 'Something written later in the same place was delivered, this wasn’t, and its author was told nothing.',
  told: 'It could not be delivered, and its author was told so.',
  doubled: 'Copies that came although the message was there already.',
};

const names: readonly Name[] = ['written', 'delivered', 'waiting', 'lost', 'told', 'doubled'];
const explanationId = 'counts-explained';

/** What became of the messages. */
export function Counts({ counts }: { counts: CountsView }): VNode {
  // Only where there is something returned is there something to say about it.
  const shown = names.filter((name) => name !== 'told' || counts.told > 0);
  return (
    <div class="counts">
      <ul aria-label="What became of the messages">
        {shown.map((name) => (
          <li key={name} class="count" data-name={name} data-some={counts[name] > 0} title={meanings[name]}>
            <b>{counts[name]}</b> {labels[name]}
          </li>
        ))}
      </ul>
      <button
        type="button"
        class="icon-button"
        title="How this is counted"
        popovertarget={explanationId}
        aria-label="How this is counted"
      >
        <Icon name="help" />
      </button>
      <Explanation />
    </div>
  );
}

function Explanation(): VNode {
  return (
    <div id={explanationId} popover="auto" class="explanation" role="dialog" aria-label="How this is counted">
      <p>
        The simulated Discord counts by looking at both sides, as anybody could who sees them. It knows nothing of what
        the bot has written down.
      </p>
      <dl>
        {names.map((name) => (
          <div key={name}>
            <dt>{labels[name]}</dt>
            <dd>{meanings[name]}</dd>
          </div>
        ))}
      </dl>
      <p>
        Edits and deletions aren’t counted. When a trouble has lasted, the bot’s next try may be up to a minute away.
      </p>
    </div>
  );
}
