import { beforeEach, describe, expect, test } from 'vitest';
import { createCatchUp } from '../../src/desk/catchup.ts';
import type { StaffWrote, UserWrote } from '../../src/ticket/events.ts';
import type { CatchUp } from '../../src/desk/catchup.ts';
import type { ChannelMessage, Failure, History, Page, Stretch } from '../../src/desk/ports.ts';
import type { ChannelId, MessageId, PostId, ServerId } from '../../src/ticket/ticket.ts';
import { createOffice, person, rulesWith } from '../support/desk.ts';
import type { Incarnation, Office } from '../support/desk.ts';

const mia = person('Mia');
const jonas = person('Jonas');
const robin = person('Robin');
const dmOf = (user = mia) => `5${user.id}` as ChannelId;

const hour = 60 * 60_000;

let office: Office;
let bot: Incarnation;
let catchUp: CatchUp;
/** What stands in the channels, by ID, in the order written. */
let written: ChannelMessage[];
let reads: string[];
let failures: Failure[];
let troubles: Failure[];
let bugs: string[];
let pageSize: number;
/** How far back changes are looked for. */
let changesMs: number;
/** Whatever has a smaller ID is long ago. */
let firstId: string;
/** The ID of a thing tells when it was made: the thousands of it, here. */
let madeAt: (id: string) => number;

/** Somebody writes while nobody listens. */
function missed(event: { key: string } & (UserWrote | StaffWrote)): ChannelMessage {
  const channelId = (event.type === 'userWrote' ? event.channelId : event.postId) as string as ChannelId;
  const message = { channelId, messageId: event.writing.messageId, event };
  written.push(message);
  return message;
}

const history: History = {
  madeAt: (id) => madeAt(id),
  firstIdAt: () => firstId,
  read: async (channelId, stretch): Promise<Page> => {
    reads.push(channelId);
    await Promise.resolve();
    const failure = failures.shift();
    if (failure !== undefined) return { ok: false, failure };
    const found = written.filter((message) => message.channelId === channelId && isIn(message, stretch));
    const isFromBehind = 'newest' in stretch || 'before' in stretch;
    const page = isFromBehind ? found.slice(-pageSize) : found.slice(0, pageSize);
    return { ok: true, messages: page, isLast: found.length <= pageSize };
  },
};

function isIn({ messageId }: ChannelMessage, stretch: Stretch): boolean {
  if ('newest' in stretch) return true;
  if ('before' in stretch) return BigInt(messageId) < BigInt(stretch.before);
  return 'after' in stretch ? BigInt(messageId) > BigInt(stretch.after) : madeAt(messageId) >= stretch.since;
}

const says = (channelId: string) => office.discord.channel(channelId).map((message) => message.says);
const onlyPost = () => (office.discord.posts[0]?.id ?? '0') as PostId;
const gap = () => ({ everSince: office.clock.now() - 60_000, until: office.clock.now() });

beforeEach(async () => {
  office = createOffice();
  bot = office.open();
  written = [];
  reads = [];
  failures = [];
  troubles = [];
  bugs = [];
  pageSize = 100;
  changesMs = -1;
  firstId = '0';
  madeAt = () => office.clock.now() - 1;
  catchUp = createCatchUp({
    store: bot.store,
    desk: bot.desk,
    clock: office.clock,
    random: { below: () => 0, mark: () => '', nonce: () => '', fraction: () => 0.5 },
    history,
    reach: {
      get changesMs() {
        return changesMs;
      },
      earlierUsersMs: 30 * 24 * hour,
    },
    sight: office.sight,
    guard: (_handled, run) => {
      try {
        run();
      } catch (error) {
        bugs.push(String(error));
      }
    },
    onUnauthorized: () => void bugs.push('unauthorized'),
    onTrouble: (_channelId, failure) => void troubles.push(failure),
  });
  bot.delivery.start();
  bot.desk.handle(office.userWrites(mia, 'Hello'));
  await office.settle(bot);
  office.discord.requests.length = 0;
});

