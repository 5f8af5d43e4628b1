import { beforeEach, describe, expect, test } from 'vitest';
import type { Correspondent, PostOrigin, StandingPost } from '../../src/desk/adoption.ts';
import type { ChannelId, MessageId, PostId, TicketId } from '../../src/ticket/ticket.ts';
import { createOffice, person, serverId } from '../support/desk.ts';
import type { Incarnation, Office } from '../support/desk.ts';

const mia = person('Mia');
const robin = person('Robin');
const dm = `5${mia.id}` as ChannelId;

let office: Office;
let bot: Incarnation;
let post: PostId;
let backup: Buffer;

const says = (channelId: string): string[] => office.discord.channel(channelId).map((message) => message.says);

/** Another process; the one before does nothing more. */
function startAnew(): void {
  void bot.delivery.stop();
  bot = office.open();
}

/** Another process, on the database as it was. */
function restore(): void {
  void bot.delivery.stop();
  office.restore(backup);
  startAnew();
  office.discord.requests.length = 0;
}

async function goOn(...events: Parameters<Incarnation['desk']['handle']>[0][]): Promise<void> {
  for (const event of events) bot.desk.handle(event);
  bot.delivery.start();
  await office.settle(bot);
}

beforeEach(async () => {
  office = createOffice();
  bot = office.open();
  await goOn(office.userWrites(mia, 'Hello'));
  post = office.discord.posts[0]?.id as PostId;
  backup = office.backUp();
});

