import { beforeEach, describe, expect, test } from 'vitest';
import type { OutsideEvent } from '../../src/desk/ports.ts';
import type { Answer } from '../../src/ticket/decision.ts';
import type { ChannelId, MessageId, Person } from '../../src/ticket/ticket.ts';
import { createOffice, person, serverId } from '../support/desk.ts';
import type { Incarnation, Office } from '../support/desk.ts';

const mia = person('Mia');
const robin = person('Robin');
const sam = person('Sam');

let office: Office;
let bot: Incarnation;
let post: string;
let uses: number;

beforeEach(async () => {
  office = createOffice();
  uses = 70_000;
  live();
  bot.desk.handle(office.userWrites(mia, 'Hello'));
  await office.settle(bot);
  post = office.discord.posts[0]?.id ?? '';
});

/** A process begins, after whichever ran before. */
function live(): void {
  office.clock.clear();
  bot = office.open();
  bot.delivery.start();
}

function used(by: Person) {
  uses += 1;
  const id = String(uses);
  const answerTo = { interactionId: id, applicationId: '2', token: 'secret', language: 'en' };
  const where = { serverId, channelId: post as ChannelId, ticketId: null, by } as const;
  return { key: `interaction:${id}`, id, answerTo, ...where };
}

/** What Robin types into `/send`. Gives what the post shows of it. */
async function typed(text: string): Promise<MessageId> {
  const { length } = office.discord.channel(post);
  const event = { ...used(robin), type: 'messageTyped', text, to: null, isAnonymous: null, typedAt: 0 } as const;
  await handled(event);
  return (office.discord.channel(post)[length]?.id ?? '') as MessageId;
}

const answerTo = (event: OutsideEvent): Answer | undefined => bot.desk.handle(event)?.answer;
async function handled(event: OutsideEvent): Promise<string> {
  const answer = answerTo(event);
  await office.settle(bot);
  return answer === undefined || !('statement' in answer) ? (answer?.to ?? 'nothing') : answer.statement.type;
}

const askedToEdit = (messageId: MessageId, by = robin): OutsideEvent => ({
  ...used(by),
  type: 'replyEditAsked',
  messageId,
});
const edited = (messageId: MessageId, text: string, by = robin): OutsideEvent => ({
  ...used(by),
  type: 'replyEdited',
  messageId,
  text,
  editedAt: office.clock.now() + uses,
});
const deleted = (messageId: MessageId, by = robin): OutsideEvent => ({ ...used(by), type: 'replyDeleted', messageId });

const inPost = () =>
  office.discord.channel(post).flatMap(({ says, isByWebhook = false }) => (isByWebhook ? [says] : []));
const inDm = () =>
  office.discord.channel(`5${mia.id}`).flatMap(({ says }) => (says.startsWith('-# Robin') ? [says] : []));
/** Long texts, in so many parts. */
const long = (parts: number) => 'One two three. '.repeat(130 * parts).trim();

describe('an edit of what was sent by /send', () => {
  test('begins with what it says now', async () => {
    const shown = await typed('-r Hello Mia');
    expect(answerTo(askedToEdit(shown))).toEqual({
      to: 'form',
      form: { type: 'editReply', messageId: shown, text: '-r Hello Mia' },
    });
  });

  test('reaches the user and the post; the earlier text stays in the record', async () => {
    const shown = await typed('Helo Mia');
    expect(await handled(edited(shown, '// Hello Mia'))).toBe('editOnItsWay');
    expect(inDm()).toEqual(['-# Robin · Lantern Games\n// Hello Mia']);
    expect(inPost()).toEqual(['Robin: // Hello Mia']);
    expect(office.database.prepare('SELECT text FROM earlier_texts').pluck().all()).toEqual(['Helo Mia']);
    await handled(edited(shown, 'Dear Mia'));
    expect([...inDm(), ...inPost()]).toEqual(['-# Robin · Lantern Games\nDear Mia', 'Robin: Dear Mia']);
  });

  test('gives it further parts, or takes some away, by whichever part it was asked for', async () => {
    const shown = await typed(long(1));
    await handled(edited(shown, long(2)));
    expect([inDm().length, inPost().length]).toEqual([2, 2]);
    const last = office.discord.channel(post).at(-1)?.id as MessageId;
    await handled(edited(last, 'Short'));
    expect([inDm(), inPost()]).toEqual([['-# Robin · Lantern Games\nShort'], ['Robin: Short']]);
  });

  test('is its author’s alone', async () => {
    const shown = await typed('Hello');
    expect(await handled(askedToEdit(shown, sam))).toBe('notYourReply');
    expect(await handled(edited(shown, 'I quit', sam))).toBe('notYourReply');
    expect(inPost()).toEqual(['Robin: Hello']);
  });

  test('to nothing is refused', async () => {
    expect(await handled(edited(await typed('Hello'), ' \u200b'))).toBe('nothingToSend');
    expect(inDm()).toHaveLength(1);
  });

  test('is refused after closing', async () => {
    const shown = await typed('Hello');
    await handled(office.closing(robin, post));
    expect(await handled(askedToEdit(shown))).toBe('closedForEdits');
    expect(await handled(edited(shown, 'Good bye'))).toBe('closedForEdits');
    expect([inDm(), inPost()]).toEqual([['-# Robin · Lantern Games\nHello'], ['Robin: Hello']]);
  });

  test('that the post can’t show is told there', async () => {
    const shown = await typed('Hello');
    office.discord.befall('editAsStaff', 'refused');
    await handled(edited(shown, 'Good morning'));
    const notice = office.discord.channel(post).at(-1);
    expect([notice?.says, notice?.replyTo]).toEqual(['[nowSays]', shown]);
  });

  test('that the user doesn’t get is told in the post, below what it is about', async () => {
    const shown = await typed('Hello');
    office.discord.befall('editCopy', 'refused');
    await handled(edited(shown, 'Good morning'));
    const notice = office.discord.channel(post).at(-1);
    expect([notice?.says, notice?.replyTo]).toEqual(['[changeNotDelivered]', shown]);
  });

  test('of a part that the post doesn’t show yet is what it shows then', async () => {
    const shown = await typed('One');
    office.discord.befall('sendAsStaff', 'down', 'down', 'down');
    bot.desk.handle(edited(shown, long(2)));
    await office.breathe();
    bot.desk.handle(edited(shown, `${long(1)} and two`));
    await office.settle(bot);
    expect(inPost().join(' ')).toContain('and two');
    expect(inPost()).toHaveLength(inDm().length);
  });

  test('is possible though nobody heard yet that the post shows it', async () => {
    office.discord.befall('sendAsStaff', 'answerLost');
    bot.desk.handle({ ...used(robin), type: 'messageTyped', text: 'Hello', to: null, isAnonymous: null, typedAt: 0 });
    await office.breathe();
    const shown = office.discord.channel(post).at(-1)?.id as MessageId;
    const event = { ...edited(shown, 'Good morning'), pressed: { messageId: shown, says: 'Hello' } };
    expect(await handled(event)).toBe('editOnItsWay');
    expect(inPost()).toEqual(['Robin: Good morning']);
  });

  test('survives a kill at once', async () => {
    const shown = await typed('Hello');
    bot.desk.handle(edited(shown, 'Good morning'));
    live();
    await office.settle(bot);
    expect([inDm(), inPost()]).toEqual([['-# Robin · Lantern Games\nGood morning'], ['Robin: Good morning']]);
  });
});

