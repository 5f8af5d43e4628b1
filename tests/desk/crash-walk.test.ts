import { describe, expect, test } from 'vitest';
import type { OutsideEvent } from '../../src/desk/ports.ts';
import type { Rating } from '../../src/ticket/feedback.ts';
import type { FormField } from '../../src/ticket/form.ts';
import type { ChannelId, MessageId, TicketId } from '../../src/ticket/ticket.ts';
import { createOffice, person, serverId } from '../support/desk.ts';
import type { Incarnation, Office } from '../support/desk.ts';
import { fuseAt, whileAlive } from '../support/fuses.ts';

const mia = person('Mia');
const robin = person('Robin');

const board = '777';
const note: FormField = { type: 'note', text: 'Something is asked.' };
const feedback = { thankYou: null, form: [note], channelId: board as ChannelId, ratingTags: true };

/** What people do, one after the other; each begins when what came before has settled, or the process has died. */
type Deed = (office: Office) => OutsideEvent;

const postOf = ({ discord }: Office): string => discord.posts[0]?.id ?? 'no post';
const says =
  (text: string): Deed =>
  (office) =>
    office.userWrites(mia, text);
const answers =
  (text: string): Deed =>
  (office) =>
    office.staffWrite(robin, postOf(office), text);
/** Robin uses `/send`. */
const types =
  (text: string): Deed =>
  (office) => {
    const id = office.discord.write('commands', text);
    const answerTo = { interactionId: id, applicationId: '2', token: 'secret', language: 'en' };
    const used = { serverId, channelId: postOf(office) as ChannelId, ticketId: null, by: robin } as const;
    const typed = { id, text, to: null, isAnonymous: null, typedAt: office.clock.now(), answerTo };
    return { key: `interaction:${id}`, type: 'messageTyped', ...used, ...typed };
  };
const closes: Deed = (office) => office.closing(robin, postOf(office), { comment: 'All done.' });

const given = ({ database, discord }: Office, says: string) => {
  const id = discord.write('presses', says);
  const askedAt = Number(database.prepare('SELECT asked_at FROM feedback').pluck().get());
  return { key: `interaction:${id}`, userId: mia.id, ticketId: 1 as TicketId, id, askedAt } as const;
};
/** Mia presses a number below the question how it was. */
const rates =
  (rating: Rating): Deed =>
  (office) => {
    const messageId = office.discord.channel(`5${mia.id}`).findLast(({ says: text }) => text === '[feedback]')?.id;
    return { ...given(office, 'press'), type: 'feedbackRated', rating, messageId: (messageId ?? '') as MessageId };
  };
/** She sends the form that this opened. */
const fillsIn =
  (answer: string): Deed =>
  (office) => ({ ...given(office, 'form'), type: 'feedbackSent', rating: 5, values: { a: [answer] } });

const story: readonly Deed[] = [
  says('Hello'),
  says('Are you there?'),
  answers('Yes'),
  types('By command'),
  answers('// a note'),
  says('Good'),
  closes,
  rates(2),
  rates(5),
  fillsIn('Great'),
];

const whole = {
  posts: 1,
  inPost: ['[facts]', '-# Mia\nHello', '-# Mia\nAre you there?', 'Robin: By command', '-# Mia\nGood', '[closed]'],
  inDm: ['[messageSent]', '-# Robin · Lantern Games\nYes', '-# Robin · Lantern Games\nBy command', '[feedback]'],
  shownToStaff: ['[feedback 5 Great]'],
  rating: 5,
  isClosed: true,
};

describe('a process killed at any step', async () => {
  const undisturbed = await walk([]);
  const { steps } = undisturbed;

  test('has a hundred steps and more to be killed at', () => {
    expect(see(undisturbed.office)).toEqual(whole);
    expect(steps.length).toBeGreaterThan(100);
  });

  test('loses nothing and does nothing twice, at every one of them', { timeout: 60_000 }, async () => {
    const harmed: unknown[] = [];
    for (const [index, step] of steps.entries()) {
      const seen = see((await walk([index + 1])).office);
      if (JSON.stringify(seen) !== JSON.stringify(whole)) harmed.push({ killed: `${index + 1}: ${step}`, seen });
    }
    expect(harmed).toEqual([]);
  });

  test('nor when the one that follows it is killed, too', { timeout: 60_000 }, async () => {
    const harmed: unknown[] = [];
    for (let first = 1; first <= steps.length; first += 8) {
      for (let second = 1; second <= steps.length - first; second += 9) {
        const seen = see((await walk([first, second])).office);
        if (JSON.stringify(seen) !== JSON.stringify(whole)) harmed.push({ killed: [first, second], seen });
      }
    }
    expect(harmed).toEqual([]);
  });
});