describe('what an earlier process may have sent, and the database forgot', () => {
  test('is looked for before it is sent: once there, it isn’t sent again, however often the same was said', async () => {
    const written = [
      office.userWrites(mia, 'Same'),
      office.userWrites(mia, 'Same'),
      office.staffWrite(robin, post, 'Yes'),
    ];
    await goOn(...written);
    const [inPost, inDm] = [says(post), says(dm)];
    restore();
    await goOn(...written);
    expect(says(post)).toEqual(inPost);
    expect(says(dm)).toEqual(inDm);
    expect(office.discord.requests).not.toContain('sendToPost');
    expect(bot.store.outbox.size()).toBe(0);
  });

  test('is sent where it isn’t there, once, in order', async () => {
    const relayed = [office.userWrites(mia, 'Same'), office.userWrites(mia, 'Same')];
    await goOn(...relayed);
    restore();
    await goOn(...relayed, office.userWrites(mia, 'Same'), office.userWrites(mia, 'New'));
    expect(says(post).slice(2)).toEqual(['Same', 'Same', 'Same', 'New'].map((text) => `-# Mia\n${text}`));
  });

  test('is found also behind something that isn’t there any more', async () => {
    const written = [office.userWrites(mia, 'Taken away by hand'), office.userWrites(mia, 'Still there')];
    await goOn(...written);
    office.discord.channel(post).splice(2, 1);
    restore();
    await goOn(...written);
    expect(says(post).filter((text) => text.endsWith('Still there'))).toHaveLength(1);
  });

  test('is changed afterwards like any other', async () => {
    const same = office.userWrites(mia, 'Same');
    await goOn(same);
    restore();
    await goOn(same);
    const { messageId } = same.writing;
    const files = [] as const;
    await goOn({
      key: 'edit',
      type: 'edited',
      channelId: dm,
      messageId,
      text: 'Other',
      files,
      editedAt: office.clock.now(),
    });
    expect(says(post).at(-1)).toBe('-# Mia · edited\nOther');
  });

  test('and was edited while nobody listened, becomes what it says now', async () => {
    const [first, second] = [office.userWrites(mia, 'Beforr'), office.userWrites(mia, 'Then')];
    await goOn(first, second);
    const { messageId } = first.writing;
    restore();
    const now = { ...first, writing: { ...first.writing, text: 'Before' } };
    const edit = {
      key: 'edit',
      type: 'edited',
      channelId: dm,
      messageId,
      text: 'Before',
      files: [],
      editedAt: 1,
    } as const;
    await goOn(now, edit, second);
    expect(says(post).slice(2)).toEqual(['-# Mia\nBefore', '-# Mia\nThen']);
    expect(office.discord.requests).not.toContain('sendToPost');
  });

  test('and is edited again while it is looked for, says that in the end', async () => {
    const first = office.userWrites(mia, 'Beforr');
    await goOn(first);
    restore();
    const { messageId } = first.writing;
    const edit = { type: 'edited', channelId: dm, messageId, files: [] } as const;
    bot.desk.handle({ ...first, writing: { ...first.writing, text: 'Before' } });
    bot.desk.handle({ key: 'edit', ...edit, text: 'Before', editedAt: 1 });
    bot.delivery.start();
    while (!office.discord.requests.includes('find sendToPost')) await Promise.resolve();
    bot.desk.handle({ key: 'another edit', ...edit, text: 'Before that', editedAt: 2 });
    await office.settle(bot);
    expect(says(post).slice(2)).toEqual(['-# Mia · edited\nBefore that']);
  });

  test('and was being sent when the backup was made, and edited soon after, stands there once', async () => {
    const first = office.userWrites(mia, 'Beforr');
    const { messageId } = first.writing;
    const edit = {
      key: 'edit',
      type: 'edited',
      channelId: dm,
      messageId,
      text: 'Before',
      files: [],
      editedAt: 1,
    } as const;
    office.discord.befall('sendToPost', 'answerLost');
    bot.desk.handle(first);
    await office.breathe();
    bot.desk.handle(edit);
    backup = office.backUp();
    await office.settle(bot);
    expect(says(post).slice(2)).toEqual(['-# Mia · edited\nBefore']);
    // Discord knows its nonce no more.
    office.clock.advance(10 * 60_000);
    restore();
    await goOn();
    expect(says(post).slice(2)).toEqual(['-# Mia · edited\nBefore']);
  });

  test('costs one look for each place where nothing unknown stands', async () => {
    const waiting = ['One', 'Two', 'Three'].map((text) => office.userWrites(mia, text));
    restore();
    await goOn(...waiting);
    expect(office.discord.requests.filter((request) => request === 'find sendToPost')).toHaveLength(1);
    expect(says(post).slice(2)).toEqual(['One', 'Two', 'Three'].map((text) => `-# Mia\n${text}`));
  });

  test('and waited already when the process began, costs no more, and no time', async () => {
    startAnew();
    const waiting = ['One', 'Two', 'Three'].map((text) => office.userWrites(mia, text));
    for (const event of waiting) bot.desk.handle(event);
    startAnew();
    office.discord.requests.length = 0;
    bot.delivery.start();
    await office.breathe();
    expect(says(post).slice(2)).toEqual(['One', 'Two', 'Three'].map((text) => `-# Mia\n${text}`));
    expect(office.discord.requests.filter((request) => request.startsWith('find'))).toHaveLength(1);
  });

  test('is asked about once, by the same question', async () => {
    await goOn(office.closing(robin, post));
    backup = office.backUp();
    const thanks = office.userWrites(mia, 'Thanks');
    await goOn(thanks);
    const question = bot.store.prompt(mia.id);
    restore();
    await goOn(thanks);
    expect(bot.store.prompt(mia.id)).toEqual(question);
    expect(says(dm).filter((text) => text === '[afterClosing]')).toHaveLength(1);
  });

  test('isn’t tried again where its author was told that it failed', async () => {
    const [fromMia, fromRobin] = [office.userWrites(mia, 'To staff'), office.staffWrite(robin, post, 'To Mia')];
    const stranger = office.userWrites(person('Omar'), 'Let me in');
    restore();
    await goOn(...[fromMia, fromRobin, stranger].map((event) => ({ ...event, wasRefused: true })));
    expect(office.discord.requests).toEqual([]);
    expect(bot.store.recorded(fromRobin.writing.messageId)).toMatchObject({ became: 'relayed', ticketId: 1 });
    expect(bot.store.recorded(stranger.writing.messageId)).toMatchObject({ became: 'refused' });
  });

  test('may also be a sentence that waited when the backup was made, and is about no message', async () => {
    startAnew();
    bot.desk.handle(office.closing(robin, post, { notifyUser: true }));
    backup = office.backUp();
    await goOn();
    const [inPost, inDm] = [says(post), says(dm)];
    restore();
    await goOn();
    expect(says(post)).toEqual(inPost);
    expect(says(dm)).toEqual(inDm);
    expect(inDm.at(-1)).toBe('[closedForUser]');
  });

  test('is no question for what is written while the process runs', async () => {
    restore();
    await goOn(office.userWrites(mia, 'Live'));
    expect(office.discord.requests).not.toContain('find sendToPost');
  });

  test('is looked for again after a kill between the look and the sending, or when the look failed', async () => {
    const written = office.userWrites(mia, 'Same');
    await goOn(written);
    restore();
    office.discord.befall('find sendToPost', 'down', 'unknownOutcome');
    await goOn(written);
    expect(says(post).slice(2)).toEqual(['-# Mia\nSame']);
    restore();
    bot.desk.handle(written);
    startAnew();
    await goOn();
    expect(says(post).slice(2)).toEqual(['-# Mia\nSame']);
  });
});

