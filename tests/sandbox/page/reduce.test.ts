import { describe, expect, test } from 'vitest';
import { emptyModel, type Model } from '../../../src/sandbox/page/client/model.ts';
import { reduce, type PageEvent } from '../../../src/sandbox/page/client/reduce.ts';
import { memberUnread, postUnread, visibleLog } from '../../../src/sandbox/page/client/select.ts';
import type { MessageView } from '../../../src/sandbox/page/message-view.ts';
import type { Frame, PersonView, PostView } from '../../../src/sandbox/page/protocol.ts';

const mia: PersonView = {
  id: '11',
  name: 'Mia',
  username: 'mia',
  staff: false,
  dmChannelId: '21',
  channelIds: [],
  dmsOpen: true,
  inServer: true,
  locale: 'en-US',
};
const jonas: PersonView = {
  id: '12',
  name: 'Jonas',
  username: 'jonas',
  staff: false,
  dmChannelId: '22',
  channelIds: [],
  dmsOpen: true,
  inServer: true,
  locale: 'en-US',
};
const noor: PersonView = {
  id: '13',
  name: 'Noor',
  username: 'noor',
  staff: true,
  dmChannelId: null,
  channelIds: [],
  dmsOpen: true,
  inServer: true,
  locale: 'en-US',
};
const bot = { id: '99', name: 'SupportMail', online: true };

function post(id: string): PostView {
  return { id, title: `Post ${id}`, tagIds: [], archived: false, locked: false };
}

function frame(posts: PostView[]): Frame {
  const forum = { name: 'tickets', tags: [] };
  const people = [mia, jonas, noor];
  return {
    bot,
    server: { name: 'Server' },
    forum,
    people,
    roles: [],
    channels: [],
    textChannels: [],
    posts,
    stickers: [],
    counts: { written: 0, delivered: 0, waiting: 0, lost: 0, told: 0, doubled: 0 },
    troubles: { kills: null, isFailing: false, isLosingAnswers: false },
  };
}

function message(id: string, authorId: string, onlyFor: string | null = null): MessageView {
  return {
    id,
    authorId,
    authorName: 'Somebody',
    bot: authorId === bot.id,
    webhook: false,
    sentAt: 0,
    editedAt: null,
    content: id,
    attachments: [],
    stickers: [],
    poll: null,
    forward: null,
    embeds: [],
    components: [],
    reactions: [],
    reply: null,
    command: null,
    onlyFor,
    pending: false,
  };
}

function after(...events: PageEvent[]): Model {
  return events.reduce(reduce, emptyModel);
}

function everything(posts: PostView[], logs: Record<string, MessageView[]> = {}): PageEvent {
  return { type: 'updated', update: { type: 'everything', frame: frame(posts), logs } };
}

function changes(logs: Record<string, MessageView[] | null>, posts: PostView[] | null = null): PageEvent {
  return { type: 'updated', update: { type: 'changes', frame: posts === null ? null : frame(posts), logs } };
}

describe('who and what is shown', () => {
  test('the visitor starts as the first member and the first of the staff', () => {
    const model = after(everything([]));
    expect([model.memberId, model.staffId, model.postId]).toEqual(['11', '13', null]);
  });

  test('after a restart of the demo, with other people in it, the visitor is one of those', () => {
    const others = frame([]).people.map((person) => ({ ...person, id: `9${person.id}` }));
    const update = { type: 'everything', frame: { ...frame([]), people: others }, logs: {} } as const;
    const model = after(everything([]), { type: 'updated', update });
    expect([model.memberId, model.staffId]).toEqual(['911', '913']);
  });

  test('the first post opens by itself, a later one does not', () => {
    const model = after(everything([]), changes({}, [post('41')]), changes({}, [post('42'), post('41')]));
    expect(model.postId).toBe('41');
  });

  test('in a narrow window no post opens by itself', () => {
    const model = after({ type: 'widthChanged', narrow: true }, everything([]), changes({}, [post('41')]));
    expect(model.postId).toBeNull();
  });

  test('who went back to the list of posts stays there', () => {
    const model = after(everything([post('41')]), { type: 'postOpened', postId: null }, changes({}, [post('41')]));
    expect(model.postId).toBeNull();
  });

  test('a post that is gone is closed', () => {
    expect(after(everything([post('41')]), changes({ '41': null }, [])).postId).toBeNull();
  });
});

describe('unread messages', () => {
  test('are counted for members who are not looked at, without their own', () => {
    const model = after(
      everything([], { '22': [message('1', '99')] }),
      changes({ '22': [message('1', '99'), message('2', '12'), message('10', '99')] }),
    );
    expect(memberUnread(model, jonas)).toBe(2);
    expect(memberUnread(reduce(model, { type: 'memberChosen', personId: '12' }), jonas)).toBe(0);
  });

  test('are counted for posts that are not open, without what staff wrote', () => {
    const logs = { '41': [message('1', '99')], '42': [message('2', '99'), message('3', '13')] };
    const model = after(everything([post('41'), post('42')], logs));
    expect([postUnread(model, post('41')), postUnread(model, post('42'))]).toEqual([0, 1]);
  });

  test('stay unread on the side that a narrow window hides', () => {
    const model = after(
      { type: 'widthChanged', narrow: true },
      { type: 'sideShown', side: 'staff' },
      everything([], { '21': [message('1', '99')] }),
    );
    expect(memberUnread(model, mia)).toBe(1);
    expect(memberUnread(reduce(model, { type: 'sideShown', side: 'member' }), mia)).toBe(0);
  });
});

describe('messages', () => {
  const conversation = { key: 'dm:11', personId: '11', place: { type: 'dm' }, channelId: '21' } as const;

  test('that were deleted vanish', () => {
    const model = after(
      everything([], { '21': [message('1', '11'), message('2', '11')] }),
      changes({ '21': [message('1', '11')] }),
    );
    expect(visibleLog(model, conversation).map(({ id }) => id)).toEqual(['1']);
  });

  test('are rewritten one at a time in each conversation', () => {
    const model = after(
      { type: 'editChosen', conversation: 'a', messageId: '1' },
      { type: 'editChosen', conversation: 'b', messageId: '2' },
      { type: 'editChosen', conversation: 'a', messageId: '3' },
    );
    expect(model.edits).toEqual({ a: '3', b: '2' });
  });

  test('meant for one person are hidden from others and can be put away', () => {
    const model = after(everything([], { '21': [message('1', '99', '11'), message('2', '99', '12')] }));
    expect(visibleLog(model, conversation).map(({ id }) => id)).toEqual(['1']);
    const dismissed = reduce(model, { type: 'answerDismissed', messageId: '1' });
    expect(visibleLog(dismissed, conversation)).toEqual([]);
  });

  test('of a channel that is gone are forgotten', () => {
    const model = after(everything([], { '21': [message('1', '11')] }), changes({ '21': null }));
    expect(model.logs).toEqual({});
  });
});

test('a newer notice takes the older one’s place in its conversation, and only there', () => {
  const model = after(
    { type: 'noticed', conversation: 'a', text: 'one' },
    { type: 'noticed', conversation: 'b', text: 'two' },
    { type: 'noticed', conversation: 'a', text: 'three' },
  );
  expect(model.notices).toEqual({ a: 'three', b: 'two' });
  expect(reduce(model, { type: 'noticeDismissed', conversation: 'a' }).notices).toEqual({ b: 'two' });
});
