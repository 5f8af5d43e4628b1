import { beforeEach, describe, expect, test } from 'vitest';
import type { OutsideEvent } from '../../src/desk/ports.ts';
import type { Category } from '../../src/ticket/category.ts';
import type { MessageTyped } from '../../src/ticket/commands.ts';
import type { Rules } from '../../src/ticket/rules.ts';
import type { ChannelId, MessageId, TicketId } from '../../src/ticket/ticket.ts';
import { createOffice, person, serverId } from '../support/desk.ts';
import type { Fuse, Incarnation, Office } from '../support/desk.ts';

const mia = person('Mia');
const robin = person('Robin');
const lounge = '77' as ChannelId;
const category = (name: string): Category => ({
  id: name.toLowerCase(),
  name,
  emoji: null,
  description: null,
  isEnabled: true,
  pings: [{ role: '5' }],
  creationMessage: null,
  closeMessage: null,
  form: [],
});

let office: Office;
let bot: Incarnation;

beforeEach(() => begin());

function begin(changes: Partial<Rules> = {}, fuse?: Fuse): void {
  office = createOffice({ categories: [category('Buying'), category('Else')], pings: [{ role: '4' }], ...changes });
  live(fuse);
}

/** A process begins, after whichever ran before. */
function live(fuse?: Fuse): void {
  office.clock.clear();
  bot = office.open(fuse);
  bot.delivery.start();
  bot.timers.start();
}

/** Robin uses `/contact` for Mia. */
function contacts(text: string, about: string | null = null): { key: string } & MessageTyped {
  const id = office.discord.write('commands', text);
  const answerTo = { interactionId: id, applicationId: '2', token: 'secret', language: 'en' };
  const used = { serverId, channelId: lounge, ticketId: null, by: robin, to: mia.id, isAnonymous: null };
  const contact = { category: about };
  return {
    key: `interaction:${id}`,
    type: 'messageTyped',
    id,
    text,
    typedAt: office.clock.now(),
    answerTo,
    contact,
    ...used,
  };
}
async function when(event: OutsideEvent): Promise<unknown> {
  const answer = bot.desk.handle(event)?.answer;
  await office.settle(bot);
  return answer;
}
const dm = () => office.discord.channel(`5${mia.id}`);
const says = (messages: ReturnType<typeof dm>) => messages.map((message) => message.says);
const post = (index = 0) => says(office.discord.channel(office.discord.posts[index]?.id ?? ''));
const ticket = (id = 1) => bot.store.ticket(id as TicketId);

