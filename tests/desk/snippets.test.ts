import { beforeEach, describe, expect, test } from 'vitest';
import type { OutsideEvent } from '../../src/desk/ports.ts';
import { snippetNames } from '../../src/desk/snippet-work.ts';
import type { SnippetUsed } from '../../src/ticket/commands.ts';
import type { Rules } from '../../src/ticket/rules.ts';
import type { ChannelId, MessageId, PostId, ServerId, TicketId } from '../../src/ticket/ticket.ts';
import { createOffice, person, serverId } from '../support/desk.ts';
import type { Incarnation, Office } from '../support/desk.ts';

const mia = person('Mia');
const robin = person('Robin');
const lounge = '4400' as ChannelId;

let office: Office;
let bot: Incarnation;
let post: string;
let uses: number;

async function begin(rules: Partial<Rules> = {}): Promise<void> {
  office = createOffice(rules);
  uses = 70_000;
  live();
  bot.desk.handle(office.userWrites(mia, 'Hello'));
  await office.settle(bot);
  post = office.discord.posts[0]?.id ?? '';
  keep('welcome', 'Hello {user.name}, this is {staff.name} of {server.name}. {{#{ticket.id}}');
  keep('rules', 'Be kind.');
}
beforeEach(() => begin());

/** A process begins, after whichever ran before. */
function live(): void {
  office.clock.clear();
  bot = office.open();
  bot.delivery.start();
}

function keep(name: string, content: string, onlyTickets = false): void {
  expect(bot.store.snippets.add(serverId, { name, content, onlyTickets }, { by: null, at: 0 })).toBeNull();
}

/** Robin uses `/snippet`, in the post unless told otherwise. */
function using(name: string, changes: Partial<SnippetUsed> = {}): OutsideEvent {
  uses += 1;
  const id = String(uses);
  const answerTo = { interactionId: id, applicationId: '2', token: 'secret', language: 'en' };
  const used = { serverId, channelId: post as ChannelId, ticketId: null, by: robin, name } as const;
  const usual = { mention: null, asEmbed: false, isAnonymous: null, isHidden: false, typedAt: office.clock.now() };
  return { key: `interaction:${id}`, type: 'snippetUsed', id, ...used, ...usual, answerTo, ...changes };
}
const use = (name: string, changes: Partial<SnippetUsed> = {}) => bot.desk.handle(using(name, changes))?.answer;
const inLounge = (name: string, changes: Partial<SnippetUsed> = {}) => use(name, { channelId: lounge, ...changes });
const told = (statement: object) => ({ to: 'invoker', statement });

const inPost = () =>
  office.discord
    .channel(post)
    .slice(2)
    .map(({ says }) => says);
const inDm = () =>
  office.discord
    .channel(`5${mia.id}`)
    .slice(2)
    .map(({ says }) => says);
const answers = () => office.discord.laterAnswers.map(({ type }) => type);

