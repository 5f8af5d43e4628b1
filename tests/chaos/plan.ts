import { Dice } from './dice.ts';

/** The requests that a fault is meant for. */
export type Target =
  'to user' | 'to post' | 'opening' | 'receipt' | 'post' | 'copy' | 'answer' | 'look-up' | 'reading' | 'any';
/** How the answer to a request that was performed is lost. */
export type Loss = 'reset' | 'close' | '502' | 'html';
/** What comes in place of performing a request. */
export type Refusal = Loss | '500' | '429 user' | '429 global' | '429 shared';
export type Disturbance =
  | 'drop'
  | 'drop and forget'
  | 'invalid, resumable'
  | 'invalid'
  | 'reconnect'
  | 'timed out'
  | 'closed'
  | 'refused for a while'
  | 'silent for a while'
  | 'twice'
  | 'late';
/** What becomes of a closed ticket's user: somebody reopens it, or something new begins. */
export type Sequel = 'user reopens' | 'new ticket' | 'never mind' | 'staff reopen';

/** Something somebody says; its words are settled by its number. */
export interface Line {
  readonly by: 'user' | 'staff';
  readonly who: number;
  readonly parts: number;
  readonly isNote: boolean;
  /** Says what its author said last. */
  readonly isRepeat: boolean;
  /** Replies to the other side's newest message. */
  readonly isReply: boolean;
}

export interface Written {
  readonly user: number;
  readonly lines: readonly Line[];
}

/** A step of a schedule. `user` and `who` are counted from 0; `nth`: a message of that side, counted from the newest. */
export type Step =
  | { readonly do: 'write'; readonly user: number; readonly lines: readonly Line[] }
  | {
      readonly do: 'edit';
      readonly user: number;
      readonly by: 'user' | 'staff';
      readonly nth: number;
      readonly parts: number;
      readonly isNote: boolean;
    }
  | { readonly do: 'delete'; readonly user: number; readonly by: 'user' | 'staff'; readonly nth: number }
  | {
      readonly do: 'close';
      readonly user: number;
      readonly who: number;
      readonly isTold: boolean;
      readonly fromElsewhere: boolean;
      readonly meanwhile: readonly Line[];
    }
  | { readonly do: 'write in closed post'; readonly user: number; readonly lines: readonly Line[] }
  | { readonly do: 'go on'; readonly user: number; readonly sequel: Sequel; readonly lines: readonly Line[] }
  | { readonly do: 'breathe'; readonly ms: number }
  | { readonly do: 'wait for posts' }
  | {
      readonly do: 'lose answers';
      readonly target: Target;
      readonly how: Loss;
      readonly times: number;
      readonly isDeaf: boolean;
    }
  | { readonly do: 'refuse'; readonly target: Target; readonly how: Refusal; readonly times: number }
  | { readonly do: 'kill'; readonly pauseMs: number }
  | { readonly do: 'kill at'; readonly target: Target; readonly moment: 'arrival, undone' | 'arrival' | 'performed' }
  | { readonly do: 'lose for long'; readonly jumpMinutes: number; readonly writes: readonly Written[] }
  | { readonly do: 'disturb'; readonly how: Disturbance }
  | { readonly do: 'go down'; readonly how: 'kill' | 'stop' }
  | { readonly do: 'come up' }
  | { readonly do: 'close DMs' | 'open DMs' | 'archive'; readonly user: number }
  | { readonly do: 'back up' | 'restore' };

/** What holds for a whole seed. */
export interface Setting {
  readonly people: number;
  readonly grace: '0s' | '14d';
  readonly receipts: boolean;
  readonly realLimits: boolean;
  /** Whether the bot hears of its own message before its request is answered. */
  readonly echoFirst: boolean;
}

export interface Plan {
  readonly seed: number;
  readonly setting: Setting;
  readonly steps: readonly Step[];
}

/** What the bot can't do yet, and is therefore not asked for. */
export const abilities = { changesWhileAway: true, restoredBackups: true };

