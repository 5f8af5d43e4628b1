import { expect, test } from 'vitest';
import type { OutsideEvent } from '../../src/desk/ports.ts';
import type { ChannelId, MessageId, PostId, TicketId } from '../../src/ticket/ticket.ts';
import { createOffice, person, serverId } from '../support/desk.ts';
import type { Office } from '../support/desk.ts';
import { fuseAt, whileAlive } from '../support/fuses.ts';

const mia = person('Mia');
const robin = person('Robin');

type Deed = (office: Office) => OutsideEvent;

const postOf = ({ discord }: Office): string => discord.posts[0]?.id ?? 'no post';
const used = { serverId, channelId: '888' as ChannelId, ticketId: 1 as TicketId, by: robin } as const;
const says =
  (text: string): Deed =>
  (office) =>
    office.userWrites(mia, text);
const claims: Deed = () => ({ key: 'interaction:claim', type: 'claimCommanded', ...used });
const notes: Deed = ({ clock, discord }) => {
  const id = discord.write('commands', 'A regular');
  return { key: `interaction:${id}`, type: 'noteWritten', ...used, id, text: 'A regular', writtenAt: clock.now() };
};
const answers: Deed = (office) => office.staffWrite(robin, postOf(office), 'Yes?');

const story: readonly Deed[] = [says('Hello'), claims, says('One'), notes, says('Two'), answers, says('Three')];

/** Plays it; the process is killed at one step, and the next one hears of everything once more. */
async function play(deadStep: number): Promise<{ readonly office: Office; readonly steps: readonly string[] }> {
  const office = createOffice();
  const fuse = fuseAt(deadStep);
  let alive = office.open(fuse);
  alive.delivery.start();
  const told: OutsideEvent[] = [];
  const tell = (events: readonly OutsideEvent[]): void =>
    whileAlive(() => {
      for (const event of events) alive.desk.handle(event);
    });
  let isReborn = false;
  for (const deed of story) {
    told.push(deed(office));
    tell(told.slice(-1));
    await office.settle(alive);
    if (!fuse.isDead() || isReborn) continue;
    isReborn = true;
    office.clock.clear();
    alive = office.open();
    alive.delivery.start();
    tell(told);
    await office.settle(alive);
  }
  return { office, steps: fuse.steps };
}

function see(office: Office) {
  const { store } = office.open();
  const ticket = store.ticketOfPost(postOf(office) as PostId);
  return {
    inPost: office.discord
      .channel(postOf(office))
      .flatMap(({ says: text }) => (/^(?:-# |\[)/.test(text) ? [text] : [])),
    claimedBy: ticket?.claimedBy,
    watchers: ticket?.watchers,
    notes: office.database.prepare("SELECT text FROM messages WHERE became = 'note'").pluck().all(),
    log: office.database.prepare("SELECT type, by_user_id AS by FROM ticket_log WHERE type = 'claimed'").all(),
  };
}

test('a claim, a note and pings are there once, wherever the process is killed', { timeout: 120_000 }, async () => {
  const undisturbed = await play(Number.POSITIVE_INFINITY);
  const whole = see(undisturbed.office);
  expect(whole).toEqual({
    inPost: [
      '[facts]',
      '-# Mia\nHello',
      '[claimed]',
      '-# Mia\nOne',
      '[userHasWritten]',
      '[noted]',
      '-# Mia\nTwo',
      '-# Mia\nThree',
      '[userHasWritten]',
    ],
    claimedBy: robin.id,
    watchers: [],
    notes: ['A regular'],
    log: [{ type: 'claimed', by: robin.id }],
  });
  const harmed: unknown[] = [];
  for (const [index, step] of undisturbed.steps.entries()) {
    const seen = see((await play(index + 1)).office);
    if (JSON.stringify(seen) !== JSON.stringify(whole)) harmed.push({ killed: `${index + 1}: ${step}`, seen });
  }
  expect(harmed).toEqual([]);
});

test('a note is in the record like one that was written in the post', async () => {
  const office = createOffice();
  const bot = office.open();
  bot.delivery.start();
  bot.desk.handle(office.userWrites(mia, 'Hello'));
  await office.settle(bot);
  const note = notes(office);
  bot.desk.handle(note);
  bot.desk.handle(note);
  await office.settle(bot);
  const id = note.type === 'noteWritten' ? (note.id as MessageId) : ('' as MessageId);
  expect(bot.store.recorded(id)).toMatchObject({
    writing: { text: 'A regular' },
    author: { id: robin.id },
    side: 'staff',
    isTyped: true,
    ticketId: 1,
    became: 'note',
  });
  expect(office.discord.channel(`5${mia.id}`).some(({ says: text }) => text.includes('regular'))).toBe(false);
});
