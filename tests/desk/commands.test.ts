import { beforeEach, expect, test } from 'vitest';
import type { OutsideEvent } from '../../src/desk/ports.ts';
import type { RetryPressed, SendCommanded } from '../../src/ticket/commands.ts';
import type { ChannelId, MessageId, ServerId, TicketId } from '../../src/ticket/ticket.ts';
import { createOffice, person, rulesWith, serverId } from '../support/desk.ts';
import type { Incarnation, Office } from '../support/desk.ts';

const mia = person('Mia');
const robin = person('Robin');

let office: Office;
let bot: Incarnation;
let post: string;
let uses = 0;
beforeEach(async () => {
  office = createOffice();
  bot = office.open();
  bot.delivery.start();
  bot.desk.handle(office.userWrites(mia, 'Hello'));
  await office.settle(bot);
  post = office.discord.posts[0]?.id ?? '';
});

const used = () => {
  uses += 1;
  return { key: `interaction:${uses}`, serverId, channelId: post as ChannelId, ticketId: null, by: robin };
};
const menuOn = (
  { writing }: { writing: SendCommanded['writing'] },
  isOurs = false,
): SendCommanded & { key: string } => ({
  ...used(),
  type: 'sendCommanded',
  writing,
  author: robin,
  isOurs,
});
const retryOf = (messageId: MessageId): RetryPressed & { key: string } => ({
  ...used(),
  type: 'retryPressed',
  messageId,
});
const answer = (event: OutsideEvent) => bot.desk.handle(event)?.answer;
const dm = (): string[] =>
  office.discord.channel(`5${mia.id}`).flatMap(({ says }) => (says.startsWith('-# ') ? [says] : []));

test('a note is sent to the user by its menu, once, and counts as relayed from then on', async () => {
  const note = office.staffWrite(robin, post, '// She is right');
  bot.desk.handle(note);
  expect(answer(menuOn(note))).toEqual({ to: 'invoker', statement: { type: 'isOnItsWay' } });
  expect(answer(menuOn(note))).toEqual({ to: 'invoker', statement: { type: 'isOnItsWay' } });
  await office.settle(bot);
  expect(answer(menuOn(note))).toEqual({ to: 'invoker', statement: { type: 'isDelivered' } });
  expect(dm()).toEqual(['-# Robin · Lantern Games\nShe is right']);
  expect(office.discord.reactions).toContain(`${note.writing.messageId} delivered`);
  const { messageId } = note.writing;
  bot.desk.handle({ key: `delete:${messageId}`, type: 'deleted', channelId: post as ChannelId, messageId });
  await office.settle(bot);
  expect(dm()).toEqual([]);
});

test('what was just taken back is sent by its menu once more, also while it is still being taken away', async () => {
  const message = office.staffWrite(robin, post, 'Yes');
  bot.desk.handle(message);
  await office.settle(bot);
  const { messageId } = message.writing;
  const edited = { type: 'edited', channelId: post as ChannelId, messageId, text: '// Yes', files: [] } as const;
  bot.desk.handle({ key: 'edit', ...edited, editedAt: office.clock.now() + 1 });
  const note = { writing: { ...message.writing, text: '// Yes' } };
  expect(answer(menuOn(note))).toEqual({ to: 'invoker', statement: { type: 'isOnItsWay' } });
  await office.settle(bot);
  expect(dm()).toEqual(['-# Robin · Lantern Games\nYes']);
});

test('a note that was deleted meanwhile is not sent by its menu', async () => {
  const note = office.staffWrite(robin, post, '// No');
  bot.desk.handle(note);
  const { messageId } = note.writing;
  bot.desk.handle({ key: `delete:${messageId}`, type: 'deleted', channelId: post as ChannelId, messageId });
  expect(answer(menuOn(note))).toEqual({ to: 'invoker', statement: { type: 'isGone' } });
  await office.settle(bot);
  expect(dm()).toEqual([]);
});

test('what is sent by its menu bears the name that its author has in the server', async () => {
  const note = office.staffWrite({ ...robin, name: 'Captain' }, post, '// Aye');
  bot.desk.handle(note);
  bot.desk.handle(menuOn(note));
  await office.settle(bot);
  expect(dm()).toEqual(['-# Captain · Lantern Games\nAye']);
});