describe('after a time in which nobody listened', () => {
  test('what was written on both sides is found, in order', async () => {
    missed(office.userWrites(mia, 'One'));
    missed(office.userWrites(mia, 'Two'));
    missed(office.staffWrite(robin, onlyPost(), 'An answer'));
    catchUp.begin(gap(), new Map());
    await office.settle(bot);
    expect(says(onlyPost()).filter((text) => text.startsWith('-#'))).toEqual([
      '-# Mia\nHello',
      '-# Mia\nOne',
      '-# Mia\nTwo',
    ]);
    expect(says(dmOf()).at(-1)).toBe('-# Robin · Lantern Games\nAn answer');
  });

  test('is read when the session is set up; where somebody writes before that, at once', async () => {
    const ready = Promise.withResolvers<void>();
    missed(office.staffWrite(robin, onlyPost(), 'An answer'));
    missed(office.userWrites(mia, 'One'));
    const live = missed(office.userWrites(mia, 'Two'));
    catchUp.begin(gap(), new Map(), ready.promise);
    catchUp.receive(live);
    await office.settle(bot);
    expect(says(onlyPost()).slice(-2)).toEqual(['-# Mia\nOne', '-# Mia\nTwo']);
    expect(says(dmOf())).not.toContain('-# Robin · Lantern Games\nAn answer');
    ready.resolve();
    await office.settle(bot);
    expect(says(dmOf())).toContain('-# Robin · Lantern Games\nAn answer');
  });

  test('waits for the session that began last', async () => {
    missed(office.staffWrite(robin, onlyPost(), 'An answer'));
    const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    catchUp.begin(gap(), new Map(), first.promise);
    catchUp.begin(gap(), new Map(), second.promise);
    first.resolve();
    await office.settle(bot);
    expect(says(dmOf())).not.toContain('-# Robin · Lantern Games\nAn answer');
    second.resolve();
    await office.settle(bot);
    expect(says(dmOf())).toContain('-# Robin · Lantern Games\nAn answer');
  });

  test('a message that comes meanwhile waits for those before it', async () => {
    missed(office.userWrites(mia, 'One'));
    const live = missed(office.userWrites(mia, 'Two'));
    catchUp.begin(gap(), new Map());
    catchUp.receive(live);
    const later = office.userWrites(mia, 'Three');
    catchUp.receive({ channelId: dmOf(), messageId: later.writing.messageId, event: later });
    await office.settle(bot);
    expect(says(onlyPost()).slice(2)).toEqual(['-# Mia\nOne', '-# Mia\nTwo', '-# Mia\nThree']);
    const last = office.userWrites(mia, 'Four');
    catchUp.receive({ channelId: dmOf(), messageId: last.writing.messageId, event: last });
    await office.settle(bot);
    expect(says(onlyPost()).at(-1)).toBe('-# Mia\nFour');
    expect(reads.filter((channel) => channel === dmOf())).toHaveLength(1);
  });

  test('a post with something newer is read', async () => {
    missed(office.staffWrite(robin, onlyPost(), 'An answer'));
    catchUp.begin(gap(), new Map([[onlyPost(), written[0]?.messageId ?? '']]));
    await office.settle(bot);
    expect(says(dmOf()).at(-1)).toBe('-# Robin · Lantern Games\nAn answer');
  });

  test('the first message of a channel that nobody knew makes what came before it be found, and handled first', async () => {
    catchUp.begin(gap(), new Map());
    missed(office.userWrites(jonas, 'Lost with the process'));
    const live = missed(office.userWrites(jonas, 'Are you there?'));
    catchUp.receive(live);
    await office.settle(bot);
    expect(says(office.discord.posts[1]?.id ?? '').slice(1)).toEqual([
      '-# Jonas\nLost with the process',
      '-# Jonas\nAre you there?',
    ]);
  });

  test('what is deleted while it waits to be handled is deleted, also in a channel that nobody knew', async () => {
    catchUp.begin(gap(), new Map());
    const live = office.userWrites(jonas, 'Never mind');
    const { messageId } = live.writing;
    catchUp.receive({ channelId: dmOf(jonas), messageId, event: live });
    const deleted = { key: `delete:${messageId}`, type: 'deleted', channelId: dmOf(jonas), messageId } as const;
    catchUp.receive({ channelId: dmOf(jonas), messageId, event: deleted });
    await office.settle(bot);
    expect(says(office.discord.posts[1]?.id ?? '').slice(1)).toEqual(['-# Jonas · deleted by the user\nNever mind']);
  });

  test('what staff wrote in a closed post is found where Discord shows the post among the active ones', async () => {
    bot.desk.handle(office.closing(robin, onlyPost()));
    await office.settle(bot);
    missed(office.staffWrite(robin, onlyPost(), 'One more thing'));
    reads = [];
    catchUp.begin(gap(), new Map([[onlyPost(), written.at(-1)?.messageId ?? '']]));
    await office.settle(bot);
    expect(says(onlyPost()).at(-1)).toBe('[notRelayedClosed]');
    expect(reads.filter((channel) => channel === onlyPost())).toHaveLength(1);
  });

  test('a channel that was made later has nothing to be found in', async () => {
    catchUp.begin(gap(), new Map());
    await office.settle(bot);
    reads = [];
    madeAt = () => office.clock.now() + 1;
    const live = office.userWrites(jonas, 'I am new');
    catchUp.receive({ channelId: dmOf(jonas), messageId: live.writing.messageId, event: live });
    await office.settle(bot);
    expect(reads).toEqual([]);
    expect(office.discord.posts).toHaveLength(2);
  });

  test('more than a page is read to its end', async () => {
    pageSize = 3;
    for (let count = 1; count <= 8; count += 1) missed(office.userWrites(mia, `Message ${count}`));
    catchUp.begin(gap(), new Map());
    await office.settle(bot);
    expect(says(onlyPost()).slice(2)).toEqual(Array.from({ length: 8 }, (_, index) => `-# Mia\nMessage ${index + 1}`));
    expect(reads.filter((channel) => channel === dmOf())).toHaveLength(3);
  });

  test('a channel that cannot be read is tried again; one that is gone is left alone', async () => {
    missed(office.userWrites(mia, 'One'));
    failures = [
      { kind: 'gone', retryAfterMs: null, cause: 'the post' },
      { kind: 'down', retryAfterMs: null, cause: 'the DM' },
    ];
    catchUp.begin(gap(), new Map());
    await office.breathe();
    expect(office.clock.toNextAlarm()).toBe(true);
    await office.settle(bot);
    expect(says(onlyPost()).at(-1)).toBe('-# Mia\nOne');
    expect(troubles.map(({ kind }) => kind)).toEqual(['down']);
  });

  test('the DM of a user with a draft is read, too', async () => {
    office.discord.befall('lookUpMember', ...Array.from({ length: 6 }, () => 'down' as const));
    bot.desk.handle(office.userWrites(jonas, 'One'));
    await office.breathe();
    missed(office.userWrites(jonas, 'Two'));
    catchUp.begin(gap(), new Map());
    await office.settle(bot);
    expect(says(office.discord.posts[1]?.id ?? '').slice(1)).toEqual(['-# Jonas\nOne', '-# Jonas\nTwo']);
  });

  test('a command waits until what was written before it, on both sides, has been handled', async () => {
    missed(office.userWrites(mia, 'One'));
    missed(office.staffWrite(robin, onlyPost(), 'An answer'));
    catchUp.begin(gap(), new Map());
    await catchUp.whenRead(onlyPost(), 1_500);
    const kept = office.database
      .prepare('SELECT text FROM messages ORDER BY CAST(message_id AS INTEGER)')
      .pluck()
      .all();
    expect(kept).toEqual(['Hello', 'One', 'An answer']);
  });

  test('so does a timer of a user, for however long it takes', async () => {
    missed(office.userWrites(mia, 'One'));
    failures = [{ kind: 'down', retryAfterMs: null, cause: 'once' }];
    catchUp.begin(gap(), new Map());
    const state = { isRead: false };
    void catchUp.whenRead({ userId: mia.id }, null).then(() => (state.isRead = true));
    await office.breathe();
    expect(state.isRead).toBe(false);
    await office.settle(bot);
    office.clock.toNextAlarm();
    await office.settle(bot);
    expect(state.isRead).toBe(true);
    expect(says(onlyPost()).at(-1)).toBe('-# Mia\nOne');
    await catchUp.whenRead({ userId: jonas.id }, null);
  });

  test('a command waits for the post alone, where the user has no DM yet', async () => {
    office.database.exec('UPDATE users SET channel_id = NULL');
    missed(office.staffWrite(robin, onlyPost(), 'An answer'));
    catchUp.begin(gap(), new Map());
    await catchUp.whenRead(onlyPost(), 1_500);
    expect(reads).toEqual([onlyPost()]);
  });

  test('so is what was written in a post just before the bot archived it', async () => {
    const post = onlyPost();
    bot.desk.handle(office.closing(robin, post));
    await office.settle(bot);
    missed(office.staffWrite(robin, post, 'One more thing'));
    catchUp.begin(gap(), new Map());
    await office.settle(bot);
    expect(says(post).at(-1)).toBe('[notRelayedClosed]');
  });

  test('stopping in the middle of a channel leaves the rest of it for the next time', async () => {
    pageSize = 2;
    for (let count = 1; count <= 6; count += 1) missed(office.userWrites(mia, `Message ${count}`));
    office.database.exec('UPDATE tickets SET post_id = NULL');
    catchUp.begin(gap(), new Map());
    await Promise.resolve();
    await catchUp.stop();
    expect(reads).toEqual([dmOf()]);
  });

  test('a command waits no longer than it may, and for nothing where nothing was missed', async () => {
    await catchUp.whenRead(onlyPost(), 1_500);
    await catchUp.whenRead('4242' as PostId, 1_500);
    failures = Array.from({ length: 9 }, () => ({ kind: 'down', retryAfterMs: 60_000, cause: 'all' }) as const);
    catchUp.begin(gap(), new Map());
    let waited = false;
    void catchUp.whenRead(onlyPost(), 1_500).then(() => (waited = true));
    await office.breathe();
    expect(waited).toBe(false);
    office.clock.advance(1_500);
    await office.breathe();
    expect(waited).toBe(true);
  });

  test('a post that turned out to exist is read from its beginning', async () => {
    catchUp.begin(gap(), new Map([[onlyPost(), '1']]));
    await office.settle(bot);
    missed(office.staffWrite(robin, onlyPost(), 'Written before we knew'));
    catchUp.adopt(onlyPost());
    await office.settle(bot);
    expect(says(dmOf()).at(-1)).toBe('-# Robin · Lantern Games\nWritten before we knew');
  });

  test("a ticket whose post is not there yet is read on the user's side", async () => {
    office.discord.befall('openPost', ...Array.from({ length: 6 }, () => 'down' as const));
    bot.desk.handle(office.userWrites(jonas, 'I am Jonas'));
    await office.breathe();
    catchUp.begin(gap(), new Map([[onlyPost(), '1']]));
    await office.breathe();
    expect(reads.toSorted()).toEqual([dmOf(), dmOf(jonas)].toSorted());
  });

  test('many channels are read a few at a time', async () => {
    const users = Array.from({ length: 6 }, (_, index) => person(`User${index}`));
    for (const user of users) bot.desk.handle(office.userWrites(user, 'Hello'));
    await office.settle(bot);
    catchUp.begin(gap(), new Map());
    expect(reads).toHaveLength(10);
    await office.breathe();
    expect(new Set(reads).size).toBe(14);
  });

  test('a message that breaks something costs nothing but itself', async () => {
    missed(office.userWrites(mia, 'One'));
    const poison = office.userWrites(mia, 'Poison');
    missed({ ...poison, writing: { ...poison.writing, files: 4n as never } });
    missed(office.userWrites(mia, 'Two'));
    catchUp.begin(gap(), new Map());
    await office.settle(bot);
    expect(says(onlyPost()).slice(2)).toEqual(['-# Mia\nOne', '-# Mia\nTwo']);
    expect(bugs).toHaveLength(1);
  });

  test('channels that cannot be read do not hold up the others', async () => {
    const users = Array.from({ length: 5 }, (_, index) => person(`User${index}`));
    for (const user of users) bot.desk.handle(office.userWrites(user, 'Hello'));
    await office.settle(bot);
    failures = Array.from({ length: 10 }, () => ({ kind: 'forbidden', retryAfterMs: null, cause: 'hidden' }) as const);
    catchUp.begin(gap(), new Map());
    await office.breathe();
    expect(new Set(reads).size).toBe(12);
  });

  test('a read that began before the next session counts for nothing in it', async () => {
    catchUp.begin(gap(), new Map([[onlyPost(), '1']]));
    catchUp.begin(gap(), new Map([[onlyPost(), '1']]));
    missed(office.userWrites(mia, 'Written between the two'));
    await office.settle(bot);
    expect(reads).toEqual([dmOf(), dmOf()]);
    expect(says(onlyPost()).at(-1)).toBe('-# Mia\nWritten between the two');
  });

  test('a token that is no longer valid is noticed here, too', async () => {
    failures = [{ kind: 'unauthorized', retryAfterMs: null, cause: '401' }];
    catchUp.begin(gap(), new Map());
    await office.breathe();
    expect(bugs).toEqual(['unauthorized']);
  });

  test('stopping waits for what is being read, takes nothing of it, and lets go whoever waits', async () => {
    missed(office.userWrites(mia, 'One'));
    catchUp.begin(gap(), new Map());
    const waiting = catchUp.whenRead(onlyPost(), 60_000);
    await catchUp.stop();
    await waiting;
    expect(says(onlyPost()).at(-1)).toBe('-# Mia\nHello');
    expect(office.clock.toNextAlarm()).toBe(false);
  });

  test('nor anything that came by the gateway meanwhile: it stands behind what the next time finds', async () => {
    missed(office.userWrites(mia, 'One'));
    catchUp.begin(gap(), new Map());
    const second = office.userWrites(mia, 'Two');
    catchUp.receive({ channelId: dmOf(), messageId: second.writing.messageId, event: second });
    await catchUp.stop();
    expect(bot.store.recorded(second.writing.messageId)).toBeNull();
  });

  test('stopping ends the waiting', async () => {
    failures = Array.from({ length: 4 }, () => ({ kind: 'down', retryAfterMs: null, cause: 'all' }) as const);
    catchUp.begin(gap(), new Map());
    await office.breathe();
    await catchUp.stop();
    expect(office.clock.toNextAlarm()).toBe(false);
  });
});

