import { join } from 'node:path';
import type { RecordedMessage, Store } from '../../src/desk/store.ts';
import { openDatabase } from '../../src/storage/database.ts';
import type { Database } from '../../src/storage/database.ts';
import { createStore } from '../../src/storage/store.ts';
import type { ChannelId, MessageId, PostId, ServerId, Ticket, TicketId, UserId } from '../../src/ticket/ticket.ts';
import { ticketWith, writingOf } from './tickets.ts';

export const serverId = '123456789012345678' as ServerId;
export const mia = {
  id: '223456789012345678' as UserId,
  name: 'Mia Unverwechselbar',
  username: 'mia.unv',
  avatarUrl: 'https://cdn.discordapp.com/avatars/mia.png',
};
export const robin = {
  id: '323456789012345678' as UserId,
  name: 'Robin Rotkehl',
  username: 'robin.rot',
  avatarUrl: 'https://cdn.discordapp.com/avatars/robin.png',
};
export const dmId = '423456789012345678' as ChannelId;
export const postId = '523456789012345678' as PostId;
/** 2026-01-31 10:00 UTC. */
export const start = Date.UTC(2026, 0, 31, 10);
const minute = 60_000;

/** Changes of a message that is recorded. */
export interface Said extends Partial<Pick<RecordedMessage, 'became' | 'shownAs'>> {
  readonly side?: 'user' | 'staff';
  readonly files?: RecordedMessage['writing']['files'];
  readonly replyTo?: MessageId | null;
  /** What stands on the other side; `null`: nothing does. */
  readonly copy?: string | null;
}

/** A database in which tickets are recorded as a bot would, without one. */
export interface Recorder {
  readonly database: Database;
  readonly store: Store;
  ticket(id: number, changes?: Partial<Ticket>): TicketId;
  /** Each message is a minute later than the last. */
  say(ticketId: TicketId, text: string, said?: Said): MessageId;
  /** The instant of a message that comes next. */
  nextAt(): number;
}

/** Begins with nothing in it. */
export function recordInto(folder: string): Recorder {
  const database = openDatabase(join(folder, 'supportmail.db'));
  const store = createStore(database);
  let count = 0;
  const nextAt = (): number => start + (count + 1) * minute;
  store.saveUser({ person: mia, channelId: dmId, draftFor: null, refusedAt: null });
  return {
    database,
    store,
    nextAt,
    ticket(id, changes = {}) {
      const own = { id: id as TicketId, serverId, userId: mia.id, userName: mia.name, mark: `mark${id}` };
      const post = (id === 1 ? postId : `${postId.slice(0, -3)}${100 + id}`) as PostId;
      store.saveTicket(ticketWith({ ...own, postId: post, openedAt: start, ...changes }));
      store.log(own.id, start, { type: 'opened', by: mia.id, detail: null });
      return own.id;
    },
    say(ticketId, text, { side = 'user', became = 'relayed', shownAs = null, files = [], replyTo = null, copy } = {}) {
      const writtenAt = nextAt();
      count += 1;
      const messageId = String(BigInt(writtenAt - 1_420_070_400_000) << 22n) as MessageId;
      store.record({
        channelId: side === 'user' ? dmId : (postId as string as ChannelId),
        writing: writingOf(text, { messageId, writtenAt, files, replyTo }),
        author: side === 'user' ? mia : robin,
        shownAs,
        side,
        userId: mia.id,
        ticketId,
        became,
      });
      if (became !== 'relayed' || copy === null) return messageId;
      const place = side === 'user' ? (`post/${ticketId}` as const) : (`user/${mia.id}` as const);
      const content = copy ?? `-# ${side === 'user' ? mia.name : (shownAs ?? robin.name)}\n${text}`;
      const copyId = String(BigInt(messageId) + 1n) as MessageId;
      store.addCopy({ messageId: copyId, place, ticketId, source: messageId, part: 1, content });
      return messageId;
    },
  };
}

/** A ticket in which everything happened that can: to be read with either side's eyes. */
export function recordEverything({ store, ticket, say, nextAt }: Recorder, changes: Partial<Ticket> = {}): TicketId {
  const id = ticket(1, {
    category: 'buying',
    status: 'closed',
    closedAt: start + 60 * minute,
    activity: 'awaitingResponse',
    feedback: {
      askedAt: start,
      farewell: { server: 'Harbour', comment: 'solved by hand', closeMessage: null, isSaidAnyway: false },
      messageId: null,
      rating: 4,
      ratedAt: start + 61 * minute,
      answers: [{ label: 'Why?', values: [`It was fast, says <@${mia.id}>`] }],
      sentAt: start + 62 * minute,
      noticeId: null,
    },
    ...changes,
  });
  store.saveFormAnswers(id, [{ label: 'Which order?', values: ['4711', `of <@${mia.id}>`] }]);
  const first = say(id, `Hello, I am <@${mia.id}>`, {
    files: [
      {
        id: '623456789012345678',
        name: 'mia-passport.png',
        url: `https://cdn.discordapp.com/attachments/${dmId}/623456789012345678/mia-passport.png?ex=1`,
        size: 4321,
        contentType: 'image/png',
        description: `My passport, says ${mia.id}`,
        isVoice: false,
      },
    ],
  });
  say(id, 'Call the police?', { side: 'staff', became: 'note' });
  say(id, '-r Hello, Robin here', {
    side: 'staff',
    copy: `-# ${robin.name} · Harbour\nHello, Robin here`,
    replyTo: first,
  });
  say(id, `I am <@${robin.id}>, in secret`, { side: 'staff', shownAs: 'Staff' });
  say(id, 'This never arrived', { side: 'staff', copy: null });
  const edited = say(id, 'The secound one');
  store.recordEdit(edited, { text: 'The second one', files: [] }, nextAt());
  const rash = say(id, 'That was rash', { side: 'staff' });
  store.recordEdit(rash, { text: 'That was fine', files: [] }, nextAt());
  store.changeCopy(rash, `user/${mia.id}`, 1, { content: `-# ${robin.name} · Harbour\nThat was fine` });
  const deleted = say(id, 'Forget this');
  store.recordDeletion(deleted, nextAt());
  const takenBack = say(id, 'Taken back', { side: 'staff' });
  store.recordDeletion(takenBack, nextAt());
  store.changeCopy(takenBack, `user/${mia.id}`, 1, null);
  say(id, 'Beep', { side: 'staff', became: 'ignored' });
  store.log(id, start + 59 * minute, { type: 'closing', by: robin.id, detail: 'done with it' });
  store.log(id, start + 60 * minute, { type: 'closed', by: null, detail: null });
  return id;
}
