import * as fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { createDemoWorld, programWrites, type DemoWorld } from '../../src/sandbox/scenario.ts';
import type { Person } from '../../src/sandbox/scenario/types.ts';
import { createTally, type Counts, type Tally } from '../../src/sandbox/tally/tally.ts';
import { emptyDraft } from '../../src/sandbox/world/drafts.ts';
import { dropMessage } from '../../src/sandbox/world/deleting.ts';
import { findChannel } from '../../src/sandbox/world/find.ts';
import { applyChange } from '../../src/sandbox/world/messages.ts';
import type { Command, Interaction } from '../../src/sandbox/world/interaction-nouns.ts';
import type { Message, Thread } from '../../src/sandbox/world/nouns.ts';
import { createPost } from '../../src/sandbox/world/posts.ts';
import { addReaction } from '../../src/sandbox/world/reactions.ts';
import { createWorld, type World } from '../../src/sandbox/world/world.ts';
import { sendMessage } from '../../src/sandbox/world/writing.ts';

/** A world in which the bot is played by hand: it does right or wrong as a test wants it. */
class ByHand {
  readonly world: World = createWorld(Date.now);
  readonly demo: DemoWorld = createDemoWorld(this);
  readonly tally: Tally;
  readonly #botId = this.demo.application.botUser.id;