describe('in a ticket’s post, a snippet', () => {
  test('goes to the user with everything filled in, then into the post, and is on record like a typed message', async () => {
    expect(use('welcome')).toEqual({ to: 'later' });
    await office.settle(bot);
    const text = 'Hello Mia, this is Robin of Lantern Games. {#1}';
    expect(inDm()).toEqual([`-# Robin · Lantern Games\n${text}`]);
    expect(inPost()).toEqual([`Robin: ${text}`]);
    expect(answers()).toEqual(['isSent']);
    const recorded = bot.store.recorded('70001' as MessageId);
    expect(recorded).toMatchObject({ writing: { text }, side: 'staff', became: 'relayed', ticketId: 1 });
  });

  test('goes also where nothing is forwarded by itself', async () => {
    await begin({ autoForward: false });
    use('rules');
    await office.settle(bot);
    expect(inDm()).toEqual(['-# Robin · Lantern Games\nBe kind.']);
  });

  test('gives the alias for all that it might tell of an anonymous user', async () => {
    const ticket = bot.store.ticket(1 as TicketId);
    if (ticket === null) throw new Error('There is no ticket.');
    bot.store.saveTicket({
      ...ticket,
      id: 2 as TicketId,
      mark: 'another',
      isAnonymous: true,
      userName: 'Blue Otter',
      postId: '999' as PostId,
    });
    keep('all', '{user.name} {user.mention} {user.id}');
    use('all', { channelId: '999' as ChannelId });
    const [id] = bot.store.outbox.waitingIn(`user/${mia.id}`);
    const { effect } = bot.store.outbox.get(id ?? 0) ?? {};
    expect(effect).toMatchObject({ typed: { text: 'Blue Otter Blue Otter Blue Otter' } });
  });

  test('is plain text for the user, who would else take it for something of the bot’s own', async () => {
    use('rules', { asEmbed: true });
    await office.settle(bot);
    expect(inDm()).toEqual(['-# Robin · Lantern Games\nBe kind.']);
  });

  test('under the alias names no staff, in its text neither', async () => {
    use('welcome', { isAnonymous: true });
    await office.settle(bot);
    expect(inDm()).toEqual(['-# Staff · Lantern Games\nHello Mia, this is Staff of Lantern Games. {#1}']);
    await begin({ anonymousReplies: 'always', staffAlias: 'Crew' });
    use('welcome');
    await office.settle(bot);
    expect(inDm()).toEqual(['-# Crew · Lantern Games\nHello Mia, this is Crew of Lantern Games. {#1}']);
  });

  test('is anonymous only as far as the server allows', async () => {
    await begin({ anonymousReplies: 'never' });
    expect(use('rules', { isAnonymous: true })).toEqual(told({ type: 'mayNotBeAnonymous' }));
    await begin({ anonymousReplies: 'always' });
    expect(use('rules', { isAnonymous: false })).toEqual(told({ type: 'mustBeAnonymous' }));
    await office.settle(bot);
    expect(inDm()).toEqual([]);
  });

  test('goes to nobody where it was meant to be seen by one only, or to ping somebody', async () => {
    expect(use('rules', { isHidden: true })).toEqual(told({ type: 'snippetGoesToUser' }));
    expect(use('rules', { mention: mia })).toEqual(told({ type: 'snippetGoesToUser' }));
    await office.settle(bot);
    expect(inDm()).toEqual([]);
    expect(inPost()).toEqual([]);
  });

  test('that the user can’t get is shown to nobody, and whoever used it is told', async () => {
    office.discord.befall('sendToUser', 'closedDms');
    use('rules');
    await office.settle(bot);
    expect(answers()).toEqual(['isNotSent']);
    expect(inPost()).toEqual([]);
  });

  test('says what it said when it was used, though it was changed and the bot killed in between', async () => {
    office.discord.befall('sendToUser', 'down');
    use('rules');
    await office.breathe();
    bot.store.snippets.edit(serverId, { name: 'rules', content: 'No rules.', onlyTickets: false }, { by: null, at: 0 });
    live();
    await office.settle(bot);
    expect(inDm()).toEqual(['-# Robin · Lantern Games\nBe kind.']);
    expect(inPost()).toEqual(['Robin: Be kind.']);
  });

  test('that Discord tells of twice goes once', async () => {
    const event = using('rules');
    bot.desk.handle(event);
    bot.desk.handle(event);
    await office.settle(bot);
    expect(inDm()).toHaveLength(1);
  });

  test('is refused once the ticket is closed', async () => {
    bot.desk.handle(office.closing(robin, post));
    await office.settle(bot);
    expect(use('rules')).toEqual(told({ type: 'alreadyClosed', ticketId: 1 }));
  });
});

describe('elsewhere, a snippet', () => {
  test('is posted there, as it was wanted', () => {
    const plain = { to: 'channel', text: 'Be kind.', mention: null, isEmbed: false, isHidden: false };
    expect(inLounge('rules')).toEqual(plain);
    expect(inLounge(' RULES ')).toEqual(plain);
    expect(inLounge('rules', { isHidden: true })).toEqual({ ...plain, isHidden: true });
    const text = `<@${mia.id}>\nBe kind.`;
    expect(inLounge('rules', { mention: mia })).toEqual({ ...plain, text, mention: mia.id });
    expect(inLounge('rules', { mention: mia, asEmbed: true })).toEqual({ ...plain, mention: mia.id, isEmbed: true });
    expect(bot.store.outbox.size()).toBe(0);
  });

  test('speaks to whoever is named, and names them once', () => {
    keep('hello', 'Hello {user.mention} ({user.name}), says {staff.name} of {server.name}');
    expect(inLounge('hello', { mention: mia })).toMatchObject({
      text: `Hello <@${mia.id}> (Mia), says Robin of Lantern Games`,
      mention: mia.id,
    });
  });

  test('isn’t posted where its placeholders mean nothing', () => {
    keep('hello', 'Hello {user.name}, {user.name}');
    expect(inLounge('hello')).toEqual(
      told({ type: 'snippetMeansNothingHere', name: 'hello', placeholders: ['user.name'], needsMention: true }),
    );
    expect(inLounge('welcome', { mention: mia })).toEqual(
      told({ type: 'snippetMeansNothingHere', name: 'welcome', placeholders: ['ticket.id'], needsMention: false }),
    );
  });

  test('isn’t posted where it is for tickets only, would be anonymous, or is too long', () => {
    keep('private', 'For you', true);
    keep('long', `{server.name}${'x'.repeat(1987)}`);
    expect(inLounge('private')).toEqual(told({ type: 'snippetOnlyInTickets', name: 'private' }));
    expect(inLounge('rules', { isAnonymous: true })).toEqual(told({ type: 'snippetNotAnonymous' }));
    expect(inLounge('long', { mention: mia })).toEqual(told({ type: 'snippetTooLong', name: 'long' }));
    expect(inLounge('long', { mention: mia, asEmbed: true })).toMatchObject({ to: 'channel' });
  });
});