/** Makes a seed's schedule: `messages` is about how many people write. */
export function planOf(seed: number, messages = 150): Plan {
  const dice = new Dice(seed);
  const realLimits = dice.chance(0.08);
  const setting: Setting = {
    people: dice.between(2, 6),
    grace: dice.pick(['0s', '14d']),
    receipts: dice.chance(0.85),
    realLimits,
    echoFirst: dice.chance(0.6),
  };
  return { seed, setting, steps: new Planner(dice, setting).plan(realLimits ? messages / 4 : messages) };
}

const targets: readonly (readonly [number, Target])[] = [
  [30, 'to user'],
  [30, 'to post'],
  [4, 'opening'],
  [6, 'receipt'],
  [6, 'post'],
  [6, 'copy'],
  [4, 'answer'],
  [2, 'look-up'],
  [4, 'reading'],
  [12, 'any'],
];
const losses: readonly Loss[] = ['reset', 'close', '502', 'html'];
const refusals: readonly Refusal[] = [...losses, '500', '429 user', '429 global', '429 shared'];
const disturbances: readonly Disturbance[] = [
  'drop',
  'drop',
  'drop and forget',
  'invalid, resumable',
  'invalid',
  'reconnect',
  'timed out',
  'closed',
  'refused for a while',
  'silent for a while',
  'twice',
  'twice',
  'twice',
  'late',
  'late',
];

class Planner {
  readonly #dice: Dice;
  readonly #setting: Setting;
  readonly #steps: Step[] = [];
  readonly #isClosed: boolean[];
  #written = 0;
  #hasBackup = false;

  constructor(dice: Dice, setting: Setting) {
    this.#dice = dice;
    this.#setting = setting;
    this.#isClosed = Array.from({ length: setting.people }, () => false);
  }