  constructor() {
    this.tally = createTally(this.world, { botId: this.#botId, notePrefix: '//' });
  }

  get mia(): Person {
    return this.demo.members[0];
  }

  get robin(): Person {
    return this.demo.staff[0];
  }

  /** The first message of a member, and the post that the bot opens for it. */
  open(member: Person, text: string, called = member.user.displayName): { first: Message; post: Thread } {
    const first = member.dm(text);
    const name = `#1 · ${called}`;
    const draft = { ...emptyDraft, content: '<@&1>', embeds: [{ type: 'rich' as const, title: name }] };
    const settings = { appliedTags: [], autoArchiveMinutes: 1440, slowmodeSeconds: 0 };
    const { thread } = createPost(this.world, this.#botId, this.demo.forum, { name, draft, ...settings });
    return { first, post: thread };
  }

  inPost({ id }: Thread, line: string, text: string): Message {
    return this.#copy(id, line, text);
  }

  inDm(member: Person, line: string, text: string): Message {
    return this.#copy(this.#dmOf(member), line, text);
  }

  /** The copy becomes another one. */
  rewrites(copy: Message, line: string, text: string): void {
    applyChange(this.world, copy, { content: `-# ${line}\n${text}`, allowed: null });
  }

  #copy(channelId: string, line: string, text: string): Message {
    const content = `-# ${line}${text === '' ? '' : `\n${text}`}`;
    return programWrites(this, channelId, { by: this.demo.application.botUser, content });
  }

  #dmOf({ id }: Person): string {
    return this.world.dmIds.get(`${this.#botId}:${id}`) ?? '';
  }

  /** The bot says something itself, as a reply. */
  says(text: string, about: Message): Message {
    const draft = {
      ...emptyDraft,
      flags: 1 << 15,
      components: [{ type: 17, components: [{ type: 10, content: text }] }],
      replyTo: { messageId: about.id, failIfNotExists: true },
    };
    return sendMessage(this.world, this.#botId, findChannel(this.world, about.channelId), draft);
  }

  /** The bot's statement becomes another one. */
  saysNow(statement: Message, text: string): void {
    const components = [{ type: 17, components: [{ type: 10, content: text }] }];
    applyChange(this.world, statement, { components, allowed: null });
  }

  marks(message: Message, emoji: string): void {
    addReaction(this.world, this.#botId, message, { id: null, name: emoji });
  }
}

let hand: ByHand;
let post: Thread;

/** Mia has an open ticket; her first message is in its post. */
beforeEach(() => {
  hand = new ByHand();
  ({ post } = hand.open(hand.mia, 'Hello'));
  hand.inPost(post, 'Mia', 'Hello');
});

const mia = (text: string): Message => hand.mia.dm(text);
const robin = (text: string): Message => hand.robin.write(post.id, text);
const toStaff = (text: string): Message => hand.inPost(post, 'Mia', text);
const toMia = (text: string): Message => hand.inDm(hand.mia, 'Robin · Lantern Games', text);

/** What was counted beside the first message; what is left out is 0. */
function expectCounts(expected: Partial<Counts>): void {
  const { written, delivered, ...rest } = hand.tally.counts();
  const none = { written: 0, delivered: 0, waiting: 0, lost: 0, told: 0, doubled: 0 };
  expect({ written: written - 1, delivered: delivered - 1, ...rest }).toEqual({ ...none, ...expected });
}

describe('what was delivered', () => {
  test('on both sides', () => {
    mia('One');
    robin('Two');
    expectCounts({ written: 2, waiting: 2 });
    toStaff('One');
    expectCounts({ written: 2, delivered: 1, waiting: 1 });
    toMia('Two');
    expectCounts({ written: 2, delivered: 2 });
  });

  test('a text that is repeated, each time', () => {
    for (let times = 0; times < 3; times += 1) mia('ok');
    toStaff('ok');
    toStaff('ok');
    expectCounts({ written: 3, delivered: 2, waiting: 1 });
    toStaff('ok');
    expectCounts({ written: 3, delivered: 3 });
  });

  test('a long text in several messages counts once, and only as a whole', () => {
    mia('A first half and\na second half');
    hand.inPost(post, 'Mia · 1/2', 'A first half and');
    expectCounts({ written: 1, waiting: 1 });
    hand.inPost(post, 'Mia · 2/2', 'a second half');
    expectCounts({ written: 1, delivered: 1 });
  });

  test('a text with files beside it, and files alone', () => {
    mia('See');
    hand.mia.dm('', { files: [{ name: 'a.png', size: 9 }] });
    hand.inPost(post, 'Mia · 1/2', 'See');
    hand.inPost(post, 'Mia · 2/2', '');
    hand.inPost(post, 'Mia', '');
    expectCounts({ written: 2, delivered: 2 });
  });

  test('what has no text of its own, in whatever words', () => {
    mia('Look');
    hand.mia.dm('', { poll: { question: 'Tea?', answers: ['Yes', 'No'] } });
    toStaff('Look');
    toStaff('📊 Tea? 1. Yes 2. No');
    expectCounts({ written: 2, delivered: 2 });
  });

  test('what says whom it is for, without that', () => {
    robin('-r Hello yourself');
    toMia('Hello yourself');
    expectCounts({ written: 1, delivered: 1 });
  });

  test('what was edited meanwhile, as it was or as it is', () => {
    const [first, second] = [mia('Helo'), mia('Byee')];
    hand.mia.edit(first, 'Hello!');
    hand.mia.edit(second, 'Bye!');
    toStaff('Helo');
    hand.inPost(post, 'Mia · edited', 'Bye!');
    expectCounts({ written: 2, delivered: 2 });
  });

  test('of two that said the same the one that was edited, and the other', () => {
    const edited = mia('ok');
    hand.mia.edit(edited, 'Never mind');
    mia('ok');
    toStaff('ok');
    expectCounts({ written: 2, delivered: 1, waiting: 1 });
    hand.inPost(post, 'Mia · edited', 'Never mind');
    expectCounts({ written: 2, delivered: 2 });
    hand.inPost(post, 'Mia · edited', 'Never mind');
    expectCounts({ written: 2, delivered: 2, doubled: 1 });
  });

  test('what an edit makes longer stays delivered', () => {
    const short = mia('Short');
    toStaff('Short');
    mia('Next');
    toStaff('Next');
    hand.mia.edit(short, 'Short and long');
    hand.inPost(post, 'Mia · edited · 2/2', 'and long');
    expectCounts({ written: 2, delivered: 2 });
  });

  test('what an edit makes shorter, before all of it came', () => {
    const long = mia('Long and long');
    const part = hand.inPost(post, 'Mia · 1/2', 'Long and');
    mia('Next');
    hand.mia.edit(long, 'Long');
    toStaff('Next');
    hand.rewrites(part, 'Mia · edited', 'Long');
    expectCounts({ written: 2, delivered: 2 });
  });

  test('what staff typed into a command or a form, where it sends that; else it counts for nothing', () => {
    const uses = (type: 2 | 5, payload: Record<string, unknown>): void => {
      const used = { id: `9${type}`, type, channelId: post.id, guildId: '1', payload, target: null, askedBy: null };
      const interaction = used as unknown as Interaction;
      hand.world.emit({ type: 'interactionCreated', interaction });
    };
    uses(2, { name: 'close', options: [{ name: 'comment', value: 'Solved' }] });
    uses(2, { name: 'send', options: [{ name: 'message', value: 'Hello' }] });
    uses(5, { components: [{ type: 18, component: { type: 4, value: 'Hello again' } }] });
    expectCounts({});
    toMia('Hello');
    toMia('Hello again');
    expectCounts({ written: 2, delivered: 2 });
  });

  test('what staff typed for a person whom they named, wherever they did', () => {
    const uses = (changes: Partial<Interaction>): void => {
      const use = { id: '91', type: 2, channelId: '1', guildId: '1', target: null, askedBy: null, ...changes };
      hand.world.emit({ type: 'interactionCreated', interaction: use as unknown as Interaction });
    };
    const said = (value: string) => ({ name: 'send', options: [{ type: 3, name: 'message', value }] });
    uses({ payload: said('Elsewhere') });
    const named = { name: 'send', options: [...said('In a post').options, { type: 6, name: 'user', value: '2' }] };
    uses({ channelId: post.id, payload: named });
    const menu = { payload: {}, target: { type: 'user', userId: '2' }, askedBy: null } as unknown as Interaction;
    const form = { components: [{ type: 18, component: { type: 4, value: 'By a menu' } }] };
    uses({ type: 5, channelId: post.id, payload: form, askedBy: menu });
    expectCounts({});
    for (const text of ['Elsewhere', 'In a post', 'By a menu']) toMia(text);
    expectCounts({ written: 3, delivered: 3 });
    toMia('Elsewhere');
    expectCounts({ written: 3, delivered: 3, doubled: 1 });
  });

  test('a text that the bot keeps, once for each time that a command names it', () => {
    const command = { id: '77', type: 1, name: 'snippet', options: [{ type: 3, name: 'name', autocomplete: true }] };
    const applicationId = hand.demo.application.applicationId;
    hand.world.commands.set(applicationId, [command] as unknown as Command[]);
    const uses = (id: string): void => {
      const payload = { id: '77', name: 'snippet', options: [{ name: 'name', value: 'welcome' }] };
      const where = { channelId: post.id, guildId: '1', target: null, askedBy: null };
      const interaction = { id, applicationId, type: 2, payload, ...where };
      hand.world.emit({ type: 'interactionCreated', interaction: interaction as unknown as Interaction });
    };
    uses('91');
    expectCounts({});
    toMia('Hello Mia');
    expectCounts({ written: 1, delivered: 1 });
    robin('And now?');
    uses('92');
    toMia('And now?');
    toMia('Hello Mia');
    expectCounts({ written: 3, delivered: 3 });
    toMia('Hello Mia');
    expectCounts({ written: 3, delivered: 3, doubled: 1 });
  });

  test('marks that the bot takes the meaning from are no difference', () => {
    mia('-# small\n```\ncode\n```');
    toStaff('\\-# small\n```\ncode\n```');
    expectCounts({ written: 1, delivered: 1 });
  });

  test('each member’s messages are looked for in their own posts', () => {
    const jonas = hand.demo.members[1];
    const other = hand.open(jonas, 'Hello').post;
    robin('Answer');
    hand.robin.write(other.id, 'Answer');
    hand.inPost(other, 'Jonas', 'Hello');
    hand.inDm(jonas, 'Robin · Lantern Games', 'Answer');
    expectCounts({ written: 3, delivered: 2, waiting: 1 });
    toMia('Answer');
    expectCounts({ written: 3, delivered: 3 });
  });

  test('it stays delivered when staff, or a deleted post, take it away', () => {
    const answer = robin('Answer');
    toMia('Answer');
    hand.robin.delete(answer);
    mia('Thanks');
    toStaff('Thanks');
    hand.robin.deletePost(post.id);
    expectCounts({ written: 2, delivered: 2 });
  });
});

describe('what was lost', () => {
  test.each([
    ['of a member', mia, toStaff],
    ['of the staff', robin, toMia],
  ])('a message %s is lost once a later one of the same place was delivered', (_, write, copy) => {
    write('One');
    write('Two');
    write('Three');
    copy('One');
    expectCounts({ written: 3, delivered: 1, waiting: 2 });
    copy('Three');
    expectCounts({ written: 3, delivered: 2, lost: 1 });
  });

  test('it is found again where it comes late', () => {
    mia('One');
    mia('Two');
    toStaff('Two');
    expectCounts({ written: 2, delivered: 1, lost: 1 });
    toStaff('One');
    expectCounts({ written: 2, delivered: 2 });
  });

  test('one of several equal ones', () => {
    mia('ok');
    mia('ok');
    mia('Something else');
    toStaff('ok');
    toStaff('Something else');
    expectCounts({ written: 3, delivered: 2, lost: 1 });
  });

  test('a piece of a long one', () => {
    mia('A first half and a second half');
    mia('Next');
    hand.inPost(post, 'Mia · 2/2', 'a second half');
    toStaff('Next');
    expectCounts({ written: 2, delivered: 1, lost: 1 });
  });

  test('though the bot says that it was sent', () => {
    hand.says('✉️ Message sent to **Lantern Games**. You will get the answer here.', mia('One'));
    mia('Two');
    toStaff('Two');
    expectCounts({ written: 2, delivered: 1, lost: 1 });
  });

  test('a copy that came to another member doesn’t count', () => {
    const jonas = hand.demo.members[1];
    const other = hand.open(jonas, 'Hello').post;
    hand.inPost(other, 'Jonas', 'Hello');
    robin('One');
    robin('Two');
    hand.inDm(jonas, 'Robin · Lantern Games', 'One');
    toMia('Two');
    expectCounts({ written: 3, delivered: 2, lost: 1, doubled: 1 });
  });
});

describe('what was doubled', () => {
  test.each([
    ['of a member', mia, toStaff],
    ['of the staff', robin, toMia],
  ])('a message %s, at once and later', (_, write, copy) => {
    write('One');
    copy('One');
    copy('One');
    expectCounts({ written: 1, delivered: 1, doubled: 1 });
    write('Two');
    copy('One');
    copy('Two');
    expectCounts({ written: 2, delivered: 2, doubled: 2 });
  });

  test('one of several equal ones, before the next was written', () => {
    mia('ok');
    toStaff('ok');
    toStaff('ok');
    mia('ok');
    toStaff('ok');
    expectCounts({ written: 2, delivered: 2, doubled: 1 });
  });

  test('until the bot takes it away', () => {
    mia('ok');
    toStaff('ok');
    const second = toStaff('ok');
    expectCounts({ written: 1, delivered: 1, doubled: 1 });
    dropMessage(hand.world, second);
    expectCounts({ written: 1, delivered: 1 });
  });

  test('a piece of a long one', () => {
    mia('A first half and a second half');
    hand.inPost(post, 'Mia · 1/2', 'A first half and');
    hand.inPost(post, 'Mia · 1/2', 'A first half and');
    hand.inPost(post, 'Mia · 2/2', 'a second half');
    expectCounts({ written: 1, delivered: 1, doubled: 1 });
  });

  test('a sticker, while nothing else waits', () => {
    hand.mia.dm('', { poll: { question: 'Tea?', answers: ['Yes', 'No'] } });
    toStaff('📊 Tea?');
    toStaff('📊 Tea?');
    expectCounts({ written: 1, delivered: 1, doubled: 1 });
  });

  test('while another one waits, which is not taken for delivered', () => {
    mia('One');
    toStaff('One');
    hand.mia.dm('', { poll: { question: 'Tea?', answers: ['Yes', 'No'] } });
    toStaff('One');
    expectCounts({ written: 2, delivered: 1, waiting: 1, doubled: 1 });
  });
});

describe('whose author was told', () => {
  test('by a mark on it', () => {
    hand.marks(robin('Are you there?'), '❌');
    robin('Hello?');
    toMia('Hello?');
    expectCounts({ written: 2, delivered: 1, told: 1 });
  });

  test('by an answer to it', () => {
    hand.says('Ticket 1 is closed: this message was **not** sent to the user.', robin('One more thing'));
    expectCounts({ written: 1, told: 1 });
  });

  test('a mark of somebody else tells nothing, and a receipt is none', () => {
    const message = robin('Are you there?');
    hand.demo.staff[1].react(message, '❌');
    hand.marks(message, '✅');
    expectCounts({ written: 1, waiting: 1 });
  });

  test('it counts as delivered where it was delivered in the end', () => {
    hand.marks(robin('Are you there?'), '❌');
    toMia('Are you there?');
    expectCounts({ written: 1, delivered: 1 });
  });

  test('of two that say the same, whichever’s copy came', () => {
    const first = robin('ok');
    robin('ok');
    toMia('ok');
    hand.marks(first, '❌');
    robin('Next');
    toMia('Next');
    expectCounts({ written: 3, delivered: 2, told: 1 });
  });

  test('what somebody was asked about waits, until they want nothing sent', () => {
    const question = hand.says('What shall become of your message?', mia('Thanks'));
    mia('That was all');
    expectCounts({ written: 2, waiting: 2 });
    hand.saysNow(question, 'All right. Nothing was sent.');
    mia('Something new');
    toStaff('Something new');
    expectCounts({ written: 3, delivered: 1, told: 2 });
  });

  test('what somebody was asked about and wanted sent is owed', () => {
    const question = hand.says('What shall become of your message?', mia('Thanks'));
    mia('That was all');
    hand.saysNow(question, '⏳ On its way to **Lantern Games** …');
    toStaff('That was all');
    expectCounts({ written: 2, delivered: 1, lost: 1 });
  });
});

describe('what isn’t counted', () => {
  test('notes, unless somebody sends them by a command', () => {
    const note = robin('// the refund is on its way');
    robin('// nobody needs to know');
    expectCounts({});
    const target = { type: 'message', messageId: note.id, channelId: post.id } as const;
    hand.world.emit({ type: 'interactionCreated', interaction: { target } as Interaction });
    expectCounts({});
    toMia('the refund is on its way');
    expectCounts({ written: 1, delivered: 1 });
  });

  test('two slashes of a member are no note', () => {
    mia('// hello');
    toStaff('// hello');
    expectCounts({ written: 1, delivered: 1 });
  });

  test('what its author, or whoever deletes the post, takes back before it was delivered', () => {
    hand.mia.delete(mia('Oops'));
    hand.robin.edit(robin('For us alone'), '// for us alone');
    robin('Too late');
    expectCounts({ written: 1, waiting: 1 });
    hand.robin.deletePost(post.id);
    expectCounts({});
  });

  test('of equal texts, those that were taken back', () => {
    hand.robin.delete(robin('ok'));
    hand.robin.edit(robin('ok'), '// ok');
    robin('ok');
    toMia('ok');
    expectCounts({ written: 1, delivered: 1 });
  });

  test('what is written elsewhere, by programs, or for one person alone', () => {
    hand.robin.write(hand.demo.lounge.id, 'Hello');
    hand.demo.staff[1].post(hand.demo.forum.id, 'Rules for us', 'Be kind');
    hand.says('🔒 Closed by Robin.', robin('Bye'));
    toMia('Bye');
    expectCounts({ written: 1, delivered: 1, doubled: 0 });
  });
});

describe('whatever the bot does wrong', () => {
  interface Line {
    text: string;
    /** How often it is delivered. */
    copies: number;
  }
  const line = (text: fc.Arbitrary<string>): fc.Arbitrary<Line> =>
    fc.record({ text, copies: fc.constantFrom(0, 1, 1, 1, 1, 2, 3) });

  function play(lines: readonly Line[], ahead: number): Counts {
    const byHand = new ByHand();
    const { post: at } = byHand.open(byHand.mia, 'Hello');
    byHand.inPost(at, 'Mia', 'Hello');
    for (const [index, { text, copies }] of lines.entries()) {
      // Some are written before the ones before them are delivered.
      if (index % ahead === 0) for (const one of lines.slice(index, index + ahead)) byHand.mia.dm(one.text);
      for (let times = 0; times < copies; times += 1) byHand.inPost(at, 'Mia', text);
    }
    return byHand.tally.counts();
  }

  test('different texts: each loss and each copy too many is counted', () => {
    fc.assert(
      fc.property(fc.array(line(fc.constant('')), { maxLength: 20 }), fc.integer({ min: 1, max: 5 }), (some, ahead) => {
        const lines = some.map(({ copies }, index) => ({ copies, text: `Message ${index}` }));
        const delivered = lines.filter(({ copies }) => copies > 0);
        const lastDelivered = lines.findLastIndex(({ copies }) => copies > 0);
        const missing = lines.length - delivered.length;
        const waiting = lastDelivered === -1 ? missing : lines.length - 1 - lastDelivered;
        const counts = play(lines, ahead);
        expect(counts).toEqual({
          written: lines.length + 1,
          delivered: delivered.length + 1,
          waiting,
          lost: missing - waiting,
          told: 0,
          doubled: delivered.reduce((sum, { copies }) => sum + copies - 1, 0),
        });
      }),
    );
  });

  test('equal texts: as many copies are delivered or doubled as there are, and as many messages have one or none', () => {
    fc.assert(
      fc.property(
        fc.array(line(fc.constantFrom('ok', 'thanks', 'ok thanks')), { maxLength: 20 }),
        fc.integer({ min: 1, max: 5 }),
        (lines, ahead) => {
          const { written, delivered, waiting, lost, doubled } = play(lines, ahead);
          expect(written).toBe(lines.length + 1);
          expect(delivered + waiting + lost).toBe(written);
          expect(delivered + doubled).toBe(lines.reduce((sum, { copies }) => sum + copies, 1));
        },
      ),
    );
  });
});

describe('the post of somebody who is anonymous', () => {
  const jonas = (): Person => hand.demo.members[1];
  const since = (): Pick<Counts, 'written' | 'delivered' | 'waiting' | 'doubled'> => {
    const { written, delivered, waiting, doubled } = hand.tally.counts();
    return { written: written - before.written, delivered: delivered - before.delivered, waiting, doubled };
  };
  let before: Counts;
  beforeEach(() => {
    before = hand.tally.counts();
  });

  test('is theirs by what they wrote, and all of it counts from then on', () => {
    const { post: theirs } = hand.open(jonas(), 'Help me', 'Copper Otter');
    hand.robin.write(theirs.id, 'Who is that?');
    expect(since()).toEqual({ written: 1, delivered: 0, waiting: 1, doubled: 0 });
    hand.inPost(theirs, 'Copper Otter', 'Help me');
    expect(since()).toEqual({ written: 2, delivered: 1, waiting: 1, doubled: 0 });
    hand.inDm(jonas(), 'Robin · Lantern Games', 'Who is that?');
    expect(since()).toEqual({ written: 2, delivered: 2, waiting: 0, doubled: 0 });
    hand.inPost(theirs, 'Copper Otter', 'Help me');
    expect(since()).toEqual({ written: 2, delivered: 2, waiting: 0, doubled: 1 });
  });

  test('is nobody’s while nobody wrote what it shows', () => {
    const { post: theirs } = hand.open(jonas(), 'Help me', 'Copper Otter');
    hand.inPost(theirs, 'Copper Otter', 'Something else');
    expect(since()).toEqual({ written: 1, delivered: 0, waiting: 1, doubled: 0 });
  });
});