describe.each(['queued', 'being sent'] as const)('what was %s when the backup was made', (how) => {
  type Written = ReturnType<Office['userWrites']> | ReturnType<Office['staffWrite']>;
  const sides = [
    {
      by: 'user',
      effect: 'sendToPost',
      write: (text: string) => office.userWrites(mia, text),
      copies: () => says(post),
    },
    {
      by: 'staff',
      effect: 'sendToUser',
      write: (text: string) => office.staffWrite(robin, post, text),
      copies: () => says(dm),
    },
  ] as const;
  const channelOf = (event: Written) => ('postId' in event ? (event.postId as string as ChannelId) : event.channelId);
  const editOf = (event: Written, text: string) =>
    ({
      key: `edit of ${event.key}`,
      type: 'edited',
      channelId: channelOf(event),
      messageId: event.writing.messageId,
      text,
      files: [],
      editedAt: office.clock.now(),
    }) as const;
  const deletionOf = (event: Written) => {
    const { messageId } = event.writing;
    return { key: `delete:${messageId}`, type: 'deleted', channelId: channelOf(event), messageId } as const;
  };

  /** All of it waits in the backup, and has arrived when that is restored. */
  async function deliver(effect: 'sendToPost' | 'sendToUser', ...written: readonly Written[]): Promise<void> {
    startAnew();
    if (how === 'being sent') {
      office.discord.befall(effect, 'answerLost');
      bot.delivery.start();
    }
    for (const event of written) bot.desk.handle(event);
    await office.breathe();
    backup = office.backUp();
    await goOn();
    // Discord knows its nonce no more.
    office.clock.advance(10 * 60_000);
  }

  type Changed = ReturnType<typeof editOf> | ReturnType<typeof deletionOf>;

  /** What became of the original stands in Discord, and nobody has told; `heard`: all that was told. */
  async function restoreUnheard(change: Changed, ...heard: Parameters<Incarnation['desk']['handle']>[0][]) {
    const { channelId, messageId } = change;
    void bot.delivery.stop();
    office.restore(backup);
    const other = { channelId, messageId: '1' as MessageId, event: null };
    const standing = change.type === 'edited' ? [other, { channelId, messageId, event: null, edit: change }] : [other];
    const read = async (_channel: ChannelId, stretch: object) => {
      await Promise.resolve();
      const asksForIt = 'before' in stretch && stretch.before === String(BigInt(messageId) + 1n);
      return { ok: true, messages: asksForIt ? standing : [], isLast: true } as const;
    };
    bot = office.open(undefined, { history: { read } });
    office.discord.requests.length = 0;
    await goOn(...heard);
    await goOn(change);
  }

  test.each(sides)('and edited by $by soon after isn’t taken for what says the same behind it', async (side) => {
    const [first, second] = [side.write('Same'), side.write('Same')];
    await deliver(side.effect, first, second);
    const edit = editOf(first, 'Other');
    await goOn(edit);
    const before = side.copies();
    expect(before.slice(-2).map((text) => text.split('\n').at(-1))).toEqual(['Other', 'Same']);
    await restoreUnheard(edit);
    expect(side.copies()).toEqual(before);
    expect(office.discord.requests).not.toContain(side.effect);
    expect(bot.store.outbox.size()).toBe(0);
  });

  test.each(sides)('and edited by $by while nobody listened becomes what it says now', async (side) => {
    const [first, second] = [side.write('Same'), side.write('Same')];
    await deliver(side.effect, first, second);
    await restoreUnheard(editOf(first, 'Other'));
    expect(
      side
        .copies()
        .slice(-2)
        .map((text) => text.split('\n').at(-1)),
    ).toEqual(['Other', 'Same']);
    expect(office.discord.requests).not.toContain(side.effect);
  });

  test.each(sides)('and deleted by $by soon after leaves what says the same alone', async (side) => {
    const [first, second] = [side.write('Same'), side.write('Same')];
    await deliver(side.effect, first, second);
    const deletion = deletionOf(first);
    await goOn(deletion);
    const before = side.copies();
    expect(before.filter((text) => text.endsWith('\nSame'))).toHaveLength(side.by === 'user' ? 2 : 1);
    await restoreUnheard(deletion);
    expect(side.copies()).toEqual(before);
    expect(office.discord.requests).not.toContain(side.effect);
    expect(bot.store.outbox.size()).toBe(0);
  });

  test.each(sides)('and deleted by $by while nobody listened goes, and nothing else', async (side) => {
    const [first, second] = [side.write('Same'), side.write('Same')];
    await deliver(side.effect, first, second);
    const before = side.copies();
    await restoreUnheard(deletionOf(first));
    const after =
      side.by === 'user'
        ? [...before.slice(0, -2), '-# Mia · deleted by the user\nSame', ...before.slice(-1)]
        : before.slice(0, -1);
    expect(side.copies()).toEqual(after);
    expect(office.discord.requests).not.toContain(side.effect);
  });

  test.each(sides)(
    'and deleted by $by, which is heard before it is looked for, goes, and nothing else',
    async (side) => {
      const [first, second] = [side.write('Same'), side.write('Same')];
      await deliver(side.effect, first, second);
      const kept = side.copies().slice(0, -1);
      restore();
      await goOn(deletionOf(second));
      expect(side.copies()).toEqual(side.by === 'user' ? [...kept, '-# Mia · deleted by the user\nSame'] : kept);
      expect(office.discord.requests).not.toContain(side.effect);
    },
  );

  test.each(
    sides.flatMap((side) => [
      { ...side, became: 'deleted', change: deletionOf },
      { ...side, became: 'edited', change: (event: Written) => editOf(event, 'Other') },
    ]),
  )('and $became by $by before the ticket was closed stands there as it did', async (side) => {
    const [first, second] = [side.write('Same'), side.write('More')];
    await deliver(side.effect, first, second);
    const change = side.change(first);
    await goOn(change);
    const before = side.copies();
    await restoreUnheard(change, office.closing(robin, post));
    expect(side.copies().slice(0, before.length)).toEqual(before);
    const since = side.copies().slice(before.length);
    expect(since.filter((text) => text.startsWith('-# '))).toEqual([]);
    expect(bot.store.outbox.size()).toBe(0);
  });

  test('and deleted by staff goes, though something that was written later says the same', async () => {
    const first = office.staffWrite(robin, post, 'Same');
    await deliver('sendToUser', first);
    const later = office.staffWrite(robin, post, 'Same');
    void bot.delivery.stop();
    office.restore(backup);
    bot = office.open();
    bot.desk.handle(deletionOf(first));
    await goOn(later);
    expect(says(dm).filter((text) => text.endsWith('\nSame'))).toHaveLength(1);
    expect(bot.store.outbox.size()).toBe(0);
  });

  test('and deleted by staff before it was sent is never shown', async () => {
    startAnew();
    const written = office.staffWrite(robin, post, 'Rather not');
    office.discord.befall('sendToUser', 'down');
    if (how === 'being sent') bot.delivery.start();
    bot.desk.handle(written);
    await office.breathe();
    backup = office.backUp();
    await restoreUnheard(deletionOf(written));
    expect(says(dm).filter((text) => text.endsWith('Rather not'))).toEqual([]);
    expect(office.discord.requests).not.toContain('sendToUser');
    expect(bot.store.outbox.size()).toBe(0);
  });
});

