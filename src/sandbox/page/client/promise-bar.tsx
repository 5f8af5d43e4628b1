import type { VNode } from 'preact';
import type { TroublesView } from '../protocol.ts';
import { Counts } from './counts.tsx';
import { usePage } from './page-context.ts';
import { Troubles, WhatIsOn } from './troubles.tsx';

/** What the visitor can break, and what became of the messages. */
export function PromiseBar(): VNode | null {
  const { model } = usePage();
  if (model.frame === null) return null;
  const { counts, troubles } = model.frame;
  return (
    <section class="promise-bar" aria-label="Try the promise">
      {model.narrow ? <FoldedTroubles troubles={troubles} /> : <Troubles troubles={troubles} />}
      <Counts counts={counts} />
    </section>
  );
}

/** In a narrow window the buttons would leave no room for the conversation. */
function FoldedTroubles({ troubles }: { troubles: TroublesView }): VNode {
  return (
    <details class="folded-troubles">
      <summary>
        Try to break it <WhatIsOn troubles={troubles} />
      </summary>
      <Troubles troubles={troubles} />
    </details>
  );
}
