import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OutsideEvent } from '../../src/desk/ports.ts';
import type { ChannelId, MessageId } from '../../src/ticket/ticket.ts';
import { createOffice, person, serverId } from '../support/desk.ts';
import type { Fuse, Incarnation, Office } from '../support/desk.ts';
import type { Mishap } from '../support/fake-discord.ts';
import { copiesOf, isOfStaff, TwoSides } from '../support/two-sides.ts';
import type { Told } from '../support/two-sides.ts';

const mia = person('Mia');
const robin = person('Robin');
const dm = `5${mia.id}`;

/** Something that happens: to a message it is the nth one written, counted round. */
type Deed =
  | { readonly does: 'write'; readonly side: 'user' | 'staff'; readonly text: string }
  | { readonly does: 'edit'; readonly nth: number; readonly text: string; readonly isToldLate: boolean }
  | { readonly does: 'delete' | 'tellAgain'; readonly nth: number }
  | { readonly does: 'tellLate' | 'settle' | 'breathe' | 'close' | 'reopen' }
  | { readonly does: 'kill'; readonly afterSteps: number }
  | { readonly does: 'fault'; readonly where: Parameters<Office['discord']['befall']>[0]; readonly mishap: Mishap };

/** Around the borders of one, two and three parts. */
const length = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 60 }) },
  { weight: 2, arbitrary: fc.integer({ min: 1880, max: 2020 }) },
  { weight: 2, arbitrary: fc.integer({ min: 2020, max: 4000 }) },
);
const start = fc.oneof(
  { weight: 5, arbitrary: fc.constant('') },
  { weight: 1, arbitrary: fc.constantFrom('// ', '-r ', '```\n') },
);
const text = fc
  .tuple(start, fc.constantFrom('word ', 'line of words\n', 'x', '日本語'), length)
  .map(([first, unit, size]) => (first + unit.repeat(Math.ceil(size / unit.length)).slice(0, size)).trim());

const places = [
  'sendToPost',
  'sendToUser',
  'editCopy',
  'deleteCopy',
  'react',
  'find sendToPost',
  'find sendToUser',
] as const;
const nth = fc.nat(99);
const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ does: fc.constant('write'), side: fc.constantFrom('user', 'staff'), text }),
  },
  { weight: 5, arbitrary: fc.record({ does: fc.constant('edit'), nth, text, isToldLate: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constantFrom('delete', 'tellAgain'), nth }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constantFrom('tellLate', 'settle', 'settle', 'breathe') }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constantFrom('close', 'reopen') }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('kill'), afterSteps: fc.nat(12) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('fault'),
      where: fc.constantFrom(...places),
      mishap: fc.constantFrom('down', 'busy', 'answerLost', 'unknownOutcome'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('fault'),
      where: fc.constantFrom('sendToUser', 'sendToPost'),
      mishap: fc.constantFrom('closedDms', 'refused'),
    }),
  },
);

describe('whatever is written, edited and deleted on both sides, with faults and deaths in between', () => {
  const bothEndAsTheModel = (parameters: fc.Parameters<[Deed[]]>): Promise<void> =>
    fc.assert(
      fc.asyncProperty(fc.array(deed, { maxLength: 40 }), async (deeds) => expectSame(await play(deeds))),
      parameters,
    );

  test.each([1, 2, 3])('both sides end as the model (seed %i)', async (seed) => {
    await bothEndAsTheModel({ seed, numRuns: 100 });
  });

  test('both sides end as the model (another one each time)', async () => {
    await bothEndAsTheModel({ numRuns: 100 });
  });
});

function expectSame({ office, sides }: Played): void {
  const post = office.discord.posts[0]?.id ?? '';
  const failed = sides.told.filter((one) => office.discord.reactions.includes(`${idOf(one)} failed`));
  const byUser = sides.told.filter((one) => !isOfStaff(one));
  expectCopies(office, post, byUser, failed);
  expectCopies(office, dm, sides.told.filter(isOfStaff), failed);
  const confirmed = sides.told.filter((one) => office.discord.reactions.includes(`${idOf(one)} delivered`));
  const isDue = (one: Told): boolean =>
    one.shown !== null && !one.isDeleted && !failed.includes(one) && !(isOfStaff(one) && sides.wasClosed);
  // What the ticket was opened with is confirmed in words.
  expect(
    sides.told
      .slice(1)
      .filter((one) => isDue(one) && !confirmed.includes(one))
      .map(idOf),
  ).toEqual([]);
}

function expectCopies({ discord }: Office, channelId: string, written: readonly Told[], failed: readonly Told[]): void {
  const standing = discord.channel(channelId).flatMap(({ says }) => (says.startsWith('-# ') ? [says] : []));
  expect(standing.filter((says) => says.length > 2000)).toEqual([]);
  // What the user's edit left over stays in the post, struck out.
  const copies = standing.filter((says) => !/^[^\n]*\n~~[^~]*~~$/.test(says));
  const wanted = written.flatMap((one) => (failed.includes(one) ? [] : copiesOf(one)));
  // Of what could not be delivered, any part may have come through.
  const others = without(copies, wanted);
  expect(without(others, failed.flatMap(copiesOf))).toEqual([]);
  const delivered = without(copies, others);
  expect(delivered.toSorted()).toEqual(wanted.toSorted());
  const firsts = written.flatMap((one) => (failed.includes(one) ? [] : copiesOf(one).slice(0, 1)));
  expect(delivered.filter((says) => firsts.includes(says))).toEqual(firsts);
}