const found = (changes: Partial<StandingPost> = {}): StandingPost => ({
  postId: post,
  serverId,
  isLocked: false,
  status: 'open',
  closedAt: office.clock.now(),
  ...changes,
});

test('what was attempted is known by what was sent, whatever its original was edited into since', async () => {
  const [first, second] = [office.userWrites(mia, 'One'), office.userWrites(mia, 'Two')];
  office.discord.befall('sendToPost', 'answerLost');
  office.discord.befall('find sendToPost', 'down');
  bot.desk.handle(first);
  await office.breathe();
  const edit = { type: 'edited', channelId: dm, messageId: first.writing.messageId, files: [] } as const;
  bot.desk.handle({ key: 'edit', ...edit, text: 'One more', editedAt: office.clock.now() });
  bot.desk.handle(second);
  office.clock.advance(10 * 60_000);
  await office.settle(bot);
  expect(says(post).slice(2)).toEqual(['-# Mia · edited\nOne more', '-# Mia\nTwo']);
});

test('what staff deleted while nobody knew whether it had arrived isn’t sent where it had not', async () => {
  const written = office.staffWrite(robin, post, 'Rather not');
  office.discord.befall('sendToUser', 'unknownOutcome');
  bot.desk.handle(written);
  await office.breathe();
  const { messageId } = written.writing;
  bot.desk.handle({ key: 'gone', type: 'deleted', channelId: post as string as ChannelId, messageId });
  office.clock.advance(10 * 60_000);
  office.discord.requests.length = 0;
  await office.settle(bot);
  expect(says(dm).filter((text) => text.endsWith('Rather not'))).toEqual([]);
  expect(office.discord.requests).not.toContain('sendToUser');
  expect(bot.store.outbox.size()).toBe(0);
});