describe('what changed while nobody listened', () => {
  const newestOf = (channelId: string) => bot.store.newest(channelId as ChannelId) ?? '';
  /** Discord shows it as it is now. */
  function editedMeanwhile(message: ChannelMessage, text: string): void {
    const { channelId, messageId, event } = message;
    if (event === null || !('writing' in event)) throw new Error('Only what people write is edited.');
    const writing = { ...event.writing, text };
    const edit = {
      key: `edit:${messageId}:1`,
      type: 'edited',
      channelId,
      messageId,
      text,
      files: [],
      editedAt: 1,
    } as const;
    written = written.map((other) => (other === message ? { ...message, event: { ...event, writing }, edit } : other));
  }
  function heard(event: { key: string } & (UserWrote | StaffWrote)): ChannelMessage {
    const message = missed(event);
    bot.desk.handle(event);
    return message;
  }
  const copies = (channelId: string) => says(channelId).filter((text) => text.startsWith('-#'));
  beforeEach(() => {
    changesMs = 48 * hour;
    // What stood there before these tests began.
    const [message] = office.discord.channel(dmOf());
    const writing = { messageId: message?.id as MessageId, text: 'Hello', files: [], replyTo: null, writtenAt: 0 };
    const event = { key: `message:${message?.id}`, type: 'userWrote', user: mia, channelId: dmOf(), writing } as const;
    written.unshift({ channelId: dmOf(), messageId: writing.messageId, event });
  });

  test('an edit is found on either side, without any new message beside it, by one request each', async () => {
    const question = heard(office.userWrites(mia, 'Where is it?'));
    const answer = heard(office.staffWrite(robin, onlyPost(), 'There'));
    await office.settle(bot);
    editedMeanwhile(question, 'Where is my parcel?');
    editedMeanwhile(answer, 'At the depot');
    reads = [];
    catchUp.begin(gap(), new Map([[onlyPost(), newestOf(onlyPost())]]));
    await office.settle(bot);
    expect(copies(onlyPost())).toEqual(['-# Mia\nHello', '-# Mia · edited\nWhere is my parcel?']);
    expect(copies(dmOf())).toEqual(['-# Robin · Lantern Games\nAt the depot']);
    expect(reads.toSorted()).toEqual([dmOf(), onlyPost()].toSorted());
  });

  test('a deletion is found on either side, and nothing else is taken for one', async () => {
    const question = heard(office.userWrites(mia, 'Where is it?'));
    const answer = heard(office.staffWrite(robin, onlyPost(), 'There'));
    heard(office.staffWrite(robin, onlyPost(), 'Anything else?'));
    await office.settle(bot);
    written = written.filter((message) => message !== question && message !== answer);
    catchUp.begin(gap(), new Map([[onlyPost(), newestOf(onlyPost())]]));
    await office.settle(bot);
    expect(copies(onlyPost())).toEqual(['-# Mia\nHello', '-# Mia · deleted by the user\nWhere is it?']);
    expect(copies(dmOf())).toEqual(['-# Robin · Lantern Games\nAnything else?']);
  });

  test('a message that was heard, and deleted before its channel was read, isn’t delivered behind later ones', async () => {
    failures = Array.from({ length: 2 }, () => ({ kind: 'down', retryAfterMs: 1000, cause: 'all' }) as const);
    catchUp.begin(gap(), new Map());
    const [unheard, told, later] = ['One', 'Two', 'Thanks'].map((text) => office.userWrites(mia, text));
    if (unheard === undefined || told === undefined || later === undefined) throw new Error('Nobody wrote.');
    missed(later);
    for (const event of [unheard, told, later]) {
      catchUp.receive({ channelId: dmOf(), messageId: event.writing.messageId, event });
    }
    const { messageId } = told.writing;
    const deleted = { key: `delete:${messageId}`, type: 'deleted', channelId: dmOf(), messageId } as const;
    catchUp.receive({ channelId: dmOf(), messageId, event: deleted });
    for (let turns = 0; turns < 5; turns += 1) {
      await office.breathe();
      office.clock.toNextAlarm();
    }
    await office.settle(bot);
    expect(copies(onlyPost())).toEqual(['-# Mia\nHello', '-# Mia\nThanks']);
  });

  test('the last message of a channel may be the one that was deleted', async () => {
    const question = heard(office.userWrites(mia, 'Never mind'));
    await office.settle(bot);
    written = written.filter((message) => message !== question);
    catchUp.begin(gap(), new Map([[onlyPost(), newestOf(onlyPost())]]));
    await office.settle(bot);
    expect(copies(onlyPost()).at(-1)).toBe('-# Mia · deleted by the user\nNever mind');
  });

  test('a post that shows nothing says nothing of what was deleted: the bot may not read what stood there before', async () => {
    heard(office.staffWrite(robin, onlyPost(), 'There'));
    await office.settle(bot);
    written = written.filter(({ channelId }) => channelId === dmOf());
    catchUp.begin(gap(), new Map([[onlyPost(), newestOf(onlyPost())]]));
    await office.settle(bot);
    expect(copies(dmOf())).toEqual(['-# Robin · Lantern Games\nThere']);
  });

  test('a message that is heard while a channel is read isn’t missing in it', async () => {
    catchUp.begin(gap(), new Map([[onlyPost(), newestOf(onlyPost())]]));
    const live = office.staffWrite(robin, onlyPost(), 'Just now');
    bot.desk.handle(live);
    await office.settle(bot);
    expect(copies(dmOf())).toEqual(['-# Robin · Lantern Games\nJust now']);
  });

  test('more new messages than a page are all taken, and what stood before them is looked at', async () => {
    const question = heard(office.userWrites(mia, 'Where is it?'));
    await office.settle(bot);
    const boundary = BigInt(question.messageId);
    madeAt = (id) => office.clock.now() - (BigInt(id) > boundary ? 0 : 10 * 60_000);
    pageSize = 3;
    for (let count = 1; count <= 7; count += 1) missed(office.userWrites(mia, `Message ${count}`));
    editedMeanwhile(question, 'Where is my parcel?');
    catchUp.begin({ everSince: 0, until: office.clock.now() }, new Map([[onlyPost(), newestOf(onlyPost())]]));
    await office.settle(bot);
    expect(copies(onlyPost()).slice(1)).toEqual([
      '-# Mia · edited\nWhere is my parcel?',
      ...Array.from({ length: 7 }, (_, index) => `-# Mia\nMessage ${index + 1}`),
    ]);
  });

  test('of more new messages than a page, those that were handled before and deleted since are missed', async () => {
    const answers = ['One', 'Two', 'Three'].map((text) => heard(office.staffWrite(robin, onlyPost(), text)));
    await office.settle(bot);
    written = written.filter((message) => message !== answers[1]);
    pageSize = 3;
    for (const text of ['Four', 'Five', 'Six']) missed(office.staffWrite(robin, onlyPost(), text));
    catchUp.begin(gap(), new Map());
    await office.settle(bot);
    const texts = copies(dmOf()).map((text) => text.split('\n')[1]);
    expect(texts).toEqual(['One', 'Three', 'Four', 'Five', 'Six']);
  });

  test('what is older than what was handled is never taken for new', async () => {
    const old = office.userWrites(mia, 'From an earlier life');
    heard(office.userWrites(mia, 'Of today'));
    await office.settle(bot);
    madeAt = (id) => office.clock.now() - (id === old.writing.messageId ? hour : 1000);
    missed(old);
    written = written.toSorted((a, b) => (BigInt(a.messageId) < BigInt(b.messageId) ? -1 : 1));
    catchUp.begin(gap(), new Map([[onlyPost(), newestOf(onlyPost())]]));
    await office.settle(bot);
    expect(copies(onlyPost())).toEqual(['-# Mia\nHello', '-# Mia\nOf today']);
  });

  test('a ticket that was silent for long costs one request, for its DM alone', async () => {
    madeAt = () => office.clock.now() - 49 * hour;
    catchUp.begin({ everSince: 0, until: office.clock.now() }, new Map([[onlyPost(), newestOf(onlyPost())]]));
    await office.settle(bot);
    expect(reads).toEqual([dmOf()]);
  });

  test('a post that can’t be read is tried again, while its messages flow', async () => {
    const answer = heard(office.staffWrite(robin, onlyPost(), 'There'));
    await office.settle(bot);
    editedMeanwhile(answer, 'At the depot');
    failures = Array.from({ length: 2 }, () => ({ kind: 'down', retryAfterMs: null, cause: 'all' }) as const);
    catchUp.begin(gap(), new Map([[onlyPost(), newestOf(onlyPost())]]));
    await office.breathe();
    const live = office.staffWrite(robin, onlyPost(), 'Are you there?');
    catchUp.receive({ channelId: onlyPost() as string as ChannelId, messageId: live.writing.messageId, event: live });
    await office.breathe();
    expect(copies(dmOf())).toEqual(['-# Robin · Lantern Games\nThere', '-# Robin · Lantern Games\nAre you there?']);
    while (copies(dmOf())[0]?.endsWith('There') === true && office.clock.toNextAlarm()) await office.breathe();
    expect(copies(dmOf())[0]).toBe('-# Robin · Lantern Games\nAt the depot');
  });
});

