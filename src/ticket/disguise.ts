import { animals, colours } from './aliases.ts';
import type { UserId } from './ticket.ts';

/** What stands for somebody whom staff must not know. */
export interface Disguise {
  readonly name: string;
  /** Random; the picture is drawn from it. */
  readonly picture: string;
}

export interface Dice {
  /** A whole number from 0 on, below a limit. Nobody can guess it. */
  below(limit: number): number;
  nonce(): string;
}

/** Draws a disguise whose name nobody in `taken` bears. It tells nothing of the person: another ticket gets another one. */
export function drawDisguise(dice: Dice, taken: readonly string[]): Disguise {
  const pairs = colours.length * animals.length;
  const first = dice.below(pairs);
  const others = new Set(taken);
  let name = nameOf(first);
  for (let tries = 1; others.has(name); tries += 1) {
    // More open tickets than there are names.
    name = tries < pairs ? nameOf((first + tries * stride) % pairs) : `${nameOf(first)} ${tries}`;
  }
  return { name, picture: dice.nonce() };
}

/** Prime, and no divisor of the number of pairs: it goes through all of them. */
const stride = 1009;

function nameOf(pair: number): string {
  return `${colours[Math.floor(pair / animals.length)] ?? ''} ${animals[pair % animals.length] ?? ''}`;
}

/** What tells where a direct message is: the ID of its channel. */
const linkToDm = /(?:https?:\/\/)?(?:\w+\.)?discord(?:app)?\.com\/channels\/@me\/\d+(?:\/\d+)?/gi;

/** A text without what tells who wrote it: mentions of their own ID become the name that stands for them. */
export function disguised(text: string, author: UserId, name: string): string {
  const own = new RegExp(`<@!?${author}>|(?<!\\d)${author}(?!\\d)`, 'g');
  // By a function: a name may have `$&` in it, which would be what it stands for.
  return text.replaceAll(linkToDm, '(…)').replaceAll(own, () => name);
}