test('only messages are looked for: a receipt that was tried before is tried again', async () => {
  office.discord.befall('react', 'down', 'down', 'down');
  bot.desk.handle(office.userWrites(mia, 'One'));
  await office.breathe();
  await office.breathe();
  startAnew();
  office.discord.requests.length = 0;
  await goOn();
  expect(office.discord.requests).toContain('react on user');
  expect(office.discord.requests.filter((request) => request.startsWith('find'))).toEqual([]);
});

test('what an answer to a command has shown, and was heard of before a kill, isn’t said again', async () => {
  bot.desk.handle(office.closing(robin, post));
  const shown = office.discord.write(post, '[closed]');
  bot.desk.saw(post as string as ChannelId, shown);
  startAnew();
  await goOn();
  expect(says(post).filter((text) => text === '[closed]')).toHaveLength(1);
});

describe('a known post', () => {
  const shut = { isLocked: true, status: 'closed' } as const;
  const statusOf = () => bot.store.ticketOfPost(post)?.status;

  test('that was closed meanwhile closes its ticket; what its user wrote before went there', async () => {
    const before = office.userWrites(mia, 'Before');
    office.clock.advance(1000);
    bot.desk.postFound(found(shut));
    expect(statusOf()).toBe('closed');
    office.clock.advance(1000);
    await goOn(before);
    expect(bot.store.recorded(before.writing.messageId)).toMatchObject({ became: 'relayed', ticketId: 1 });
    expect(says(post)).toHaveLength(2);
    await goOn(office.userWrites(mia, 'After'));
    expect(bot.store.openTicketsOf(mia.id, serverId)).toEqual([]);
    expect(says(dm).at(-1)).toBe('[afterClosing]');
  });

  test('in which staff wrote before that, and after it: only of the latter they are told', async () => {
    const before = office.staffWrite(robin, post, 'Before');
    office.clock.advance(1000);
    bot.desk.postFound(found(shut));
    office.clock.advance(1000);
    await goOn(before, office.staffWrite(robin, post, 'After'));
    expect(says(post).slice(2)).toEqual(['Before', 'After', '[notRelayedClosed]']);
    expect(says(dm)).not.toContain('-# Robin · Lantern Games\nBefore');
  });

  test('that was closed while something still waited for it is archived behind that', async () => {
    office.discord.befall('sendToPost', 'down');
    bot.desk.handle(office.userWrites(mia, 'Before'));
    await office.breathe();
    bot.desk.postFound(found(shut));
    office.discord.requests.length = 0;
    await goOn();
    expect(office.discord.requests).toEqual(expect.arrayContaining(['sendToPost', 'archivePost']));
    expect(office.discord.requests.at(-1)).toBe('archivePost');
  });

  test('that was closed keeps what its user’s message was edited into before', async () => {
    const written = office.userWrites(mia, 'One');
    office.discord.befall('sendToPost', 'answerLost');
    bot.desk.handle(written);
    await office.breathe();
    backup = office.backUp();
    await goOn();
    const edit = { type: 'edited', channelId: dm, messageId: written.writing.messageId, files: [] } as const;
    const edited = { key: 'edit', ...edit, text: 'One more', editedAt: office.clock.now() };
    await goOn(edited, office.closing(robin, post));
    expect(says(post)).toContain('-# Mia · edited\nOne more');
    office.clock.advance(10 * 60_000);
    restore();
    bot.desk.postFound(found(shut));
    await goOn(edited);
    expect(says(post)).toContain('-# Mia · edited\nOne more');
    expect(says(post)).not.toContain('-# Mia\nOne');
  });

  test('that was opened again opens its ticket', () => {
    bot.desk.postFound(found(shut));
    bot.desk.postFound(found());
    expect(bot.store.ticketOfPost(post)).toMatchObject({ status: 'open', closedAt: null });
  });

  test('that was opened again takes in what its user had been asked about', async () => {
    await goOn(office.closing(robin, post), office.userWrites(mia, 'Thanks'));
    backup = office.backUp();
    restore();
    bot.desk.postFound(found());
    await goOn(office.userWrites(mia, 'One thing more'));
    expect(says(post).slice(-2)).toEqual(['-# Mia\nThanks', '-# Mia\nOne thing more']);
    expect(bot.store.prompt(mia.id)).toBeNull();
  });

  test('that is shut by hand, or about to be opened again, means nothing', async () => {
    bot.desk.postFound(found({ ...shut, status: null }));
    bot.desk.postFound(found({ ...shut, status: 'open' }));
    bot.desk.postFound(found({ ...shut, isLocked: false }));
    expect(statusOf()).toBe('open');
    await goOn(office.closing(robin, post));
    startAnew();
    const answerTo = { interactionId: '1', applicationId: '1', token: 't', language: 'en' };
    const wish = { by: robin, serverId, channelId: post as string as ChannelId, ticketId: null, answerTo } as const;
    bot.desk.handle({ key: 'reopen', type: 'reopenCommanded', reason: null, isReasonVisible: false, ...wish });
    expect(statusOf()).toBe('open');
    bot.desk.postFound(found(shut));
    expect(statusOf()).toBe('open');
  });

  test('that was closed while something waited for it closes its ticket all the same', () => {
    startAnew();
    bot.desk.handle(office.staffWrite(robin, post, 'Waits, and the tags, too'));
    expect(bot.store.outbox.waitingIn('post/1')).toHaveLength(1);
    bot.desk.postFound(found(shut));
    expect(statusOf()).toBe('closed');
    expect(bot.store.outbox.waitingIn('post/1')).toEqual([]);
  });
});

