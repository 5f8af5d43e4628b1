import { describe, expect, test } from 'vitest';
import { animals, colours } from '../../src/ticket/aliases.ts';
import { decide } from '../../src/ticket/decide.ts';
import { disguised, drawDisguise } from '../../src/ticket/disguise.ts';
import type { TicketEvent } from '../../src/ticket/events.ts';
import { openTicket } from '../../src/ticket/opening.ts';
import { parseTemplate } from '../../src/lib/template.ts';
import { seenByStaff } from '../../src/ticket/seen.ts';
import type { MessageId, UserId } from '../../src/ticket/ticket.ts';
import {
  fileOf,
  mia,
  miaAsMember,
  now,
  openingWith,
  rulesWith,
  saidInPost,
  saidToUser,
  sam,
  staffWrote,
  ticketWith,
  userWrote,
  writingOf,
} from '../support/tickets.ts';

const me = '175928847299117063' as UserId;
const author = { ...mia, id: me, name: 'Mia Unmistakable', username: 'unmistakable' };
const disguise = { name: 'Teal Otter', picture: 'random' };
const hidden = ticketWith({ userId: me, userName: 'Teal Otter', isAnonymous: true });
const rules = rulesWith({ offersAnonymity: true, userFiles: 'all' });

/** All that goes to the staff's side, as one text. */
function toStaff(event: TicketEvent, ticket = hidden): string {
  const { effects } = decide(ticket, event, rules, now);
  return JSON.stringify(effects.filter(({ effect }) => effect.type === 'sendToPost' || effect.type === 'editCopy'));
}

describe('an alias', () => {
  const dice = (first: number) => ({ below: () => first, nonce: () => 'seed' });

  test('is one of more than a thousand, all different', () => {
    const names = new Set(
      Array.from({ length: colours.length * animals.length }, (_, index) => drawDisguise(dice(index), []).name),
    );
    expect(names.size).toBe(colours.length * animals.length);
    expect(names.size).toBeGreaterThanOrEqual(1000);
  });

  test('is none that stands for somebody else, also when few are left', () => {
    const all = Array.from(
      { length: colours.length * animals.length },
      (_, index) => drawDisguise(dice(index), []).name,
    );
    for (const free of [0, 1, 1000, all.length - 1]) {
      expect(drawDisguise(dice(5), all.toSpliced(free, 1)).name).toBe(all[free]);
    }
    const { name } = drawDisguise(dice(5), all);
    expect(all).not.toContain(name);
    expect([...all, name]).not.toContain(drawDisguise(dice(5), [...all, name]).name);
  });
});

describe('a text', () => {
  test.each([
    [`I am <@${me}>`, 'I am Teal Otter'],
    [`<@!${me}>, that is ${me}.`, 'Teal Otter, that is Teal Otter.'],
    [`not 1${me} nor ${me}1`, `not 1${me} nor ${me}1`],
    ['see https://discord.com/channels/@me/123/456 there', 'see (…) there'],
    ['<https://canary.discordapp.com/channels/@me/123>', '<(…)>'],
    ['<@201> and https://discord.com/channels/1/2/3', '<@201> and https://discord.com/channels/1/2/3'],
  ])('that tells who wrote it doesn’t any more: %s', (text, expected) => {
    expect(disguised(text, me, 'Teal Otter')).toBe(expected);
  });

  test('is disguised by any name', () => {
    expect(disguised(`I am <@${me}>`, me, '$& $1 Support $$')).toBe('I am $& $1 Support $$');
  });

  test('that describes a file is no exception', () => {
    const files = [fileOf('me.png', 1, { description: `That is ${me}` }), fileOf('map.png', 1)];
    const descriptions = (isAnonymous: boolean) => {
      const identity = { userId: me, userName: 'Teal Otter', isAnonymous };
      const { writing } = seenByStaff(identity, { writing: writingOf('Look', { files }), name: 'Mia', receipt: true });
      return writing.files.map(({ description }) => description);
    };
    expect(descriptions(true)).toEqual(['That is Teal Otter', null]);
    expect(descriptions(false)).toEqual([`That is ${me}`, null]);
  });
});

