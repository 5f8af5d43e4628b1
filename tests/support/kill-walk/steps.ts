import type { Fault } from '../../../src/sandbox/faults.ts';
import { looksForPost, reads, requests } from './requests.ts';
import type { Matches, RequestName } from './requests.ts';
import type { Deed } from './story.ts';
import type { Walk } from './walk.ts';

/** A moment at which the bot is killed; `arm` sees to it before the story begins. */
export interface Step {
  readonly name: string;
  readonly kills: number;
  arm(walk: Walk): void;
}

/** Discord never gets the request. */
export function unsent(name: RequestName): Step {
  return step(`${name} is about to be sent`, (walk) => killInstead(walk, requests[name]));
}

/** Discord does it, and the bot hears of it neither by the answer nor by the gateway. */
export function unheard(name: RequestName): Step {
  return step(`${name} is made, its answer lost`, (walk) => {
    walk.stage.sandbox.world.settings.echoBeforeAnswer = false;
    fault(walk, requests[name], 'after', () => walk.bot.kill());
  });
}

/** The gateway told of it first, and what follows from it is under way before the answer is. */
function echoed(name: RequestName, next: RequestName): Step {
  return step(`${name} is made and its echo heard, its answer lost`, (walk) => {
    fault(walk, requests[name], 'after', async () => {
      await asked(walk, next);
      await walk.bot.kill();
    });
  });
}

/** The request is on its way for so long that the next bot runs when it comes. */
function late(name: RequestName): Step {
  return step(`${name} is on its way, and comes after the restart`, (walk) =>
    fault(walk, requests[name], 'before', async () => {
      await walk.bot.kill();
      await walk.bot.ready();
    }),
  );
}

/** The next bot is killed, too, while it finds out what the first one left. */
function twice({ name, arm }: Step, where: string, matches: Matches): Step {
  const armBoth = (walk: Walk): void => {
    arm(walk);
    killInstead(walk, (request) => walk.bot.kills === 1 && matches(request, walk));
  };
  return { name: `${name}, and the next bot is killed ${where}`, kills: 2, arm: armBoth };
}

function whileDead(deed: Deed, what: string): Step {
  return step(`${what} while the bot is dead`, ({ around, bot }) => around.set(`before ${deed}`, () => bot.kill()));
}

/** The first message is stored by then, and waits for Discord's answer about the member. */
function secondDispatched(): Step {
  const { name, arm, ...rest } = dispatched('second', 'the second message comes');
  const armBoth = (walk: Walk): void => {
    arm(walk);
    walk.around.set('before second', () => asked(walk, 'the look-up of the member'));
  };
  return { ...rest, name, arm: armBoth };
}

async function asked(walk: Walk, name: RequestName): Promise<void> {
  const { sandbox, until } = walk.stage;
  await until(() => sandbox.traffic.exchanges.some((request) => requests[name](request, walk)));
}

function dispatched(deed: Deed, what: string): Step {
  return step(`${what}, and the bot is killed as it is told`, ({ around, bot }) =>
    around.set(`after ${deed}`, () => bot.kill()),
  );
}

function step(name: string, arm: (walk: Walk) => unknown): Step {
  return { name, kills: 1, arm: (walk) => void arm(walk) };
}

function killInstead(walk: Walk, matches: Matches): void {
  fault(walk, matches, 'before', () => walk.bot.kill());
  fault(walk, matches, 'before', 'close');
}

function fault(walk: Walk, matches: Matches, when: Fault['when'], effect: Fault['effect']): void {
  walk.stage.sandbox.faults.add({ matches: (request) => matches(request, walk), when, effect });
}

/** Every moment at which the walk kills the bot, and one at which it doesn't. The ones that take longest come first. */
export const steps: readonly Step[] = [
  { name: 'nothing happens', kills: 0, arm: () => {} },
  unsent('the answer to /close'),
  unheard('the answer to /close'),
  twice(unheard('the answer to /close'), 'while it looks for it', reads),
  unsent('the post'),
  unheard('the post'),
  twice(unheard('the post'), 'while it looks for it', looksForPost),
  whileDead('close', '/close is used'),
  dispatched('close', '/close is used'),
  unheard('the second post'),

  unsent('the look-up of the member'),
  unheard('the look-up of the member'),
  unsent('the copy of the first message'),
  unheard('the copy of the first message'),
  echoed('the copy of the first message', '"message sent"'),
  late('the copy of the first message'),
  unsent('the copy of the second message'),
  unheard('the copy of the second message'),
  unsent('"message sent"'),
  unheard('"message sent"'),
  late('"message sent"'),
  unsent('the receipt on the second message'),
  unheard('the receipt on the second message'),

  unsent("the copy of the staff's answer"),
  unheard("the copy of the staff's answer"),
  echoed("the copy of the staff's answer", 'the receipt on the answer'),
  late("the copy of the staff's answer"),
  unsent('the receipt on the answer'),
  unsent('the tag "Awaiting Response"'),
  unheard('the tag "Awaiting Response"'),
  unsent('the first part of the long answer'),
  unheard('the first part of the long answer'),
  unsent('the second part of the long answer'),
  unheard('the second part of the long answer'),
  unsent('the receipt on the long answer'),
  unsent("the copy of the user's reply"),
  unheard("the copy of the user's reply"),
  echoed("the copy of the user's reply", 'the receipt on the reply'),
  unheard('the receipt on the reply'),
  unheard('the tag "User Responded"'),

  unsent('the farewell to the user'),
  unheard('the farewell to the user'),
  late('the farewell to the user'),
  unsent('the closing of the post'),
  unheard('the closing of the post'),
  unsent('the second post'),
  unheard('the copy of the message that opens it'),
  unheard('"message sent" for it'),
  unsent('the copy of its other message'),
  unheard('the receipt on that one'),

  whileDead('first', "a user's first message ever comes"),
  dispatched('first', "a user's first message ever comes"),
  secondDispatched(),
  whileDead('answer', 'staff answer'),
  dispatched('answer', 'staff answer'),
  dispatched('long', 'staff write at length'),
  whileDead('reply', 'the user replies'),
  twice(whileDead('reply', 'the user replies'), 'while it reads what it missed', reads),
  dispatched('reply', 'the user replies'),
  whileDead('again', 'the first message of a new ticket comes'),
  dispatched('again', 'the first message of a new ticket comes'),
  dispatched('also', 'one more message comes'),
];