test('a message that nobody told of is sent by its menu, too', async () => {
  const unheard = office.staffWrite(robin, post, 'Written while the bot could not read');
  expect(answer(menuOn(unheard))).toEqual({ to: 'invoker', statement: { type: 'isOnItsWay' } });
  bot.desk.handle(unheard);
  await office.settle(bot);
  expect(dm()).toEqual(['-# Robin · Lantern Games\nWritten while the bot could not read']);
});

test('what could not be read is known once it was sent by its menu: it is tried again with all it says', async () => {
  office = createOffice({ readsContent: false, autoForward: false });
  bot = office.open();
  bot.delivery.start();
  bot.desk.handle(office.userWrites(mia, 'Hello'));
  await office.settle(bot);
  post = office.discord.posts[0]?.id ?? '';
  const unread = office.staffWrite(robin, post, '');
  bot.desk.handle(unread);
  office.discord.befall('sendToUser', 'closedDms');
  const { messageId } = unread.writing;
  expect(answer(menuOn({ writing: { ...unread.writing, text: 'Now it can be read' } }))?.to).toBe('invoker');
  await office.settle(bot);
  expect(answer(retryOf(messageId))).toMatchObject({ statement: { type: 'triedAgain' } });
  await office.settle(bot);
  expect(dm()).toEqual(['-# Robin · Lantern Games\nNow it can be read']);
});

test('the bot’s own messages are nothing to send', () => {
  expect(answer(menuOn(office.staffWrite(robin, post, 'copy'), true))).toEqual({
    to: 'invoker',
    statement: { type: 'notForUser' },
  });
});

test('what could not be delivered is tried again by the button: with a new mark, and as often as it takes', async () => {
  office.discord.befall('sendToUser', 'closedDms', 'closedDms');
  const written = office.staffWrite(robin, post, 'Hello Mia');
  const { messageId } = written.writing;
  bot.desk.handle(written);
  await office.settle(bot);
  expect(office.discord.reactions).toContain(`${messageId} failed`);
  const again = { to: 'message', statement: { type: 'triedAgain', by: robin.id } };
  expect(answer(retryOf(messageId))).toEqual(again);
  await office.settle(bot);
  expect(office.discord.channel(post).filter(({ says }) => says === '[notDeliveredToUser]')).toHaveLength(2);
  expect(answer(retryOf(messageId))).toEqual(again);
  expect(answer(retryOf(messageId))).toEqual({ to: 'message', statement: { type: 'isOnItsWay' } });
  await office.settle(bot);
  expect(dm()).toEqual(['-# Robin · Lantern Games\nHello Mia']);
  expect(office.discord.reactions.filter((mark) => mark.startsWith(messageId))).toEqual([`${messageId} delivered`]);
  expect(answer(retryOf(messageId))).toEqual({ to: 'message', statement: { type: 'isDelivered' } });
});

test('what was deleted meanwhile, or isn’t of this ticket, can’t be tried again', async () => {
  office.discord.befall('sendToUser', 'closedDms');
  const { writing, ...written } = office.staffWrite(robin, post, 'Hello Mia');
  bot.desk.handle({ writing, ...written });
  await office.settle(bot);
  const { messageId } = writing;
  bot.desk.handle({ key: `delete:${messageId}`, type: 'deleted', channelId: post as ChannelId, messageId });
  const gone = { to: 'message', statement: { type: 'isGone' } };
  expect(answer(retryOf(messageId))).toEqual(gone);
  expect(answer(retryOf('1' as MessageId))).toEqual(gone);
  await office.settle(bot);
  expect(dm()).toEqual([]);
});

test('a command names its ticket by number from anywhere in its server, and from no other one', async () => {
  bot = office.open(undefined, { rulesOf: (id) => rulesWith({ serverId: id }) });
  bot.delivery.start();
  const elsewhere = { channelId: '777' as ChannelId, ticketId: 1 as TicketId };
  expect(answer(office.closing(robin, post, { ...elsewhere, serverId: '1' as ServerId }))).toEqual({
    to: 'invoker',
    statement: { type: 'unknownTicket', ticketId: 1 },
  });
  expect(answer(office.closing(robin, post, { channelId: '777' as ChannelId }))).toEqual({
    to: 'invoker',
    statement: { type: 'noTicketNamed' },
  });
  expect(answer(office.closing(robin, post, elsewhere))).toEqual({
    to: 'invoker',
    statement: { type: 'nowClosed', ticketId: 1 },
  });
  await office.settle(bot);
  expect(office.discord.channel(post).at(-1)?.says).toBe('[closed]');
  expect(office.discord.posts[0]?.archived).toBe(true);
});
