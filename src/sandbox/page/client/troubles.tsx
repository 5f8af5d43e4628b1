import type { VNode } from 'preact';
import type { Trouble, TroublesView } from '../protocol.ts';
import { usePage } from './page-context.ts';

/** Buttons that do something to the bot or to Discord at once, and switches for what stays so. */
export function Troubles({ troubles }: { troubles: TroublesView }): VNode {
  const { kills, isFailing, isLosingAnswers } = troubles;
  return (
    <div class="troubles" role="group" aria-label="What goes wrong">
      {kills === null ? null : (
        <Once
          title="Kill the bot"
          what="Ends it at once (kill -9). It is started again."
          times={kills}
          trouble={{ type: 'killBot' }}
        />
      )}
      <Once
        title="Cut its connection"
        what="Discord repeats what it missed meanwhile."
        trouble={{ type: 'cutConnection', isResumable: true }}
      />
      <Once
        title="Cut and forget"
        what="Nothing is repeated: it must look by itself."
        trouble={{ type: 'cutConnection', isResumable: false }}
      />
      <UntilEnded
        title="Discord fails"
        what="Every request is answered with error 500."
        isOn={isFailing}
        toTrouble={(isOn) => ({ type: 'failRequests', isOn })}
      />
      <UntilEnded
        title="Lost answers"
        what="Discord acts, but the bot never hears so."
        isOn={isLosingAnswers}
        toTrouble={(isOn) => ({ type: 'loseAnswers', isOn })}
      />
    </div>
  );
}

/** What is on, for where the switches can't be seen. */
export function WhatIsOn({ troubles }: { troubles: TroublesView }): VNode | null {
  const names = [
    ...(troubles.isFailing ? ['Discord fails'] : []),
    ...(troubles.isLosingAnswers ? ['Lost answers'] : []),
  ];
  return names.length === 0 ? null : <span class="what-is-on">on: {names.join(', ')}</span>;
}

interface OnceProps {
  title: string;
  what: string;
  /** How often it was done. */
  times?: number;
  trouble: Trouble;
}

function Once({ title, what, times = 0, trouble }: OnceProps): VNode {
  const { cause } = usePage();
  return (
    <button
      type="button"
      class="trouble"
      aria-label={title}
      aria-description={what}
      onClick={() => void cause(trouble)}
    >
      <b>
        {title}
        {times === 0 ? null : <span class="times">{times}×</span>}
      </b>
      <span>{what}</span>
    </button>
  );
}

interface UntilEndedProps {
  title: string;
  what: string;
  isOn: boolean;
  toTrouble: (isOn: boolean) => Trouble;
}

function UntilEnded({ title, what, isOn, toTrouble }: UntilEndedProps): VNode {
  const { cause } = usePage();
  return (
    <button
      type="button"
      class="trouble"
      role="switch"
      aria-checked={isOn}
      aria-label={title}
      aria-description={what}
      onClick={() => void cause(toTrouble(!isOn))}
    >
      <b>
        {title}
        <span class="switch-track" aria-hidden="true" />
      </b>
      <span>{isOn ? 'On now. Press once more to end it.' : what}</span>
    </button>
  );
}
