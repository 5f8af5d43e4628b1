import type { Trouble, TroublesView } from '../page/protocol.ts';
import type { Fault, FaultHandle, Faults } from '../faults.ts';
import type { Sandbox } from '../sandbox.ts';
import type { ApiRequest } from '../traffic.ts';

/** What the page's visitor lets go wrong. */
export interface Troubles {
  cause(trouble: Trouble): void;
  view(): TroublesView;
}

/** Nothing goes wrong yet. `killBot` ends the bot's process at once and says whether there was one; null where nobody starts it again. */
export function createTroubles(
  { faults, gateway }: Pick<Sandbox, 'faults' | 'gateway'>,
  killBot: (() => boolean) | null,
): Troubles {
  const failing = createSwitch(faults, outage);
  const losing = createSwitch(faults, lostAnswers);
  let kills = 0;
  return {
    cause(trouble) {
      switch (trouble.type) {
        case 'killBot':
          if (killBot?.() === true) kills += 1;
          return;
        case 'cutConnection':
          return trouble.isResumable ? gateway.drop() : gateway.dropAndForgetSession();
        case 'failRequests':
          return failing.turn(trouble.isOn);
        case 'loseAnswers':
          return losing.turn(trouble.isOn);
      }
    },
    view: () => ({ kills: killBot === null ? null : kills, isFailing: failing.isOn(), isLosingAnswers: losing.isOn() }),
  };
}

// The page's own pictures come from the simulated CDN, and stay.
const isToApi = ({ route }: ApiRequest): boolean => route === null || !route.startsWith('/cdn/');

const outage: Fault = {
  matches: isToApi,
  times: Infinity,
  when: 'before',
  effect: { status: 500, body: { message: '500: Internal Server Error', code: 0 } },
};

// What is only read can be asked for again without any doubt.
const lostAnswers: Fault = {
  matches: (request) => isToApi(request) && request.method !== 'GET',
  times: Infinity,
  when: 'after',
  effect: 'reset',
};

interface Switch {
  isOn(): boolean;
  turn(isOn: boolean): void;
}

function createSwitch(faults: Faults, fault: Fault): Switch {
  let handle: FaultHandle | null = null;
  return {
    isOn: () => handle !== null,
    turn(isOn) {
      handle?.remove();
      handle = isOn ? faults.add(fault) : null;
    },
  };
}
