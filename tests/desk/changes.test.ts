import { beforeEach, describe, expect, test } from 'vitest';
import type { OutsideEvent } from '../../src/desk/ports.ts';
import type { FileLink, MessageId } from '../../src/ticket/ticket.ts';
import { createOffice, person } from '../support/desk.ts';
import type { Incarnation, Office } from '../support/desk.ts';

const mia = person('Mia');
const robin = person('Robin');

let office: Office;
let bot: Incarnation;
let post: string;
let edits: number;

const says = (channelId: string) => office.discord.channel(channelId).map((message) => message.says);
/** What the bot wrote. */
const copiesIn = (channelId: string) => says(channelId).filter((text) => text.startsWith('-# '));
const dm = `5${mia.id}`;
const long = (letter: string, length: number) => Array.from({ length }, () => letter.repeat(9)).join(' ');

type Written = Extract<OutsideEvent, { writing: unknown }>;

function edit({ writing, ...rest }: Written, text: string, files: readonly FileLink[] = []): OutsideEvent {
  edits += 1;
  const channelId = ('channelId' in rest ? rest.channelId : rest.postId) as never;
  const { messageId } = writing;
  const editedAt = office.clock.now() + edits;
  return { key: `edit:${messageId}:${edits}`, type: 'edited', channelId, messageId, text, files, editedAt };
}

function deletion({ writing, ...rest }: Written): OutsideEvent {
  const channelId = ('channelId' in rest ? rest.channelId : rest.postId) as never;
  return { key: `delete:${writing.messageId}`, type: 'deleted', channelId, messageId: writing.messageId };
}

/** Somebody does something, and everything that follows from it happens. */
async function when<Event extends OutsideEvent>(event: Event): Promise<Event> {
  bot.desk.handle(event);
  await office.settle(bot);
  return event;
}

beforeEach(async () => {
  office = createOffice();
  bot = office.open();
  edits = 0;
  bot.delivery.start();
  await when(office.userWrites(mia, 'Hello'));
  post = office.discord.posts[0]?.id ?? '';
});

