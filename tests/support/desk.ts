import SqliteDatabase from 'better-sqlite3';
import { createDelivery } from '../../src/desk/delivery.ts';
import type { Delivery, DeliveryParts } from '../../src/desk/delivery.ts';
import { createDesk } from '../../src/desk/desk.ts';
import type { Desk } from '../../src/desk/desk.ts';
import { createTimers } from '../../src/desk/timers.ts';
import type { TimerParts, Timers } from '../../src/desk/timers.ts';
import type { DeskParts } from '../../src/desk/work.ts';
import type { Courier, Entry, Failure, Random, Sight, Spot } from '../../src/desk/ports.ts';
import type { Store } from '../../src/desk/store.ts';
import { openDatabase } from '../../src/storage/database.ts';
import type { Database } from '../../src/storage/database.ts';
import { createStore } from '../../src/storage/store.ts';
import type { CloseCommanded } from '../../src/ticket/commands.ts';
import type { StaffWrote, UserWrote } from '../../src/ticket/events.ts';
import type { Rules } from '../../src/ticket/rules.ts';
import type { ChannelId, MessageId, Person, PostId, ServerId, UserId } from '../../src/ticket/ticket.ts';
import { createFakeClock } from './fake-clock.ts';
import type { FakeClock } from './fake-clock.ts';
import { createFakeDiscord } from './fake-discord.ts';
import { whileAlive } from './fuses.ts';
import { rulesWith as usualRules } from './tickets.ts';
import type { FakeDiscord } from './fake-discord.ts';

export const serverId = '900' as ServerId;

/** The usual settings of the server that these tests are about. */
export function rulesWith(changes: Partial<Rules> = {}): Rules {
  return usualRules({ serverId, serverName: 'Lantern Games', ...changes });
}

/** Somebody with this name; the ID follows from it. */
export function person(name: string): Person {
  const id = Array.from(name).reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 1_000_000;
  return { id: String(id) as UserId, name, username: name.toLowerCase(), avatarUrl: null };
}

/** A process: what dies when it is killed. */
export interface Incarnation {
  readonly desk: Desk;
  readonly delivery: Delivery;
  readonly timers: Timers;
  readonly store: Store;
  readonly broken: Error[];
}

/** Where a process may be killed: it is asked at each step, and throws or never comes back where it is. */
export interface Fuse {
  /** `true`: the process is dead from here on. */
  burn(step: string): boolean;
}

/** Those of every server, or of one. */
type SpotName = Spot['what'] | `${Spot['what']} of ${string}`;

function namesOf({ what, serverId: of }: Spot): readonly SpotName[] {
  return [what, `${what} of ${of}`];
}

export interface Office {
  readonly clock: FakeClock;
  readonly discord: FakeDiscord;
  readonly database: Database;
  /** What the database holds now, to be put back later in place of what it holds then. */
  backUp(): Buffer;
  restore(backup: Buffer): void;
  readonly troubles: { readonly entry: Entry; readonly failure: Failure }[];
  readonly founds: PostId[];
  /** What is out of sight; a test changes it. */
  readonly outOfSight: Set<SpotName>;
  readonly sight: Sight;
  /** How often Discord was asked whether something is in sight. */
  readonly asked: Spot['what'][];
  /** Starts a process on the database; whichever ran before must be dead. */
  open(
    fuse?: Fuse,
    changes?: Partial<
      Pick<Courier, 'perform' | 'prepare'> &
        Pick<DeliveryParts, 'onBroken'> &
        Pick<DeskParts, 'rulesOf' | 'settingsOf' | 'servers' | 'isReachable'> &
        Pick<TimerParts, 'whenRead'> &
        Pick<DeliveryParts, 'history'>
    >,
  ): Incarnation;
  /** Lets everything happen that can, alarms included, until nothing is queued or a limit of alarms is reached. */
  settle(incarnation: Incarnation): Promise<void>;
  /** Lets everything happen that can without time passing. */
  breathe(): Promise<void>;
  /** What people do; each gives the event that the gateway would tell. */
  userWrites(user: Person, text: string, replyTo?: MessageId): { key: string } & UserWrote;
  staffWrite(author: Person, postId: string, text: string, replyTo?: MessageId): { key: string } & StaffWrote;
  closing(by: Person, postId: string, options?: Partial<CloseCommanded>): { key: string } & CloseCommanded;
}

