import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pingedBy } from '../../src/sandbox/scenario.ts';
import type { OptionValue, Person } from '../../src/sandbox/scenario/types.ts';
import type { Message } from '../../src/sandbox/world/nouns.ts';
import { readAnswer, setStageWithTicket } from '../support/open-ticket.ts';
import { readDms, setStage, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

let stage: Stage;
let mia: Person;
let robin: Person;
let kim: Person;
let post: string;
beforeEach(async () => {
  ({ stage, mia, robin, post } = await setStageWithTicket({ tickets: ['anonymous_replies: always'] }));
  [, kim] = stage.world.staff;
});
afterEach(() => stage.stop());

const messages = (): Message[] => stage.posts()[0]?.messages ?? [];
const inPost = (): string[] => messages().map(shown);
const use = async (
  who: Person,
  name: string,
  options: Record<string, OptionValue> = {},
  channelId = post,
): Promise<string> => readAnswer(await who.command(name, options, { channelId }));
/** Whom the post pinged since it was opened, message by message. */
const pings = (): string[][] =>
  messages().flatMap((message) => (pingedBy(message).length > 0 ? [pingedBy(message)] : []));
async function miaWrites(text: string): Promise<void> {
  mia.dm(text);
  await stage.until(() => inPost().some((one) => one.endsWith(text)), inPost);
}
async function answers(who: Person, text: string): Promise<void> {
  who.write(post, text);
  await stage.until(
    () => readDms(mia).some((one) => one.endsWith(text)),
    () => readDms(mia),
  );
}

describe('/claim', () => {
  test('shows in the post who handles the ticket, and /unclaim that nobody does; another one may do both', async () => {
    expect(await use(robin, 'claim')).toBe(`🙋 <@${robin.id}> handles this ticket.`);
    expect(await use(robin, 'claim')).toBe('(only you) You handle ticket 1 already. `/unclaim` takes that back.');
    expect(await use(kim, 'claim')).toBe(
      `🙋 <@${kim.id}> handles this ticket from now on, in place of <@${robin.id}>.`,
    );
    expect(await use(robin, 'unclaim')).toBe(
      `👐 <@${kim.id}> doesn’t handle this ticket any more, says <@${robin.id}>.`,
    );
    expect(await use(robin, 'unclaim')).toBe('(only you) Nobody in particular handles ticket 1.');
    await use(robin, 'claim');
    expect(await use(robin, 'unclaim')).toBe(`👐 <@${robin.id}> doesn’t handle this ticket any more.`);
    expect(inPost().filter((text) => /^(🙋|👐)/u.test(text))).toHaveLength(5);
    expect(pings()).toEqual([]);
    expect(readDms(mia)).toHaveLength(2);
  });

  test('by number is told to whoever used it, and shown in the post', async () => {
    expect(await use(robin, 'claim', { ticket: 1 }, stage.world.lounge.id)).toBe('(only you) 🙋 You handle ticket 1.');
    await stage.until(() => inPost().includes(`🙋 <@${robin.id}> handles this ticket.`), inPost);
  });

  test('pings whoever made it at the user’s next message, and at the first one after each answer', async () => {
    await use(robin, 'claim');
    await miaWrites('One');
    await miaWrites('Two');
    await stage.until(() => pings().length === 1, inPost);
    await answers(kim, 'What about it?');
    await miaWrites('Three');
    await miaWrites('Four');
    await stage.until(() => pings().length === 2, inPost);
    expect(pings()).toEqual([[robin.id], [robin.id]]);
    const told = messages().filter((message) => pingedBy(message).length > 0);
    const original = (message: Message) => messages().find(({ id }) => id === message.replyTo?.messageId)?.content;
    expect(told.map(shown)).toEqual(Array.from({ length: 2 }, () => `🔔 <@${robin.id}> The user has written.`));
    expect(told.map(original)).toEqual(['-# Mia\nOne', '-# Mia\nThree']);
    await use(robin, 'unclaim');
    await answers(kim, 'Thanks');
    await miaWrites('Five');
    await answers(kim, 'You are welcome');
    expect(pings()).toHaveLength(2);
  });

  test('is known after a restart, when the ticket was closed and opened again', async () => {
    await use(robin, 'claim');
    await use(kim, 'close');
    await stage.until(() => stage.posts()[0]?.archived === true, inPost);
    expect(await use(robin, 'claim', { ticket: 1 }, stage.world.lounge.id)).toContain('closed already');
    await stage.restartBot();
    await kim.command('reopen', { ticket: 1 }, { channelId: stage.world.lounge.id });
    await stage.until(() => stage.posts()[0]?.archived === false, inPost);
    expect(await use(robin, 'claim')).toContain('already');
    await miaWrites('Still there');
    await stage.until(() => pings().length === 1, inPost);
  });

  test('whose answer Discord never got is shown by a message, once', async () => {
    stage.sandbox.faults.add({
      route: '/interactions/{interaction_id}/{interaction_token}/callback',
      when: 'before',
      effect: { status: 404, body: { code: 10062, message: 'Unknown interaction' } },
    });
    await robin.command('claim', {}, { channelId: post }).catch(() => null);
    const said = `🙋 <@${robin.id}> handles this ticket.`;
    await stage.until(() => inPost().includes(said), inPost);
    await answers(kim, 'Hello');
    expect(inPost().filter((text) => text === said)).toHaveLength(1);
  });
});

describe('/watch', () => {
  test('pings whoever used it at the user’s next message, and then no more', async () => {
    expect(await use(robin, 'watch')).toBe('(only you) 🔔 You are pinged when the user of ticket 1 writes next.');
    expect(await use(kim, 'watch', { ticket: 1 }, stage.world.lounge.id)).toContain('ticket 1 writes next');
    expect(inPost()).toHaveLength(2);
    await miaWrites('One');
    await stage.until(() => pings().length === 1, inPost);
    await answers(robin, 'Yes?');
    await miaWrites('Two');
    await answers(robin, 'Ah');
    expect(pings().map((ids) => ids.toSorted())).toEqual([[robin.id, kim.id].toSorted()]);
  });

  test('a second time takes it back', async () => {
    await use(robin, 'watch');
    expect(await use(robin, 'watch')).toBe('(only you) 🔕 You are not pinged when the user of ticket 1 writes next.');
    await miaWrites('One');
    await answers(robin, 'Yes?');
    expect(pings()).toEqual([]);
  });
});

describe('/note', () => {
  test('shows a note as such, pings nobody whom it names, and the user never gets it', async () => {
    expect(await use(robin, 'note', { text: `Ask <@${kim.id}>: a regular` })).toBe(
      `📝 Note by <@${robin.id}>. It stays here.\n> Ask <@${kim.id}>: a regular`,
    );
    await answers(kim, 'Hello Mia');
    expect(readDms(mia).slice(2)).toEqual(['-# Staff · Lantern Games\nHello Mia']);
    expect(pings()).toEqual([]);
  });

  test('of a closed ticket stands in its post, which is closed again', async () => {
    await use(kim, 'close');
    await stage.until(() => stage.posts()[0]?.archived === true, inPost);
    expect(await use(robin, 'note', { text: 'A regular', ticket: 1 }, stage.world.lounge.id)).toBe(
      '(only you) 📝 The note stands in the post of ticket 1.',
    );
    await stage.until(() => inPost().at(-1)?.endsWith('> A regular'), inPost);
    await stage.until(() => stage.posts()[0]?.archived === true && stage.posts()[0]?.locked === true, inPost);
    expect(stage.posts()[0]?.tags).toEqual(['Closed']);
    expect(readDms(mia)).toHaveLength(2);
  });
});

test('none of these is for users, nor for other servers’ staff, and without a ticket they ask which', async () => {
  const guests = stage.world.server.addRole({ name: 'Guests' });
  const guest = stage.world.members[2];
  stage.world.server.allow(stage.world.forum.id, guests, (1n << 10n) | (1n << 16n) | (1n << 38n) | (1n << 31n));
  stage.world.server.addMember(guest, { roles: [guests] });
  const text = 'A note';
  for (const [name, options] of [
    ['claim', {}],
    ['unclaim', {}],
    ['watch', {}],
    ['note', { text }],
  ] as const) {
    expect([name, await use(guest, name, options)]).toEqual([name, '(only you) Only staff can do this.']);
    expect([name, await use(robin, name, options, stage.world.lounge.id)]).toEqual([
      name,
      '(only you) Which ticket? Use this in its post, or give its number.',
    ]);
    expect(await use(robin, name, { ...options, ticket: 99 })).toBe('(only you) There is no ticket 99 here.');
  }
  expect(inPost()).toHaveLength(2);
});

test('the bot says all this in the server’s language', async () => {
  const german = await setStage({ language: 'de' });
  await german.startBot();
  const [user] = german.world.members;
  const [staff] = german.world.staff;
  user.dm('Hallo');
  await german.until(() => user.dmMessages().length === 2);
  const channelId = german.posts()[0]?.id ?? '';
  expect(readAnswer(await staff.command('claim', {}, { channelId }))).toContain('kümmert sich um dieses Ticket');
  await german.stop();
});
