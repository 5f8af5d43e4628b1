import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Person } from '../../src/sandbox/scenario/types.ts';
import { setStageWithTicket } from '../support/open-ticket.ts';
import { reactionsOn, readDms, setStage, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

describe('/close', () => {
  let stage: Stage;
  let mia: Person;
  let robin: Person;
  let post: string;

  async function open(tickets: readonly string[] = []): Promise<void> {
    ({ stage, mia, robin, post } = await setStageWithTicket({ tickets }));
  }

  const closed = () => stage.until(() => stage.posts().find(({ archived, locked }) => archived && locked));

  afterEach(() => stage.stop());

  test.each([
    [{}, null],
    [{ comment: 'All done.', 'share-comment': false }, null],
    [{ comment: 'All done.' }, '> All done.'],
    [{ 'notify-user': true }, 'was closed'],
    [{ 'notify-user': true, comment: 'Secret.', 'share-comment': false }, 'was closed'],
  ] as const)('%j tells the user: %s', async (options, told) => {
    await open();
    const answer = await robin.command('close', options, { channelId: post });
    const { tags, messages } = await closed();
    expect(tags).toEqual(['Closed']);
    const comment = 'comment' in options ? `\n> ${options.comment}` : '';
    expect(answer.type === 'message' && shown(answer.message)).toBe(`🔒 Closed by <@${robin.id}>.${comment}`);
    expect(messages.map(shown).at(-1)).toBe(`🔒 Closed by <@${robin.id}>.${comment}`);
    const dms = readDms(mia).slice(2);
    expect(dms).toHaveLength(told === null ? 0 : 1);
    if (told !== null) expect(dms[0]).toContain(told);
    expect(dms.join('')).not.toContain('Secret.');
  });

  test('a close message makes closing visible, filled in', async () => {
    await open(['close_message: "Bye {user.name}, yours {staff.name} of {server.name} (#{ticket.id})"']);
    await robin.command('close', {}, { channelId: post });
    await closed();
    expect(readDms(mia).at(-1)).toContain('Bye Mia, yours Robin of Lantern Games (#1)');
  });

  test('only staff may; others are told so, and nothing happens', async () => {
    await open();
    const [, jonas] = stage.world.members;
    stage.world.server.allow(stage.world.forum.id, stage.world.server.addRole({ name: 'Guest' }), 0n);
    await expect(jonas.command('close', {}, { channelId: post })).rejects.toThrow();
    const guests = stage.world.server.addRole({ name: 'Guests' });
    stage.world.server.allow(stage.world.forum.id, guests, (1n << 10n) | (1n << 16n) | (1n << 38n) | (1n << 31n));
    const guest = stage.world.members[2];
    stage.world.server.addMember(guest, { roles: [guests] });
    const answer = await guest.command('close', {}, { channelId: post });
    expect(answer.type === 'message' && answer.ephemeral && shown(answer.message)).toBe('Only staff can do this.');
    expect(stage.posts()[0]?.archived).toBe(false);
  });

  test('elsewhere it says that this is no ticket', async () => {
    await open();
    const answer = await robin.command('close', {}, { channelId: stage.world.lounge.id });
    expect(answer.type === 'message' && answer.ephemeral && shown(answer.message)).toBe(
      'Which ticket? Use this in its post, or give its number.',
    );
  });

  test('a message in the closed post gets a notice, is not relayed, and the post is closed again', async () => {
    await open();
    await robin.command('close', {}, { channelId: post });
    await closed();
    const late = robin.write(post, 'One more thing');
    await stage.until(() => stage.posts()[0]?.messages.at(-1)?.replyTo?.messageId === late.id);
    expect(shown(stage.posts()[0]?.messages.at(-1) ?? late)).toContain('was **not** sent to the user');
    const { tags } = await closed();
    expect(tags).toEqual(['Closed']);
    expect(readDms(mia)).toHaveLength(2);
  });

  test('afterwards a new message opens a new ticket, whose facts link to the one before', async () => {
    await open(['grace: 0s']);
    await robin.command('close', {}, { channelId: post });
    await closed();
    mia.dm('Hello again');
    const second = await stage.until(() => stage.posts()[1]);
    expect(second.title).toBe('#2 · Mia');
    expect(JSON.stringify(second.messages[0]?.embeds)).toContain(
      `[#1](https://discord.com/channels/${stage.world.server.id}/${post})`,
    );
  });

  test('closing twice at once closes once; the second hears so', async () => {
    await open();
    const [first, second] = await Promise.all([
      robin.command('close', {}, { channelId: post }),
      stage.world.staff[1].command('close', {}, { channelId: post }),
    ]);
    const answers = [first, second].map((answer) => (answer.type === 'message' ? shown(answer.message) : answer.type));
    expect(answers.filter((text) => text.startsWith('🔒'))).toHaveLength(1);
    expect(answers).toContain('Ticket 1 is closed already.');
    await closed();
  });

  test('an answer that Discord never got is said by a message in the post instead', async () => {
    await open();
    stage.sandbox.faults.add({
      route: '/interactions/{interaction_id}/{interaction_token}/callback',
      when: 'before',
      effect: { status: 404, body: { code: 10062, message: 'Unknown interaction' } },
    });
    await robin.command('close', {}, { channelId: post }).catch(() => null);
    const { messages } = await closed();
    expect(messages.map(shown).at(-1)).toBe(`🔒 Closed by <@${robin.id}>.`);
  });
});

describe('in an open ticket', () => {
  let stage: Stage;
  let post: string;
  beforeEach(async () => {
    stage = await setStage({ tickets: ['creation_message: "We are back at nine, {user.name}."'] });
    await stage.startBot();
    const [mia] = stage.world.members;
    mia.dm('Hello');
    await stage.until(() => mia.dmMessages().length === 2);
    post = stage.posts()[0]?.id ?? '';
  });
  afterEach(() => stage.stop());

  test('"message sent" brings the creation message', () => {
    expect(readDms(stage.world.members[0]).at(-1)).toMatch(
      /Message sent to \*\*Lantern Games\*\*.*\nWe are back at nine, Mia\./s,
    );
  });

  test('an internal note stays in the post', async () => {
    const [robin] = stage.world.staff;
    robin.write(post, '// they wrote last week, too');
    const answer = robin.write(post, 'Hello Mia');
    await stage.until(() => reactionsOn(answer).length === 1);
    expect(readDms(stage.world.members[0]).slice(2)).toEqual(['-# Robin · Lantern Games\nHello Mia']);
  });

  test('closed DMs are shown in the post, and nothing else about the ticket changes', async () => {
    const [mia] = stage.world.members;
    mia.closeDms();
    const unheard = stage.world.staff[0].write(post, 'Hello Mia');
    await stage.until(() => reactionsOn(unheard).includes('❌'));
    const notice = stage.posts()[0]?.messages.at(-1);
    expect(notice?.replyTo?.messageId).toBe(unheard.id);
    expect(notice === undefined ? '' : shown(notice)).toContain("doesn't accept direct messages");
    expect(stage.posts()[0]).toMatchObject({ archived: false, locked: false });
    mia.openDms();
    const heard = stage.world.staff[0].write(post, 'Now?');
    await stage.until(() => reactionsOn(heard).includes('✅'));
    expect(readDms(mia).at(-1)).toBe('-# Robin · Lantern Games\nNow?');
  });

  test('replies are mirrored in both directions', async () => {
    const [mia] = stage.world.members;
    const [robin] = stage.world.staff;
    const question = mia.dm('Which one?');
    const copy = await stage.until(() =>
      stage.posts()[0]?.messages.find(({ content }) => content.endsWith('Which one?')),
    );
    robin.write(post, 'The red one', { replyTo: copy });
    const answer = await stage.until(() => mia.dmMessages().find(({ content }) => content.endsWith('The red one')));
    expect(answer.replyTo?.messageId).toBe(question.id);
    mia.dm('Thanks', { replyTo: answer });
    const thanks = await stage.until(() =>
      stage.posts()[0]?.messages.find(({ content }) => content.endsWith('Thanks')),
    );
    expect(stage.posts()[0]?.messages.find(({ id }) => id === thanks.replyTo?.messageId)?.content).toBe('The red one');
  });
});

test('a new post pings the roles and users that are to be pinged', async () => {
  const stage = await setStage({ tickets: ({ supportRole }) => [`ping: [{ role: ${supportRole.id} }]`] });
  await stage.startBot();
  const { members, staff, manager } = stage.world;
  members[0].dm('Hello');
  await stage.until(() => members[0].dmMessages().length === 2);
  const [first, ...others] = stage.posts()[0]?.messages ?? [];
  expect([...(first?.pinged ?? [])].toSorted()).toEqual([staff[0].id, staff[1].id, manager.id].toSorted());
  expect(others.flatMap((message) => [...message.pinged])).toEqual([]);
  await stage.stop();
});