/** Real SQLite, the desk and its delivery, before a small pretend Discord and a clock that stands still. */
export function createOffice(changes: Partial<Rules> = {}): Office {
  const clock = createFakeClock();
  const discord = createFakeDiscord(clock);
  let database = openDatabase(':memory:');
  const troubles: Office['troubles'] = [];
  const founds: PostId[] = [];
  const outOfSight: Office['outOfSight'] = new Set();
  const asked: Office['asked'] = [];
  const known = new Set<SpotName>();
  const sight: Sight = {
    isInSight: (spot) => namesOf(spot).every((name) => !(known.has(name) && outOfSight.has(name))),
    ask: async (spot) => {
      asked.push(spot.what);
      await Promise.resolve();
      for (const name of namesOf(spot)) known.add(name);
      return namesOf(spot).every((name) => !outOfSight.has(name));
    },
  };
  const random = countingRandom();
  let commands = 0;

  const open: Office['open'] = (
    fuse,
    { perform, prepare, onBroken, rulesOf, settingsOf, servers, isReachable, whenRead, history = silentHistory } = {},
  ) => {
    const broken: Error[] = [];
    const startedBehind = BigInt(discord.newestId());
    const store = fused(createStore(database), fuse);
    let wake: Delivery['wake'] = () => {};
    const desk = createDesk({
      store,
      clock,
      random,
      rulesOf: rulesOf ?? ((id) => (id === serverId ? rulesWith(changes) : null)),
      settingsOf: settingsOf ?? (() => null),
      servers: servers ?? (() => [serverId]),
      isReachable: isReachable ?? ((id) => sight.isInSight({ what: 'server', serverId: id })),
      usualLanguage: () => 'en',
      madeAt: () => 0,
      onQueued: (places) => wake(places),
      onTimers: () => timers.look(),
    });
    const timers = createTimers({
      timers: store.timers,
      desk,
      store,
      clock,
      whenRead: whenRead ?? (() => Promise.resolve()),
      guard: (_handled, run) => whileAlive(run),
    });
    const delivery = createDelivery({
      store,
      desk,
      clock,
      random,
      sight,
      history,
      guard: (_handled, run) => whileAlive(run),
      isEarlier: (messageId) => BigInt(messageId) <= startedBehind,
      courier: fusedCourier(
        { ...discord, ...(perform === undefined ? {} : { perform }), ...(prepare === undefined ? {} : { prepare }) },
        fuse,
      ),
      onFoundPost: (postId) => void founds.push(postId),
      onTrouble: (entry, failure) => void troubles.push({ entry, failure }),
      onUnauthorized: () => void broken.push(new Error('unauthorized')),
      onBroken: (place, error) => {
        if (onBroken !== undefined) return onBroken(place, error);
        broken.push(error instanceof Error ? error : new Error(String(error)));
        return false;
      },
    });
    wake = delivery.wake;
    return { desk, delivery, timers, store, broken };
  };

  const breathe = async (): Promise<void> => {
    for (let turn = 0; turn < 10; turn += 1) {
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    }
  };

  return {
    clock,
    discord,
    get database() {
      return database;
    },
    backUp: () => database.serialize(),
    restore: (backup) => {
      database = new SqliteDatabase(backup);
      database.pragma('foreign_keys = ON');
    },
    troubles,
    founds,
    outOfSight,
    sight,
    asked,
    open,
    breathe,
    async settle({ store }) {
      for (let alarms = 0; alarms < 200; alarms += 1) {
        await breathe();
        if (store.outbox.size() === 0 || !clock.toNextAlarm()) return;
      }
    },
    userWrites: (user, text, replyTo) => {
      const channelId = `5${user.id}` as ChannelId;
      const messageId = discord.write(channelId, text);
      const writing = { messageId, text, files: [], replyTo: replyTo ?? null, writtenAt: clock.now() };
      return { key: `message:${messageId}`, type: 'userWrote', user, channelId, writing };
    },
    staffWrite: (author, postId, text, replyTo) => {
      const messageId = discord.write(postId, text);
      const writing = { messageId, text, files: [], replyTo: replyTo ?? null, writtenAt: clock.now() };
      return {
        key: `message:${messageId}`,
        type: 'staffWrote',
        postId: postId as PostId,
        author,
        isBot: false,
        writing,
      };
    },
    closing: (by, postId, options = {}) => {
      commands += 1;
      const usual = { comment: null, shareComment: true, notifyUser: false, inMs: null, id: String(commands) };
      return {
        key: `interaction:${commands}`,
        type: 'closeCommanded',
        serverId,
        channelId: postId as ChannelId,
        ticketId: null,
        by,
        ...usual,
        ...options,
      };
    },
  };
}

/** Nothing has changed of what waits. */
const silentHistory: DeliveryParts['history'] = { read: async () => ({ ok: true, messages: [], isLast: true }) };

function countingRandom(): Random {
  let last = 0;
  const next = (): string => {
    last += 1;
    return String(last);
  };
  return { below: () => 0, mark: () => `mark${next()}`, nonce: () => `nonce${next()}`, fraction: () => 0.5 };
}

/** Dies before a transaction, within it (all of it is undone), or right behind its commit. */
function fused(store: Store, fuse: Fuse | undefined): Store {
  if (fuse === undefined) return store;
  const die = (step: string): void => {
    if (fuse.burn(step)) throw new Error(`killed: ${step}`);
  };
  return {
    ...store,
    transaction: (run) => {
      die('before a transaction');
      const result = store.transaction(() => {
        const done = run();
        die('before its commit');
        return done;
      });
      die('behind its commit');
      return result;
    },
  };
}

/** Dies before Discord performs a request, or before its answer is heard. */
function fusedCourier(courier: Courier, fuse: Fuse | undefined): Courier {
  if (fuse === undefined) return courier;
  const never = new Promise<never>(() => {});
  return {
    prepare: (effect, address, nonce) => courier.prepare(effect, address, nonce),
    perform: async (effect, request, leaveOut) => {
      if (fuse.burn(`before ${effect.type}`)) return never;
      const outcome = await courier.perform(effect, request, leaveOut);
      return fuse.burn(`behind ${effect.type}`) ? never : outcome;
    },
    find: async (effect, request, search) => {
      if (fuse.burn(`before looking for ${effect.type}`)) return never;
      const found = await courier.find(effect, request, search);
      return fuse.burn(`behind looking for ${effect.type}`) ? never : found;
    },
  };
}