describe('an anonymous ticket', () => {
  const opening = { ...openingWith(writingOf(`Hello from <@${me}>`)), user: author, disguise };
  const title = parseTemplate('{user.name} {user.id} {user.mention}', ['user.name', 'user.id', 'user.mention']);
  if (!title.ok) throw new Error('The template is wrong');
  const titled = rulesWith({ postTitle: title.parts });

  test('opens with nothing of its user', () => {
    const { ticket, effects } = openTicket(opening, titled, now);
    expect(ticket).toMatchObject({ userId: me, userName: 'Teal Otter', isAnonymous: true });
    const [post, copy] = effects.map(({ effect }) => effect);
    expect(post).toMatchObject({
      type: 'openPost',
      title: 'Teal Otter Teal Otter Teal Otter',
      facts: { who: { disguise } },
    });
    expect(copy).toMatchObject({ body: { content: '-# Teal Otter\nHello from Teal Otter' } });
    const text = JSON.stringify([post, copy]);
    for (const fact of [me, 'unmistakable', miaAsMember.name, String(miaAsMember.joinedAt)])
      expect(text.toLowerCase()).not.toContain(fact.toLowerCase());
  });

  test('shows what its user writes under the alias, and their files by what they are', () => {
    const files = [fileOf('mia-at-home.png', 5), fileOf('mia.mp4', 11 * 1024 * 1024)];
    const event = { ...userWrote('Here', { files }), user: author };
    const { effects } = decide(hidden, event, rules, now);
    const [copy, told] = effects.map(({ effect }) => effect);
    expect(copy).toMatchObject({
      body: { content: '-# Teal Otter\nHere' },
      attached: { files: [files[0]], isHidden: true, as: 'file' },
    });
    // A link to the large one would tell where it was sent.
    const left = [{ name: 'mia.mp4', why: 'wouldTell' }] as const;
    expect(told).toEqual(saidToUser({ type: 'filesLeftOut', isForAuthor: true, files: left }, event.writing.messageId));
    expect(toStaff(event)).not.toMatch(/Unmistakable/);
  });

  test('keeps the alias when its user edits or deletes', () => {
    const standing = [{ part: 1, content: '-# Teal Otter\nHello', files: [], state: 'sent', confirms: false }] as const;
    const change = {
      side: 'user',
      author: { id: me, name: author.name, isHidden: false },
      before: writingOf('Hello'),
      standing,
    } as const;
    const edited = { ...change, type: 'messageEdited', after: writingOf(`Hello, I am <@${me}>`) } as const;
    expect(decide(hidden, edited, rules, now).effects).toMatchObject([
      { effect: { type: 'editCopy', content: '-# Teal Otter · edited\nHello, I am Teal Otter' } },
    ]);
    const deleted = decide(hidden, { ...change, type: 'messageDeleted' }, rules, now);
    expect(deleted.effects).toMatchObject([
      { effect: { type: 'editCopy', content: '-# Teal Otter · deleted by the user\nHello' } },
    ]);
  });

  test('tells nothing of its user leaving and coming back', () => {
    for (const isMember of [false, true])
      expect(decide(hidden, { type: 'membershipChanged', isMember }, rules, now)).toEqual({
        ticket: hidden,
        effects: [],
      });
  });

  test('tells of what the user can’t get without saying whether they left', () => {
    const effect = {
      ...saidToUser({ type: 'nothingToSend' }),
      source: { messageId: 'm1' as MessageId, part: 1, parts: 1, receipt: true },
    };
    const told = (['closedDms', 'noSharedServer'] as const).map(
      (reason) => decide(hidden, { type: 'deliveryFailed', effect, reason }, rules, now).effects,
    );
    expect(told[0]).toEqual(told[1]);
    expect(told[0]?.[0]?.effect).toEqual(
      saidInPost({ type: 'notDeliveredToUser', reason: 'closedDms', retry: 'm1' as MessageId }, 'm1' as MessageId),
    );
  });

  test('is opened again whether or not its user is a member, or has another ticket', () => {
    const closed = { ...hidden, status: 'closed', closedAt: now } as const;
    const wish = { ticketId: hidden.id, by: sam.id, reason: null, isReasonVisible: false, answerTo: null };
    const asked = {
      type: 'reopeningAsked',
      wish,
      activity: 'awaitingResponse',
      isDmKnown: true,
      draft: { user: author, writings: [] },
      prompt: null,
    } as const;
    const answers = ([miaAsMember, null, 'unknown'] as const).map((member) =>
      decide(closed, { ...asked, member, otherOpen: null }, rules, now),
    );
    answers.push(decide(closed, { ...asked, member: miaAsMember, otherOpen: ticketWith().id }, rules, now));
    expect(answers[0]?.ticket.status).toBe('open');
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });
});