describe('users without a ticket', () => {
  test('who wrote while nobody listened are found, back to as long ago as the configuration says', async () => {
    bot.desk.handle(office.closing(robin, onlyPost()));
    await office.settle(bot);
    office.clock.advance(11 * 60_000);
    missed(office.userWrites(mia, 'Me again'));
    catchUp.begin(gap(), new Map());
    await office.settle(bot);
    expect(says(office.discord.posts[1]?.id ?? '').slice(1)).toEqual(['-# Mia\nMe again']);
  });

  test('whom nobody heard of for longer are left alone until they write', async () => {
    bot.desk.handle(office.closing(robin, onlyPost()));
    await office.settle(bot);
    firstId = String(BigInt(bot.store.newest(dmOf()) ?? '0') + 1n);
    reads = [];
    catchUp.begin(gap(), new Map());
    await office.settle(bot);
    expect(reads).not.toContain(dmOf());
  });
});

describe('without such a time', () => {
  test('a post that turned out to exist is read all the same', async () => {
    missed(office.staffWrite(robin, onlyPost(), 'Written before we knew'));
    catchUp.adopt(onlyPost());
    await office.settle(bot);
    expect(says(dmOf()).at(-1)).toBe('-# Robin · Lantern Games\nWritten before we knew');
  });

  test('messages are handled as they come, and nothing is read', async () => {
    const live = office.userWrites(mia, 'One');
    catchUp.receive({ channelId: dmOf(), messageId: live.writing.messageId, event: live });
    await office.settle(bot);
    expect(says(onlyPost()).at(-1)).toBe('-# Mia\nOne');
    expect(reads).toEqual([]);
  });

  test('our own messages move the mark up to which a channel was handled', () => {
    catchUp.receive({ channelId: dmOf(), messageId: '999999' as MessageId, event: null });
    expect(bot.store.newest(dmOf())).toBe('999999');
  });

  test('what is written where no ticket is means nothing', () => {
    const event = office.staffWrite(robin, '4242', 'By hand');
    catchUp.receive({ channelId: '4242' as ChannelId, messageId: event.writing.messageId, event });
    expect(bot.store.newest('4242' as ChannelId)).toBeNull();
  });
});