describe('an unknown post', () => {
  const nora = person('Nora');
  const origin = (changes: Partial<PostOrigin> = {}): PostOrigin => ({
    ticketId: 7 as TicketId,
    mark: 'forgotten',
    user: nora,
    openedAt: office.clock.now(),
    ...changes,
  });
  const unknown = (changes: Partial<StandingPost> = {}) => found({ postId: '777' as PostId, ...changes });
  const dmOfNora: Correspondent = { person: nora, channelId: `5${nora.id}` as ChannelId };

  test('becomes the ticket that it says it is, and goes on; numbers go on above', async () => {
    expect(bot.desk.adopt(unknown(), origin(), dmOfNora)).toBe(true);
    await goOn(office.userWrites(nora, 'Still me'), office.staffWrite(robin, '777', 'Still us'));
    expect(says('777')).toEqual(['Still us', '-# Nora\nStill me']);
    expect(says(dmOfNora.channelId).at(-1)).toBe('-# Robin · Lantern Games\nStill us');
    expect(bot.store.nextTicketId()).toBe(8);
  });

  test('that is shut becomes a closed ticket, and ends the draft that had become it', async () => {
    bot.desk.handle(office.userWrites(nora, 'A first message'));
    office.clock.advance(1000);
    expect(bot.desk.adopt(unknown({ isLocked: true, status: 'closed' }), origin(), null)).toBe(true);
    await goOn();
    expect(office.discord.posts).toHaveLength(1);
    expect(bot.store.ticket(7 as TicketId)).toMatchObject({ status: 'closed', postId: '777' });
    expect(bot.store.nextTicketId()).toBe(8);
  });

  test('takes in the draft that had become it: what stands there already isn’t written again', async () => {
    const first = office.userWrites(nora, 'A first message');
    office.discord.channel('777');
    office.discord.write('777', '[facts]');
    startAnew();
    bot.desk.handle(first);
    expect(bot.desk.adopt(unknown(), origin(), dmOfNora)).toBe(true);
    await goOn();
    expect(says('777').at(-1)).toBe('-# Nora\nA first message');
    expect(office.discord.posts).toHaveLength(1);
  });

  test('whose number is another ticket’s isn’t taken', () => {
    expect(bot.desk.adopt(unknown(), origin({ ticketId: 1 as TicketId }), dmOfNora)).toBe(false);
    expect(bot.store.ticketOfPost('777' as PostId)).toBeNull();
  });
});