describe('somebody on the blacklist', () => {
  const bars: Deed = () => ({
    key: 'interaction:bars',
    type: 'blacklistCommanded',
    serverId,
    channelId: 'lounge' as ChannelId,
    by: robin,
    wish: {
      type: 'add',
      named: { target: { type: 'user', id: mia.id, roleIds: [] }, ticketId: null },
      reason: null,
      endsInMs: null,
    },
  });
  const deeds = [bars, says('Hello'), says('Are you there?')];
  const refused = async (deadSteps: readonly number[]) => {
    const { office, steps } = await walk(deadSteps, deeds);
    const marks = office.discord.reactions.map((reaction) => reaction.replace(/^\d+ /, ''));
    const { posts, inDm } = see(office);
    return { steps, seen: { posts, inDm, marks } };
  };

  test('is told so once, and has each message marked, at whichever step the process is killed', async () => {
    const { steps, seen } = await refused([]);
    expect(seen).toEqual({ posts: 0, inDm: ['[barred]'], marks: ['failed', 'failed'] });
    expect(steps.length).toBeGreaterThan(15);
    for (const [index, step] of steps.entries()) {
      expect({ step, seen: (await refused([index + 1])).seen }).toEqual({ step, seen });
    }
  });
});

interface Walked {
  readonly office: Office;
  /** Where the process could have been killed, in order. */
  readonly steps: readonly string[];
}

/** Runs the story with a process that dies at a step; the next one dies at a step of its own, and so on; the last one lives. */
async function walk(deadSteps: readonly number[], deeds = story): Promise<Walked> {
  const office = createOffice({ feedback });
  const fuses = [...deadSteps, Number.POSITIVE_INFINITY].map(fuseAt);
  let life = 0;
  const fuse = () => fuses[life] ?? fuseAt(Number.POSITIVE_INFINITY);
  let alive = office.open(fuse());
  alive.delivery.start();
  const told: OutsideEvent[] = [];
  for (const deed of deeds) {
    told.push(deed(office));
    tellAsAlive(office, alive, told.slice(-1));
    await office.settle(alive);
    while (fuse().isDead()) {
      office.clock.clear();
      life += 1;
      alive = office.open(fuse());
      const reborn = alive;
      whileAlive(() => reborn.delivery.start());
      tellAsAlive(office, alive, afterDeath(office, told));
      await office.settle(alive);
    }
  }
  return { office, steps: fuses[0]?.steps ?? [] };
}

/** What was written while nobody listened is found by reading, in order. A command that was not heard is used once more. */
function afterDeath(office: Office, told: readonly OutsideEvent[]): readonly OutsideEvent[] {
  const isOpen = office
    .open()
    .store.openTickets()
    .some(({ status }) => status === 'open');
  const messages = told.filter(({ type }) => type !== 'closeCommanded');
  return told.length > messages.length && isOpen ? [...messages, closes(office)] : messages;
}

/** Hands events to the desk, and gives a command's answer as the Discord side does. */
function tellAsAlive({ discord }: Office, { desk }: Incarnation, events: readonly OutsideEvent[]): void {
  whileAlive(() => {
    for (const event of events) {
      const reply = desk.handle(event);
      if (reply?.answer.to !== 'everyone' || reply.entryId === null || event.type !== 'closeCommanded') continue;
      const messageId = discord.write(event.channelId, `[${reply.answer.statement.type}]`);
      desk.performed(reply.entryId, { type: 'message', messageId });
    }
  });
}

/** What the bot wrote, on both sides. What people wrote themselves always stands. */
function see(office: Office): typeof whole {
  const ours = (id: string) =>
    office.discord
      .channel(id)
      .flatMap(({ says, isByWebhook = false }) => (isByWebhook || /^(?:-# |\[)/.test(says) ? [says] : []));
  const { posts } = office.discord;
  return {
    posts: posts.length,
    inPost: ours(postOf(office)),
    inDm: ours(`5${mia.id}`),
    shownToStaff: ours(board),
    rating: posts[0]?.tags?.rating ?? 0,
    isClosed: posts[0]?.archived === true,
  };
}
