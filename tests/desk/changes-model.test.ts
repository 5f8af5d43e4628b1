import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OutsideEvent } from '../../src/desk/ports.ts';
import type { MessageId } from '../../src/ticket/ticket.ts';
import { createOffice, person } from '../support/desk.ts';
import type { Incarnation, Office } from '../support/desk.ts';

const mia = person('Mia');
const robin = person('Robin');

/** Something that happens: to a message it is the nth one written, counted round. */
type Deed =
  | { readonly does: 'write' | 'note'; readonly side: 'user' | 'staff'; readonly text: string }
  | { readonly does: 'edit'; readonly nth: number; readonly text: string }
  | { readonly does: 'delete'; readonly nth: number }
  | { readonly does: 'settle' | 'breathe' | 'kill' }
  | {
      readonly does: 'fault';
      readonly where: 'sendToPost' | 'sendToUser' | 'editCopy' | 'deleteCopy';
      readonly lost: boolean;
    };

const text = fc.stringMatching(/^[a-z]{1,12}( [a-z]{1,12}){0,3}$/);
const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('write' as const),
      side: fc.constantFrom('user' as const, 'staff' as const),
      text,
    }),
  },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('edit' as const), nth: fc.nat(99), text }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('delete' as const), nth: fc.nat(99) }) },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant('note' as const), side: fc.constant('staff' as const), text }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ does: fc.constantFrom('settle' as const, 'breathe' as const, 'kill' as const) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('fault' as const),
      where: fc.constantFrom('sendToPost' as const, 'sendToUser' as const, 'editCopy' as const, 'deleteCopy' as const),
      lost: fc.boolean(),
    }),
  },
);

interface Told {
  readonly event: Extract<OutsideEvent, { writing: unknown }>;
  text: string;
  isEdited: boolean;
  isDeleted: boolean;
}

test('whatever is written, edited and deleted on both sides, with faults and deaths in between: both sides end as the model', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { maxLength: 30 }), async (deeds) => {
      const { office, told } = await play(deeds);
      const post = office.discord.posts[0]?.id ?? '';
      expect(copiesIn(office, post)).toEqual(
        told.flatMap((one) => (one.event.type === 'userWrote' ? [inPost(one)] : [])),
      );
      expect(copiesIn(office, `5${mia.id}`)).toEqual(told.flatMap((one) => (isSent(one) ? [inDm(one)] : [])));
    }),
    { numRuns: 150 },
  );
});

const copiesIn = ({ discord }: Office, channelId: string): string[] =>
  discord.channel(channelId).flatMap(({ says }) => (says.startsWith('-# ') ? [says] : []));

const inPost = ({ text: says, isEdited, isDeleted }: Told): string =>
  `-# Mia${isDeleted ? ' · deleted by the user' : isEdited ? ' · edited' : ''}\n${says}`;
const inDm = ({ text: says }: Told): string => `-# Robin · Lantern Games\n${says}`;
const isSent = ({ event, isDeleted }: Told): boolean =>
  event.type === 'staffWrote' && !isDeleted && !event.writing.text.startsWith('//');

async function play(deeds: readonly Deed[]): Promise<{ office: Office; told: Told[] }> {
  const office = createOffice();
  const told: Told[] = [];
  let bot: Incarnation = office.open();
  let edits = 0;
  bot.delivery.start();
  bot.desk.handle(office.userWrites(mia, 'hello'));
  await office.settle(bot);
  const post = office.discord.posts[0]?.id ?? '';
  told.push({ event: first(office), text: 'hello', isEdited: false, isDeleted: false });

  const write = (side: 'user' | 'staff', says: string): void => {
    const event = side === 'user' ? office.userWrites(mia, says) : office.staffWrite(robin, post, says);
    told.push({ event, text: says, isEdited: false, isDeleted: false });
    bot.desk.handle(event);
  };
  const change = (one: Told, says: string | null): void => {
    if (one.isDeleted) return;
    const { messageId } = one.event.writing;
    const channelId = ('channelId' in one.event ? one.event.channelId : one.event.postId) as never;
    if (says === null) {
      one.isDeleted = true;
      bot.desk.handle({ key: `delete:${messageId}`, type: 'deleted', channelId, messageId });
    } else if (says !== one.text) {
      edits += 1;
      Object.assign(one, { text: says, isEdited: true });
      const editedAt = office.clock.now() + edits;
      bot.desk.handle({
        key: `edit:${messageId}:${edits}`,
        type: 'edited',
        channelId,
        messageId,
        text: says,
        files: [],
        editedAt,
      });
    }
  };

  for (const one of deeds) {
    const nth = 'nth' in one ? told[one.nth % told.length] : undefined;
    if (one.does === 'write') write(one.side, one.text);
    else if (one.does === 'note') write('staff', `// ${one.text}`);
    else if (one.does === 'edit' && nth !== undefined) change(nth, one.text);
    else if (one.does === 'delete' && nth !== undefined) change(nth, null);
    else if (one.does === 'fault') office.discord.befall(one.where, one.lost ? 'answerLost' : 'down');
    else if (one.does === 'settle') await office.settle(bot);
    else if (one.does === 'breathe') await office.breathe();
    else if (one.does === 'kill') bot = await restart(office, bot);
  }
  await office.settle(bot);
  return { office, told };
}

/** The process ends with what is in flight, and another one takes up what it left. */
async function restart(office: Office, dead: Incarnation): Promise<Incarnation> {
  void dead.delivery.stop();
  await office.breathe();
  office.clock.clear();
  const next = office.open();
  next.delivery.start();
  return next;
}

function first({ discord }: Office): Told['event'] {
  const messageId = (discord.channel(`5${mia.id}`)[0]?.id ?? '') as MessageId;
  const writing = { messageId, text: 'hello', files: [], replyTo: null, writtenAt: 0 };
  return { key: `message:${messageId}`, type: 'userWrote', user: mia, channelId: `5${mia.id}` as never, writing };
}