test('a snippet that isn’t there, or is another server’s, is unknown', () => {
  const statement = { type: 'snippetRefused', problem: { type: 'noSuchSnippet', name: 'faq' }, typed: null };
  expect(use('faq')).toEqual(told(statement));
  const other = bot.store.snippets.add(
    '901' as ServerId,
    { name: 'faq', content: 'Hello', onlyTickets: false },
    { by: null, at: 0 },
  );
  expect(other).toBeNull();
  expect(use('faq')).toEqual(told(statement));
});

describe('managers', () => {
  let commands = 0;
  const used = () => {
    commands += 1;
    return { key: `interaction:9${commands}`, serverId, channelId: lounge, by: robin } as const;
  };
  const manage = (event: OutsideEvent) => bot.desk.handle(event)?.answer;

  test('are asked what a new snippet says, unless its name can’t be', () => {
    const begun = (name: string) => manage({ ...used(), type: 'snippetBegun', mode: 'add', name, onlyTickets: true });
    expect(begun('faq')).toEqual({
      to: 'form',
      form: { type: 'snippet', mode: 'add', name: 'faq', onlyTickets: true, content: '' },
    });
    const refused = (problem: object) => told({ type: 'snippetRefused', problem, typed: null });
    expect(begun('F.A.Q.')).toEqual(refused({ type: 'badName', name: 'F.A.Q.' }));
    expect(begun('rules')).toEqual(refused({ type: 'nameTaken', name: 'rules' }));
  });

  test('are shown what a snippet says when they change it; what isn’t said stays as it is', () => {
    keep('private', 'For you', true);
    const begun = { ...used(), type: 'snippetBegun', mode: 'edit', name: 'Private', onlyTickets: null } as const;
    const form = { type: 'snippet', mode: 'edit', name: 'private', onlyTickets: null, content: 'For you' };
    expect(manage(begun)).toEqual({ to: 'form', form });
    const wish = { mode: 'edit', name: 'private', onlyTickets: null } as const;
    const filledIn = { ...used(), type: 'snippetFilledIn', ...wish, content: 'For all' } as const;
    expect(manage(filledIn)).toEqual(told({ type: 'snippetChanged', name: 'private' }));
    expect(bot.store.snippets.get(serverId, 'private')).toEqual({
      name: 'private',
      content: 'For all',
      onlyTickets: true,
    });
  });

  test('get back what they typed where it can’t be kept', () => {
    const wish = { mode: 'add', name: 'faq', onlyTickets: null } as const;
    const content = 'Hello {user.nam}';
    const answer = manage({ ...used(), type: 'snippetFilledIn', ...wish, content });
    expect(answer).toEqual(
      told({
        type: 'snippetRefused',
        problem: { type: 'unknownPlaceholder', placeholder: 'user.nam', suggestion: 'user.name' },
        typed: { type: 'snippet', ...wish, content },
      }),
    );
    expect(bot.store.snippets.get(serverId, 'faq')).toBeNull();
  });

  test('remove what is there', () => {
    const remove = () => manage({ ...used(), type: 'snippetRemoved', name: 'rules' });
    expect(remove()).toEqual(told({ type: 'snippetRemoved', name: 'rules' }));
    expect(remove()).toMatchObject({ statement: { problem: { type: 'noSuchSnippet', name: 'rules' } } });
  });

  test('read the list in pages', () => {
    for (let at = 0; at < 40; at += 1) keep(`number ${at}`, 'Hello');
    const page = (number: number, via: 'command' | 'button') =>
      manage({ ...used(), type: 'snippetsListed', page: number, via });
    expect(page(0, 'command')).toMatchObject({ to: 'invoker', statement: { page: 0, pages: 3 } });
    expect(page(2, 'button')).toMatchObject({
      to: 'message',
      statement: { page: 2, snippets: [{ name: 'rules' }, { name: 'welcome' }] },
    });
    expect(page(9, 'button')).toMatchObject({ statement: { page: 2 } });
  });
});

test('of the names that fit, those that begin so are proposed first', () => {
  keep('the welcome', 'Hello');
  expect(snippetNames(bot, serverId, 'WEL')).toEqual(['welcome', 'the welcome']);
  expect(snippetNames(bot, serverId, '')).toEqual(['rules', 'the welcome', 'welcome']);
  expect(snippetNames(bot, '901' as ServerId, '')).toEqual([]);
  for (let at = 0; at < 40; at += 1) keep(`number ${at}`, 'Hello');
  expect(snippetNames(bot, serverId, '')).toHaveLength(25);
});