describe('an edit by the user', () => {
  test('is made to the copy, which says so; the earlier text stays in the record', async () => {
    const message = await when(office.userWrites(mia, 'My nmae is Mia'));
    await when(edit(message, 'My name is Mia'));
    expect(copiesIn(post)).toEqual(['-# Mia\nHello', '-# Mia · edited\nMy name is Mia']);
    const kept = office.database.prepare('SELECT text FROM earlier_texts').pluck().all();
    expect(kept).toEqual(['My nmae is Mia']);
    await when(edit(message, 'I am Mia'));
    expect(copiesIn(post).at(-1)).toBe('-# Mia · edited\nI am Mia');
  });

  test('told twice, late, or of nothing but a preview changes nothing', async () => {
    const message = await when(office.userWrites(mia, 'One'));
    const first = edit(message, 'Two');
    const second = edit(message, 'Three');
    await when(second);
    office.discord.requests.length = 0;
    await when(first);
    await when(second);
    await when(edit(message, 'Three'));
    expect(copiesIn(post).at(-1)).toBe('-# Mia · edited\nThree');
    expect(office.discord.requests).toEqual([]);
  });

  test('before the copy is sent replaces its text', async () => {
    office.discord.befall('sendToPost', 'down');
    await when(office.staffWrite(robin, post, 'Yes?'));
    const stuck = office.userWrites(mia, 'Stuck');
    const message = office.userWrites(mia, 'A');
    bot.desk.handle(stuck);
    bot.desk.handle(message);
    bot.desk.handle(edit(message, 'B'));
    await office.settle(bot);
    expect(copiesIn(post).slice(1)).toEqual(['-# Mia\nStuck', '-# Mia · edited\nB']);
    expect(office.discord.requests).not.toContain('editCopy');
  });

  test('that makes the text longer adds parts behind; one that makes it shorter strikes them out', async () => {
    const message = await when(office.userWrites(mia, 'Short'));
    await when(edit(message, long('x', 300)));
    const grown = copiesIn(post).slice(1);
    expect(grown.map((text) => text.split('\n')[0])).toEqual(['-# Mia · edited · 1/2', '-# Mia · edited · 2/2']);
    await when(edit(message, 'Short again'));
    const [first, second = ''] = copiesIn(post).slice(1);
    expect(first).toBe('-# Mia · edited\nShort again');
    expect(second).toMatch(/^-# Mia · edited · 2\/2\n~~x[\s\S]*x~~$/);
  });

  test('that is told late means nothing, also where a later one changed the text back', async () => {
    const message = await when(office.userWrites(mia, 'One'));
    const first = edit(message, 'Two');
    await when(edit(message, 'One'));
    await when(first);
    expect(copiesIn(post).at(-1)).toBe('-# Mia\nOne');
  });

  test('that makes the text longer again brings back what was struck out', async () => {
    const message = await when(office.userWrites(mia, long('x', 500)));
    const whole = copiesIn(post).slice(1);
    await when(edit(message, 'Short'));
    expect(copiesIn(post).slice(2)).toEqual([
      expect.stringMatching(/^-# Mia · 2\/3\n~~[^~]+~~$/),
      expect.stringMatching(/^-# Mia · 3\/3\n~~[^~]+~~$/),
    ]);
    await when(edit(message, long('x', 500)));
    expect(copiesIn(post).slice(1)).toHaveLength(whole.length);
    expect(copiesIn(post).join('\n')).not.toContain('~~');
  });

  test('before all of it was sent that takes the rest away confirms the message all the same', async () => {
    office.discord.befall('sendToPost', 'down');
    bot.desk.handle(office.userWrites(mia, 'Stuck'));
    const message = office.userWrites(mia, long('x', 300));
    bot.desk.handle(message);
    await when(edit(message, 'Short'));
    expect(office.discord.reactions).toContain(`${message.writing.messageId} delivered`);
  });

  test('that takes away what was not sent yet confirms the message, of which the rest is under way', async () => {
    const message = office.userWrites(mia, long('x', 300));
    office.discord.befall('sendToPost', 'answerLost');
    bot.desk.handle(message);
    await office.breathe();
    await when(edit(message, 'Short'));
    expect(copiesIn(post).slice(1)).toEqual(['-# Mia · edited\nShort']);
    expect(office.discord.reactions).toContain(`${message.writing.messageId} delivered`);
  });

  test('of a draft changes what the ticket is opened with', async () => {
    const jonas = person('Jonas');
    const message = office.userWrites(jonas, 'Draft');
    bot.desk.handle(message);
    bot.desk.handle(edit(message, 'Better draft'));
    await office.settle(bot);
    expect(copiesIn(office.discord.posts[1]?.id ?? '')).toEqual(['-# Jonas\nBetter draft']);
  });
});

describe('a deletion by the user', () => {
  test('is marked in the post, where the text stays', async () => {
    const message = await when(office.userWrites(mia, 'Never mind'));
    await when(deletion(message));
    await when(deletion(message));
    expect(copiesIn(post).at(-1)).toBe('-# Mia · deleted by the user\nNever mind');
    await when(edit(message, 'Too late'));
    expect(copiesIn(post).at(-1)).toBe('-# Mia · deleted by the user\nNever mind');
  });

  test('before the copy is sent delivers it marked', async () => {
    office.discord.befall('sendToPost', 'down');
    bot.desk.handle(office.userWrites(mia, 'Stuck'));
    const message = office.userWrites(mia, 'Never mind');
    bot.desk.handle(message);
    bot.desk.handle(deletion(message));
    await office.settle(bot);
    expect(copiesIn(post).at(-1)).toBe('-# Mia · deleted by the user\nNever mind');
  });
});

describe('a deletion in a draft', () => {
  test('is marked when the ticket opens, and the user hears that it was sent', async () => {
    const jonas = person('Jonas');
    const message = office.userWrites(jonas, 'Never mind');
    bot.desk.handle(message);
    bot.desk.handle(deletion(message));
    await office.settle(bot);
    expect(copiesIn(office.discord.posts[1]?.id ?? '')).toEqual(['-# Jonas · deleted by the user\nNever mind']);
    expect(says(`5${jonas.id}`)).toContain('[messageSent]');
  });
});

describe('a change by staff', () => {
  test('is carried out on the user’s side', async () => {
    const message = await when(office.staffWrite(robin, post, 'On Firday'));
    await when(edit(message, 'On Friday'));
    expect(copiesIn(dm)).toEqual(['-# Robin · Lantern Games\nOn Friday']);
    await when(deletion(message));
    expect(copiesIn(dm)).toEqual([]);
  });

  test('grows and shrinks the parts there', async () => {
    const message = await when(office.staffWrite(robin, post, long('y', 300)));
    expect(copiesIn(dm)).toHaveLength(2);
    await when(edit(message, 'Short'));
    expect(copiesIn(dm)).toEqual(['-# Robin · Lantern Games\nShort']);
    await when(edit(message, long('z', 500)));
    expect(copiesIn(dm).map((text) => text.split('\n')[0])).toEqual(
      [1, 2, 3].map((part) => `-# Robin · Lantern Games · ${part}/3`),
    );
    await when(deletion(message));
    expect(copiesIn(dm)).toEqual([]);
  });

  test('into a note takes the message back; an edited note is never sent', async () => {
    const message = await when(office.staffWrite(robin, post, 'She is difficult'));
    await when(edit(message, '// She is difficult'));
    expect(copiesIn(dm)).toEqual([]);
    const note = await when(office.staffWrite(robin, post, '// internal'));
    await when(edit(note, 'no longer internal'));
    await when(deletion(note));
    expect(copiesIn(dm)).toEqual([]);
  });

  test('back into a message does not send what was taken back, however long it grows', async () => {
    const message = await when(office.staffWrite(robin, post, 'She is difficult'));
    await when(edit(message, '// She is difficult'));
    await when(edit(message, long('s', 300)));
    expect(copiesIn(dm)).toEqual([]);
    await when(deletion(message));
    expect(copiesIn(dm)).toEqual([]);
  });

  test('of a message that could not be delivered sends no part of it, however long it grows', async () => {
    office.discord.befall('sendToUser', 'closedDms');
    const message = await when(office.staffWrite(robin, post, 'Hello'));
    await when(edit(message, long('h', 300)));
    expect(copiesIn(dm)).toEqual([]);
  });

  test('before the user got it, a deletion takes it out of the queue', async () => {
    office.discord.befall('sendToUser', 'down');
    bot.desk.handle(office.staffWrite(robin, post, 'Stuck'));
    const message = office.staffWrite(robin, post, 'Oops');
    bot.desk.handle(message);
    bot.desk.handle(deletion(message));
    await office.settle(bot);
    expect(copiesIn(dm)).toEqual(['-# Robin · Lantern Games\nStuck']);
    expect(office.discord.requests).not.toContain('deleteCopy');
  });

  test('after closing, a deletion is carried out still, and an edit only recorded', async () => {
    const message = await when(office.staffWrite(robin, post, 'Secret'));
    const other = await when(office.staffWrite(robin, post, 'Bye'));
    const reply = bot.desk.handle(office.closing(robin, post));
    bot.desk.performed(reply?.entryId ?? 0, { type: 'message', messageId: office.discord.write(post, '[closed]') });
    await office.settle(bot);
    await when(edit(other, 'Bye bye'));
    await when(deletion(message));
    expect(copiesIn(dm)).toEqual(['-# Robin · Lantern Games\nBye']);
    expect(bot.store.recorded(other.writing.messageId)?.writing.text).toBe('Bye bye');
  });

  test('after closing, a deletion takes all that stands, also where an edit made the text shorter meanwhile', async () => {
    const message = await when(office.staffWrite(robin, post, long('s', 300)));
    expect(copiesIn(dm)).toHaveLength(2);
    const reply = bot.desk.handle(office.closing(robin, post));
    bot.desk.performed(reply?.entryId ?? 0, { type: 'message', messageId: office.discord.write(post, '[closed]') });
    await when(edit(message, 'Short'));
    expect(copiesIn(dm)).toHaveLength(2);
    await when(deletion(message));
    expect(copiesIn(dm)).toEqual([]);
  });

  test('cuts off how it is addressed, as before', async () => {
    const message = await when(office.staffWrite(robin, post, '-r Hello'));
    await when(edit(message, '-r Hello Mia'));
    expect(copiesIn(dm)).toEqual(['-# Robin · Lantern Games\nHello Mia']);
  });
});

test('what is not known, or never reached the other side, changes nothing', async () => {
  const unknown = { ...office.userWrites(mia, 'Never told') };
  await when(edit(unknown, 'Never told either'));
  await when(deletion(unknown));
  const lost = office.staffWrite(robin, post, 'Refused');
  office.discord.befall('sendToUser', 'closedDms');
  await when(lost);
  await when(edit(lost, 'Refused again'));
  await when(deletion(lost));
  expect(copiesIn(dm)).toEqual([]);
  expect(bot.store.outbox.size()).toBe(0);
  expect(bot.store.recorded('1' as MessageId)).toBeNull();
});

describe('an edit that can’t be read', () => {
  const unread = (written: Written): OutsideEvent => {
    const readable = edit(written, 'unread');
    if (readable.type !== 'edited') throw new Error('An edit was expected.');
    const { key, channelId, messageId, editedAt } = readable;
    return { key, type: 'editUnread', channelId, messageId, editedAt };
  };

  test('leaves the copy as it is, and staff hear so; what can be read later counts again', async () => {
    const message = await when(office.staffWrite(robin, post, '-r Hello Mia'));
    await when(unread(message));
    expect(copiesIn(dm)).toEqual(['-# Robin · Lantern Games\nHello Mia']);
    expect(office.discord.channel(post).at(-1)).toMatchObject({
      says: '[changeUnread]',
      replyTo: message.writing.messageId,
    });
    await when(edit(message, '-r Hello Mia!'));
    expect(copiesIn(dm)).toEqual(['-# Robin · Lantern Games\nHello Mia!']);
    expect(says(post).filter((text) => text === '[changeUnread]')).toHaveLength(1);
  });

  test('means nothing for a note, after a newer edit, after a deletion, or after closing', async () => {
    const note = await when(office.staffWrite(robin, post, '// She is right'));
    await when(unread(note));
    const message = await when(office.staffWrite(robin, post, 'Hello Mia'));
    const late = unread(message);
    await when(edit(message, 'Hello Mia!'));
    await when(late);
    const deleted = await when(office.staffWrite(robin, post, 'Never mind'));
    await when(deletion(deleted));
    await when(unread(deleted));
    await when(office.closing(robin, post));
    await when(unread(message));
    expect(says(post)).not.toContain('[changeUnread]');
    expect(copiesIn(dm)).toEqual(['-# Robin · Lantern Games\nHello Mia!']);
  });
});