/** A list without the items of another, each taken out once. */
function without(all: readonly string[], some: readonly string[]): string[] {
  const left = [...all];
  for (const one of some) if (left.includes(one)) left.splice(left.indexOf(one), 1);
  return left;
}

const idOf = ({ event }: Told): MessageId => event.writing.messageId;

interface Played {
  readonly office: Office;
  readonly sides: TwoSides;
}

async function play(deeds: readonly Deed[]): Promise<Played> {
  const office = createOffice();
  const sides = new TwoSides();
  const told: OutsideEvent[] = [];
  const late: (() => Promise<void>)[] = [];
  let fuse = fuseOf(Number.POSITIVE_INFINITY);
  let bot: Incarnation = office.open(fuse);
  bot.delivery.start();

  const restart = async (afterSteps = Number.POSITIVE_INFINITY): Promise<void> => {
    const dead = bot;
    fuse.end();
    void dead.delivery.stop();
    await office.breathe();
    office.clock.clear();
    fuse = fuseOf(afterSteps);
    bot = office.open(fuse);
    bot.delivery.start();
  };
  /** A process that dies of it leaves the event to the next one. */
  const tell = async (event: OutsideEvent): Promise<void> => {
    told.push(event);
    for (;;) {
      try {
        const reply = bot.desk.handle(event);
        if (event.type === 'closeCommanded' && typeof reply?.entryId === 'number') {
          const messageId = office.discord.write(event.channelId, '[closed]');
          bot.desk.performed(reply.entryId, { type: 'message', messageId });
        }
        return;
      } catch (error) {
        if (!fuse.isBurnt()) throw error;
        await restart();
      }
    }
  };
  const settle = async (): Promise<void> => {
    await office.settle(bot);
    while (fuse.isBurnt()) {
      await restart();
      await office.settle(bot);
    }
    if (bot.broken.length > 0) throw bot.broken[0] ?? new Error('broken');
  };

  const write = async (side: 'user' | 'staff', says: string): Promise<void> => {
    const named = `${says} ${sides.told.length}`;
    const event = side === 'user' ? office.userWrites(mia, named) : office.staffWrite(robin, postOf(office), named);
    sides.write(event);
    await tell(event);
  };
  const edit = async (one: Told, says: string, isToldLate: boolean): Promise<void> => {
    const editedAt = office.clock.now() + told.length + late.length;
    const named = `${says} ${sides.told.indexOf(one)}`;
    const tellIt = async (): Promise<void> => {
      sides.edit(one, named, editedAt);
      await tell({ ...about(one, `edit:${idOf(one)}:${editedAt}`), type: 'edited', text: named, files: [], editedAt });
    };
    if (isToldLate) late.push(tellIt);
    else await tellIt();
  };
  const tellLate = async (): Promise<void> => {
    for (const tellIt of late.splice(0).toReversed()) await tellIt();
  };

  await write('user', 'hello');
  await settle();
  for (const one of deeds) {
    const meant = 'nth' in one ? sides.told[one.nth % sides.told.length] : undefined;
    if (one.does === 'write' && !sides.isClosed) await write(one.side, one.text);
    else if (one.does === 'edit' && meant !== undefined) await edit(meant, one.text, one.isToldLate);
    else if (one.does === 'delete' && meant !== undefined) {
      sides.delete(meant);
      await tell({ ...about(meant, `delete:${idOf(meant)}`), type: 'deleted' });
    } else if (one.does === 'tellAgain') await tell(told[one.nth % told.length] ?? expect.fail());
    else if (one.does === 'tellLate') await tellLate();
    else if (one.does === 'close' && !sides.isClosed) {
      sides.close();
      await tell(office.closing(robin, postOf(office)));
    } else if (one.does === 'reopen' && sides.isClosed) {
      await settle();
      sides.isClosed = false;
      await tell(reopening(postOf(office), told.length));
    } else if (one.does === 'fault') office.discord.befall(one.where, one.mishap);
    else if (one.does === 'settle') await settle();
    else if (one.does === 'breathe') await office.breathe();
    else if (one.does === 'kill') await restart(one.afterSteps);
  }
  await tellLate();
  await settle();
  expect(bot.store.outbox.size()).toBe(0);
  return { office, sides };
}

const postOf = ({ discord }: Office): string => discord.posts[0]?.id ?? '';

function about({ event }: Told, key: string) {
  const channelId = ('channelId' in event ? event.channelId : event.postId) as never;
  return { key, channelId, messageId: event.writing.messageId };
}

function reopening(channelId: string, use: number): OutsideEvent {
  return {
    key: `interaction:reopen${use}`,
    type: 'reopenCommanded',
    serverId,
    channelId: channelId as ChannelId,
    ticketId: null,
    by: robin,
    reason: null,
    isReasonVisible: false,
    answerTo: { interactionId: String(use), applicationId: '2', token: 'secret', language: 'en' },
  };
}

/** Burns down after so many steps of a process, or when it is ended. */
function fuseOf(afterSteps: number): Fuse & { isBurnt(): boolean; end(): void } {
  let left = afterSteps;
  return {
    isBurnt: () => left <= 0,
    end: () => {
      left = 0;
    },
    burn: () => {
      left -= 1;
      return left <= 0;
    },
  };
}