test.each([
  ['a user', hidden, 'sendToPost', 'user'],
  ['staff', ticketWith(), 'sendToUser', 'post'],
] as const)('what %s hid and got lost is named to them alone', (_, ticket, type, own) => {
  const file = fileOf('mine.png', 5);
  const attached = { files: [file], kinds: 'all', isHidden: true, as: 'file', isAlone: false } as const;
  const source = { messageId: 'm1' as MessageId, part: 1, parts: 1, receipt: true };
  const effect = {
    type,
    shownByAnswer: false,
    body: { type: 'relayed', content: 'Here' },
    replyTo: null,
    source,
    attached,
  };
  const leftOut = [{ id: file.id, name: 'mine.png', why: 'gone' }] as const;
  const event = { type: 'delivered', effect, messageId: 'm9' as MessageId, leftOut } as TicketEvent;
  const { effects } = decide(ticket, event, rules, now);
  const told = effects.flatMap(({ effect: said }) =>
    said.type === 'sendToPost' || said.type === 'sendToUser'
      ? [[said.type === 'sendToUser' ? 'user' : 'post', JSON.stringify(said.body)]]
      : [],
  );
  expect(told.map(([side, text]) => [side, text?.includes('mine.png')])).toEqual([
    ['user', own === 'user'],
    ['post', own === 'post'],
  ]);
});

describe('anonymous staff', () => {
  const always = rulesWith({ anonymousReplies: 'always', staffAlias: 'Harbour team' });

  test('are hidden in what they say of themselves, and in their files', () => {
    const files = [fileOf('sam-at-home.png', 5), fileOf('film.mp4', 11 * 1024 * 1024)];
    const event = staffWrote('I am <@201>, Sam', { files });
    const { effects } = decide(ticketWith({ activity: 'awaitingResponse' }), event, always, now);
    const left = [{ name: 'film.mp4', why: 'wouldTell' }] as const;
    expect(effects.map(({ effect }) => effect)).toMatchObject([
      {
        type: 'sendToUser',
        body: { content: '-# Harbour team · Harbour\nI am Harbour team, Sam' },
        attached: { files: [files[0]], isHidden: true },
      },
      saidInPost({ type: 'filesLeftOut', isForAuthor: true, files: left }, event.writing.messageId),
    ]);
  });

  test('are told where nothing of a message can be sent', () => {
    const event = staffWrote('', { files: [fileOf('film.mp4', 11 * 1024 * 1024)] });
    const { effects, record } = decide(ticketWith(), event, always, now);
    expect(record).toBe('note');
    expect(effects.map(({ effect }) => effect)).toMatchObject([
      { type: 'sendToPost', body: { statement: { type: 'filesLeftOut' } } },
      { type: 'react', side: 'post', messageId: event.writing.messageId, outcome: 'failed' },
    ]);
  });
});