  plan(messages: number): readonly Step[] {
    if (this.#dice.chance(0.7)) this.#everybodyBegins();
    while (this.#written < messages) {
      const act = this.#dice.weighted<() => void>([
        [60, () => this.#write()],
        [abilities.changesWhileAway ? 7 : 0, () => this.#edit()],
        [abilities.changesWhileAway ? 4 : 0, () => this.#delete()],
        [4, () => this.#closeOrGoOn()],
        [18, () => this.#add({ do: 'breathe', ms: this.#dice.pick([5, 20, 60, 150, 400]) })],
        [18, () => this.#lose()],
        [7, () => this.#refuse()],
        [2, () => this.#add({ do: 'kill', pauseMs: this.#dice.pick([0, 0, 30, 300]) })],
        [2, () => this.#killAt()],
        [1.6, () => this.#loseForLong()],
        [5, () => this.#add({ do: 'disturb', how: this.#dice.pick(disturbances) })],
        [1, () => this.#beDown()],
        [1.2, () => this.#closeDms()],
        [1.2, () => this.#add({ do: 'archive', user: this.#someone() })],
        [abilities.restoredBackups ? 0.8 : 0, () => this.#backUp()],
      ]);
      act();
    }
    return this.#steps;
  }

  #everybodyBegins(): void {
    if (this.#dice.chance(0.4)) this.#lose();
    for (const user of this.#isClosed.keys()) this.#add({ do: 'write', user, lines: this.#lines(2, 'user') });
    if (this.#dice.chance(0.3)) this.#add({ do: 'kill', pauseMs: 0 });
    this.#add({ do: 'wait for posts' });
  }

  #add(step: Step): void {
    this.#steps.push(step);
  }

  #someone(): number {
    return this.#dice.between(0, this.#setting.people - 1);
  }

  #side(): 'user' | 'staff' {
    return this.#dice.pick(['user', 'staff']);
  }

  #line(by: Line['by']): Line {
    this.#written += 1;
    return {
      by,
      who: this.#dice.between(0, 1),
      parts: this.#dice.weighted([
        [88, 1],
        [9, 2],
        [3, 3],
      ]),
      isNote: by === 'staff' && this.#dice.chance(0.08),
      isRepeat: this.#dice.chance(0.25),
      isReply: this.#dice.chance(0.1),
    };
  }

  #lines(most: number, by?: Line['by']): Line[] {
    return Array.from({ length: this.#dice.between(1, most) }, () => this.#line(by ?? this.#side()));
  }

  #write(): void {
    const user = this.#someone();
    if (this.#isClosed[user] === true) return this.#goOn(user);
    this.#add({ do: 'write', user, lines: this.#lines(5) });
  }

  #edit(): void {
    const parts = this.#dice.pick([1, 1, 1, 2, 3]);
    const by = this.#side();
    const isNote = by === 'staff' && this.#dice.chance(0.08);
    this.#add({ do: 'edit', user: this.#someone(), by, nth: this.#dice.between(0, 5), parts, isNote });
  }

  #delete(): void {
    this.#add({ do: 'delete', user: this.#someone(), by: this.#side(), nth: this.#dice.between(0, 5) });
  }

  #closeOrGoOn(): void {
    const user = this.#someone();
    if (this.#isClosed[user] === true) return this.#goOn(user);
    this.#isClosed[user] = true;
    this.#add({
      do: 'close',
      user,
      who: this.#dice.between(0, 1),
      isTold: this.#dice.chance(0.5),
      fromElsewhere: this.#dice.chance(0.4),
      meanwhile: this.#dice.chance(0.35) ? this.#lines(3) : [],
    });
  }

  #goOn(user: number): void {
    if (this.#dice.chance(0.25)) {
      return this.#add({ do: 'write in closed post', user, lines: this.#lines(2, 'staff') });
    }
    this.#isClosed[user] = false;
    const sequel = this.#dice.weighted<Sequel>([
      [3, 'user reopens'],
      [3, 'new ticket'],
      [1, 'never mind'],
      [3, 'staff reopen'],
    ]);
    this.#add({ do: 'go on', user, sequel, lines: this.#lines(3, 'user') });
    this.#isClosed[user] = sequel === 'never mind' && this.#setting.grace !== '0s';
  }

  #lose(): void {
    this.#add({
      do: 'lose answers',
      target: this.#dice.weighted(targets),
      how: this.#dice.pick(losses),
      times: this.#dice.between(1, 4),
      isDeaf: this.#dice.chance(0.25),
    });
  }

  #refuse(): void {
    const target = this.#dice.weighted(targets);
    this.#add({ do: 'refuse', target, how: this.#dice.pick(refusals), times: this.#dice.between(1, 3) });
  }

  #killAt(): void {
    const moment = this.#dice.pick(['arrival, undone', 'arrival', 'performed'] as const);
    this.#add({ do: 'kill at', target: this.#dice.weighted(targets), moment });
  }

  #loseForLong(): void {
    const jumpMinutes = this.#dice.weighted([
      [8, 6],
      [1, 61],
    ]);
    const open = Array.from(this.#isClosed.keys()).filter((user) => this.#isClosed[user] === false);
    const writes = open.map((user) => ({ user, lines: [this.#line('user'), this.#line('staff')] }));
    this.#add({ do: 'lose for long', jumpMinutes, writes });
  }

  #beDown(): void {
    this.#add({ do: 'go down', how: this.#dice.pick(['kill', 'stop']) });
    for (let left = this.#dice.between(1, 4); left > 0; left -= 1) this.#write();
    if (abilities.changesWhileAway && this.#dice.chance(0.7)) this.#edit();
    if (abilities.changesWhileAway && this.#dice.chance(0.4)) this.#delete();
    this.#add({ do: 'come up' });
  }

  #closeDms(): void {
    const user = this.#someone();
    if (this.#isClosed[user] === true) return;
    this.#add({ do: 'close DMs', user });
    this.#add({ do: 'write', user, lines: this.#lines(3) });
    this.#add({ do: 'breathe', ms: this.#dice.pick([5, 100, 500]) });
    this.#add({ do: 'open DMs', user });
  }

  #backUp(): void {
    this.#add({ do: this.#hasBackup ? 'restore' : 'back up' });
    this.#hasBackup = !this.#hasBackup;
  }
}