describe('a deletion of what was sent by /send', () => {
  test('takes it away on both sides, for everybody of the staff; it stays in the record', async () => {
    const shown = await typed(long(2));
    expect(answerTo(deleted(shown, sam))).toMatchObject({ statement: { type: 'deletionOnItsWay' } });
    expect(await handled(deleted(shown))).toBe('isGone');
    expect([inDm(), inPost()]).toEqual([[], []]);
    expect(bot.store.recorded('70001' as MessageId)?.deletedAt).not.toBeNull();
  });

  test('is carried out after closing as well', async () => {
    const shown = await typed('Hello');
    await handled(office.closing(robin, post));
    await handled(deleted(shown));
    expect([inDm(), inPost()]).toEqual([[], []]);
    expect(office.discord.posts[0]?.archived).toBe(true);
  });

  test('that the post can’t show is told there, unless somebody else was faster', async () => {
    const first = await typed('One');
    office.discord.befall('deleteAsStaff', 'refused');
    await handled(deleted(first));
    expect(office.discord.channel(post).at(-1)?.says).toBe('[nowDeleted]');
    const second = await typed('Two');
    office.discord.befall('deleteAsStaff', 'gone');
    await handled(deleted(second));
    expect(office.discord.channel(post).at(-1)?.id).toBe(second);
  });
});

describe('the menus on anything else', () => {
  test('send whoever uses them on what was written in the post to Discord itself', async () => {
    const { writing } = office.staffWrite(robin, post, 'Hello');
    bot.desk.handle({ ...office.staffWrite(robin, post, 'Hello'), writing });
    await office.settle(bot);
    expect(await handled(askedToEdit(writing.messageId))).toBe('writtenHere');
    expect(await handled(deleted(writing.messageId))).toBe('writtenHere');
  });

  test('do nothing to what the user wrote, to statements, and outside of tickets', async () => {
    const [facts, copy] = office.discord.channel(post).map(({ id }) => id as MessageId);
    for (const message of [facts, copy, '5' as MessageId]) {
      expect(await handled(deleted(message ?? ('' as MessageId)))).toBe('notAReply');
    }
    const event = { ...deleted(copy ?? ('' as MessageId)), channelId: '123' as ChannelId } as OutsideEvent;
    expect(await handled(event)).toBe('noTicketHere');
    expect(office.discord.channel(post)).toHaveLength(2);
  });
});

test('replies to what was typed are mirrored, whichever side they come from', async () => {
  const shown = await typed('Hello');
  const inDmIt = office.discord.channel(`5${mia.id}`).at(-1)?.id as MessageId;
  await handled(office.userWrites(mia, 'Thanks', inDmIt));
  expect(office.discord.channel(post).at(-1)?.replyTo).toBe(shown);
  await handled(office.staffWrite(robin, post, 'Welcome', shown));
  expect(office.discord.channel(`5${mia.id}`).at(-1)?.replyTo).toBe(inDmIt);
});