describe('a post that is read and is not there', () => {
  const absent = (kind: 'lost' | 'hidden'): Failure => ({ kind, retryAfterMs: null, cause: 'the post' });

  test('was deleted, where its forum is to be seen: the ticket ends', async () => {
    failures = [absent('lost')];
    catchUp.begin(gap(), new Map());
    await office.settle(bot);
    expect(office.asked).toEqual(['forum']);
    expect(bot.store.openTickets()).toEqual([]);
    expect(reads.filter((channel) => channel === onlyPost())).toHaveLength(1);
  });

  test.each(['lost', 'hidden'] as const)(
    'is out of sight with its forum: it is read when that is back (%s)',
    async (kind) => {
      office.outOfSight.add('forum');
      failures = [absent(kind)];
      const live = missed(office.staffWrite(robin, onlyPost(), 'An answer'));
      catchUp.begin(gap(), new Map());
      await office.settle(bot);
      catchUp.receive(live);
      await catchUp.whenRead(onlyPost(), 1000);
      await office.settle(bot);
      expect(reads.filter((channel) => channel === onlyPost())).toHaveLength(1);
      expect(bot.store.openTickets()).toHaveLength(1);
      expect(says(dmOf())).not.toContain('-# Robin · Lantern Games\nAn answer');
      office.outOfSight.clear();
      catchUp.returned(rulesWith().serverId);
      await office.settle(bot);
      expect(says(dmOf()).filter((text) => text.endsWith('An answer'))).toHaveLength(1);
    },
  );

  test('keeps its messages for later where it can’t be seen in a forum that can', async () => {
    failures = [absent('hidden')];
    missed(office.staffWrite(robin, onlyPost(), 'An answer'));
    catchUp.begin(gap(), new Map());
    await office.settle(bot);
    expect(office.clock.toNextAlarm()).toBe(true);
    await office.settle(bot);
    expect(says(dmOf()).at(-1)).toBe('-# Robin · Lantern Games\nAn answer');
    expect(troubles).toHaveLength(1);
  });
});

test('posts of a forum that is back are read though their newest message is known: nobody heard of what came since', async () => {
  catchUp.begin(gap(), new Map([[onlyPost(), bot.store.newest(onlyPost() as string as ChannelId) ?? '']]));
  await office.settle(bot);
  missed(office.staffWrite(robin, onlyPost(), 'An answer'));
  catchUp.returned('1' as ServerId);
  await office.settle(bot);
  expect(reads).not.toContain(onlyPost());
  catchUp.returned(rulesWith().serverId);
  await office.settle(bot);
  expect(says(dmOf()).at(-1)).toBe('-# Robin · Lantern Games\nAn answer');
});
