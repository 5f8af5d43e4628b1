import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OptionValue, Person } from '../../src/sandbox/scenario/types.ts';
import type { Message } from '../../src/sandbox/world/nouns.ts';
import { readAnswer, setStageWithTicket } from '../support/open-ticket.ts';
import { shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

let stage: Stage;
let mia: Person;
let robin: Person;
let post: string;
beforeEach(async () => {
  const tickets = ['grace: 0s', 'reopen_within: 0s'];
  ({ stage, mia, robin, post } = await setStageWithTicket({ tickets }));
});
afterEach(() => stage.stop());

const look = async (
  subcommand: string,
  options: Record<string, OptionValue> = {},
  channelId = post,
): Promise<readonly string[]> => linesOf(await robin.command('ticket', options, { channelId, subcommand }));
const linesOf = (answer: Parameters<typeof readAnswer>[0]): readonly string[] =>
  readAnswer(answer)
    .replaceAll(/<t:\d+:\w>/g, 'THEN')
    .split('\n');
const postOf = (ticket: number): string => stage.posts()[ticket - 1]?.id ?? '';

/** Closes the ticket before, and lets Mia open another one. */
async function openNext(ticket: number): Promise<void> {
  await robin.command('close', { ticket: ticket - 1 }, { channelId: stage.world.lounge.id });
  await stage.until(() => stage.posts()[ticket - 2]?.archived === true);
  mia.dm(`About ${ticket}`);
  await stage.until(() => stage.posts()[ticket - 1]?.messages.length === 2);
}

describe('/ticket info', () => {
  test('tells whom a ticket is of, how it stands, who handles it, and how much was written', async () => {
    await robin.command('claim', {}, { channelId: post });
    await robin.command('note', { text: 'A regular' }, { channelId: post });
    robin.write(post, 'Hello Mia');
    await stage.until(() => mia.dmMessages().length === 3);
    const facts = [
      `- User: <@${mia.id}> (\`${mia.id}\`)`,
      '- State: Open, Awaiting Response',
      '- Opened: THEN (THEN)',
      `- Handled by: <@${robin.id}>`,
      `- Pinged by the user’s next message: <@${robin.id}>`,
      '- 1 message of the user, 1 of the staff, 1 note',
    ];
    expect(await look('info')).toEqual([`(only you) 🎫 **#1** <#${post}>`, ...facts]);
    expect(await look('info', { ticket: 1 }, stage.world.lounge.id)).toEqual([
      `(only you) 🎫 **#1** <#${post}>`,
      ...facts,
    ]);
  });

  test('tells when a ticket is going to be closed, and when it was', async () => {
    await robin.command('close', { in: '2h' }, { channelId: post });
    expect(await look('info')).toContain('- Will be closed: THEN (THEN)');
    await robin.command('close', {}, { channelId: post });
    await stage.until(() => stage.posts()[0]?.archived === true);
    const closed = await look('info', { ticket: 1 }, stage.world.lounge.id);
    expect(closed).toContain('- State: Closed');
    expect(closed).toContain('- Closed: THEN (THEN)');
  });
});

describe('the tickets of a user', () => {
  test('are listed for one of them without it, for a person all', async () => {
    expect(await look('history')).toEqual(['(only you) There are no other tickets.']);
    await openNext(2);
    await openNext(3);
    const [first, second, third] = [
      `- **#1** <#${post}> · Closed · THEN`,
      `- **#2** <#${postOf(2)}> · Closed · THEN`,
      `- **#3** <#${postOf(3)}> · Open, Unanswered · THEN`,
    ];
    expect(await look('history', {}, postOf(3))).toEqual(['(only you) 2 tickets, the newest first:', second, first]);
    expect(await look('history', { ticket: 1 }, stage.world.lounge.id)).toEqual([
      '(only you) 2 tickets, the newest first:',
      third,
      second,
    ]);
    const inLounge = { person: mia, place: { channelId: stage.world.lounge.id } };
    expect(linesOf(await robin.useMenu('Tickets of user', { ...inLounge, person: robin }))).toEqual([
      `(only you) <@${robin.id}> has no tickets under their own name.`,
    ]);
    expect(robin.offeredMenus(inLounge)).toContain('Tickets of user');
    expect(linesOf(await robin.useMenu('Tickets of user', inLounge))).toEqual([
      '(only you) 3 tickets, the newest first:',
      third,
      second,
      first,
    ]);
  });

  test('are listed in pages, which other staff can’t turn, nor users', async () => {
    for (let ticket = 2; ticket <= 22; ticket += 1) await openNext(ticket);
    const answer = await robin.command('ticket', {}, { channelId: postOf(22), subcommand: 'history' });
    expect(linesOf(answer)).toHaveLength(21);
    expect(linesOf(answer)[0]).toBe('(only you) 21 tickets, the newest first (page 1 of 2):');
    if (answer.type !== 'message') throw new Error(answer.type);
    const turned = await robin.press(answer.message, 'Next page');
    expect(linesOf(turned)).toEqual([
      '21 tickets, the newest first (page 2 of 2):',
      `- **#1** <#${post}> · Closed · THEN`,
    ]);
    // It stays a list of what staff may see: whoever lost that meanwhile turns no page.
    stage.world.server.changeMember(robin, { roles: [] });
    if (turned.type !== 'updated') throw new Error(turned.type);
    expect(readAnswer(await robin.press(turned.message, 'Previous page'))).toBe('(only you) Only staff can do this.');
  }, 60_000);
});

describe('/ticket search', () => {
  const said = (lines: readonly string[]): readonly string[] => lines.filter((line) => line.startsWith('  '));

  test('finds what both sides wrote in the server’s tickets, and notes, the newest first', async () => {
    mia.dm('My order is lost: it should have come on Monday, with the blue boat');
    await stage.until(() => stage.posts()[0]?.messages.length === 3);
    robin.write(post, 'Which order was it?');
    await stage.until(() => mia.dmMessages().length === 4);
    await robin.command('note', { text: 'No such order' }, { channelId: post });
    const lines = await look('search', { query: 'ORDER' }, stage.world.lounge.id);
    expect(lines[0]).toBe('(only you) What says “ORDER”, the newest first:');
    expect(lines[1]).toBe(`- **#1** <#${post}> · Robin · THEN`);
    expect(said(lines)).toEqual([
      '  No such order',
      '  Which order was it?',
      '  My order is lost: it should have come on Monday, with the blue boat',
    ]);
    expect(said(await look('search', { query: '"blue boat" ord' }))).toHaveLength(1);
    expect(await look('search', { query: '**none**' })).toEqual([
      String.raw`(only you) Nobody wrote “\*\*none\*\*” in a ticket.`,
    ]);
  });

  test('shows the ten newest, and that there are more', async () => {
    for (let count = 1; count <= 11; count += 1) mia.dm(`Order ${count}`);
    await stage.until(() => stage.posts()[0]?.messages.length === 13);
    const lines = await look('search', { query: 'order' });
    expect(said(lines)).toEqual(Array.from({ length: 10 }, (_, index) => `  Order ${11 - index}`));
    expect(lines.at(-1)).toBe('There is more. Other words may find less.');
  });
});

test('none of it is for users, and an unknown ticket is told as such', async () => {
  const jonas = stage.world.members[1];
  const channelId = stage.world.lounge.id;
  const inLounge = { person: mia, place: { channelId } };
  for (const [subcommand, options] of [
    ['info', { ticket: 1 }],
    ['history', { ticket: 1 }],
    ['search', { query: 'Hello' }],
  ] as const) {
    const answer = await jonas.command('ticket', options, { channelId, subcommand });
    expect([subcommand, readAnswer(answer)]).toEqual([subcommand, '(only you) Only staff can do this.']);
  }
  expect(readAnswer(await jonas.useMenu('Tickets of user', inLounge))).toBe('(only you) Only staff can do this.');
  expect(await look('info', { ticket: 9 })).toEqual(['(only you) There is no ticket 9 here.']);
  expect(await look('history', {}, channelId)).toEqual([
    '(only you) Which ticket? Use this in its post, or give its number.',
  ]);
});

test('all of it is answered within one request, and asks nothing of Discord', async () => {
  const before = stage.sandbox.traffic.exchanges.length;
  const answers: Message[] = [];
  for (const [subcommand, options] of [
    ['info', {}],
    ['history', {}],
    ['search', { query: 'Hello' }],
  ] as const) {
    const answer = await robin.command('ticket', options, { channelId: post, subcommand });
    if (answer.type === 'message') answers.push(answer.message);
  }
  expect(answers.map(shown).every((text) => text !== '')).toBe(true);
  expect(stage.sandbox.traffic.exchanges.length - before).toBe(3);
});