describe('/contact', () => {
  test('writes to the person, and then opens a ticket in which it is their turn, and pings nobody', async () => {
    const pinged: unknown[] = [];
    office.clock.clear();
    bot = office.open(undefined, {
      perform: (effect, request, leaveOut) => {
        if (effect.type === 'openPost') pinged.push(effect.pings);
        return office.discord.perform(effect, request, leaveOut);
      },
    });
    bot.delivery.start();
    expect(await when(contacts('Your lantern is here', 'Buying'))).toEqual({ to: 'later' });
    expect(office.discord.requests.slice(0, 4)).toEqual(['lookUpMember', 'openDm', 'sendToUser', 'openPost']);
    expect(says(dm())).toEqual(['-# Robin · Lantern Games\nYour lantern is here']);
    expect(post()).toEqual(['[facts]', '[contactedBy]', 'Robin: Your lantern is here']);
    expect(pinged).toEqual([[]]);
    expect(office.discord.posts[0]?.tags).toMatchObject({ status: 'open', activity: 'awaitingResponse' });
    expect(ticket()).toMatchObject({ category: 'buying', userId: mia.id, silence: { remindedAt: null } });
    expect(office.discord.laterAnswers).toEqual([{ type: 'contacted', ticketId: 1 }]);
  });

  test('what the person answers goes into that ticket, as a reply where it is one', async () => {
    await when(contacts('Your lantern is here'));
    await when(office.userWrites(mia, 'Thank you!', dm()[0]?.id as MessageId));
    expect(post().at(-1)).toBe('-# Mia\nThank you!');
    expect(office.discord.channel(office.discord.posts[0]?.id ?? '').at(-1)?.replyTo).not.toBeNull();
    expect(office.discord.posts).toHaveLength(1);
    expect(ticket()?.activity).toBe('userResponded');
    await when(office.staffWrite(robin, office.discord.posts[0]?.id ?? '', 'Until tomorrow'));
    expect(says(dm()).at(-1)).toBe('-# Robin · Lantern Games\nUntil tomorrow');
  });

  test('whoever takes no direct messages gets no ticket, and whoever wanted it is told why', async () => {
    office.discord.befall('sendToUser', 'closedDms');
    await when(contacts('Your lantern is here'));
    expect(office.discord.posts).toEqual([]);
    expect(ticket()).toBeNull();
    expect(office.discord.laterAnswers).toEqual([{ type: 'isNotSent', by: robin.id, reason: 'closedDms' }]);
  });

  test('a long message opens one ticket when all of it has arrived', async () => {
    await when(contacts('word '.repeat(700)));
    expect(dm()).toHaveLength(2);
    expect(office.discord.posts).toHaveLength(1);
    expect(post().slice(1)).toHaveLength(3);
  });

  test('without a message a form asks for it, and knows the category; one that there isn’t is refused', async () => {
    const { text: _text, type: _type, ...rest } = contacts('');
    expect(await when({ ...rest, type: 'messageAsked', contact: { category: 'buying' } })).toEqual({
      to: 'form',
      form: { type: 'send', to: mia.id, isAnonymous: null, contact: { category: 'buying' } },
    });
    expect(await when(contacts('Hello', 'Nonsense'))).toEqual({
      to: 'invoker',
      statement: { type: 'unknownCategory', typed: 'Nonsense' },
    });
    expect(office.discord.requests).toEqual([]);
  });

  test('counts as a conversation that is begun, and is refused where no more may be', async () => {
    begin({ dmOpening: { perMinute: 1, perHour: 1 } });
    await when(contacts('One'));
    const reply = await when({ ...contacts('Two'), to: person('Jonas').id });
    expect(reply).toMatchObject({ to: 'invoker', statement: { type: 'dmsSpent' } });
    expect(office.discord.posts).toHaveLength(1);
  });

  test('opens one beside another that is open, however few a user may have', async () => {
    await when(office.userWrites(mia, 'Hello'));
    bot.desk.handle({
      key: 'send',
      type: 'promptChosen',
      menu: 'category',
      value: 'else',
      userId: mia.id,
      promptId: bot.store.prompt(mia.id)?.id ?? '',
      messageId: (dm().at(-1)?.id ?? '') as MessageId,
      language: null,
    });
    await when(contacts('Your lantern is here'));
    expect(office.discord.posts).toHaveLength(1);
    // What waited in the draft still waits, for a ticket of its own.
    expect(bot.store.draft(mia.id)).toHaveLength(1);
    await when(contacts('And another one'));
    expect(office.discord.posts).toHaveLength(2);
    // A reply goes where it belongs.
    const first = dm().find((message) => message.says.includes('lantern'));
    await when(office.userWrites(mia, 'Thank you!', first?.id as MessageId));
    expect(post(0).at(-1)).toBe('-# Mia\nThank you!');
  });

  test('what the person writes next goes nowhere without asking, else their answer might tell whose another ticket is', async () => {
    begin({ categories: [] });
    await when(office.userWrites(mia, 'Nobody may know who I am'));
    office.database.exec('UPDATE tickets SET is_anonymous = 1');
    await when(contacts('Are you there, Mia?'));
    await when(office.userWrites(mia, 'Yes, it is me'));
    expect([post(0).at(-1), post(1).at(-1)]).toEqual([
      '-# Mia\nNobody may know who I am',
      'Robin: Are you there, Mia?',
    ]);
    expect(says(dm()).at(-1)).toBe('[whichTicket]');
  });

  test('whose post Discord refuses tells whoever used it that the person has the message all the same', async () => {
    office.discord.befall('openPost', 'refused');
    await when(contacts('Are you there?'));
    expect(says(dm())).toHaveLength(1);
    expect(ticket()).toMatchObject({ status: 'closed', postId: null });
    expect(office.discord.laterAnswers).toEqual([{ type: 'contactedInVain', ticketId: 1 }]);
  });

  test('nor does it go to the latest ticket of whoever wants that, where another one is anonymous', async () => {
    begin({ categories: [] });
    await when(office.userWrites(mia, 'Nobody may know who I am'));
    office.database.exec('UPDATE tickets SET is_anonymous = 1');
    bot.store.savePreferences(mia.id, { language: null, autoRedirect: true });
    await when(contacts('Are you there, Mia?'));
    await when(office.userWrites(mia, 'What I wanted to say, too'));
    expect([post(0), post(1)].map((texts) => texts.length)).toEqual([2, 3]);
    expect(says(dm()).at(-1)).toBe('[whichTicket]');
  });

  test('asks Discord the same, and shows the same name, whether or not the person wrote to the bot: an anonymous one may have', async () => {
    const asked = async (): Promise<unknown> => {
      const before = office.discord.requests.length;
      await when(contacts('Are you there?'));
      return [office.discord.requests.slice(before), bot.store.openTickets().at(-1)?.userName];
    };
    begin({ categories: [] });
    const ofStranger = await asked();
    begin({ categories: [] });
    await when(office.userWrites(mia, 'Nobody may know who I am'));
    office.database.exec('UPDATE tickets SET is_anonymous = 1');
    expect(await asked()).toEqual(ofStranger);
  });

  test('shows the alias where staff are anonymous', async () => {
    begin({ anonymousReplies: 'always', staffAlias: 'Harbour team' });
    await when(contacts('Hello'));
    expect(says(dm())).toEqual(['-# Harbour team · Lantern Games\nHello']);
    expect(post().at(-1)).toBe('Robin: Hello');
  });

  test('sends once and opens once, whichever step the process is killed at', { timeout: 60_000 }, async () => {
    for (let dead = 1; dead < 120; dead += 1) {
      let steps = 0;
      begin({}, { burn: () => (steps += 1) >= dead });
      const event = contacts('Your lantern is here', 'else');
      try {
        bot.desk.handle(event);
        await office.settle(bot);
      } catch {
        // Killed.
      }
      const wasKilled = steps >= dead;
      live();
      bot.desk.handle(event);
      await office.settle(bot);
      expect(says(dm())).toEqual(['-# Robin · Lantern Games\nYour lantern is here']);
      expect(office.discord.posts).toHaveLength(1);
      expect(post()).toEqual(['[facts]', '[contactedBy]', 'Robin: Your lantern is here']);
      expect(bot.store.openTickets()).toHaveLength(1);
      if (!wasKilled) return;
    }
    throw new Error('The process never came to its end.');
  });
});
