import { describe, expect, test } from 'vitest';
import { coalescingKeyOf, replacedKeyOf, sideOf, urgencyOf } from '../../src/ticket/effects.ts';
import type { Effect } from '../../src/ticket/effects.ts';
import { openTicket } from '../../src/ticket/opening.ts';
import type { MessageId } from '../../src/ticket/ticket.ts';
import { mia, now, openingWith, rulesWith, saidInPost, saidToUser, serverId } from '../support/tickets.ts';
import { tagsOf } from '../../src/ticket/post-tags.ts';

const tags = tagsOf({ status: 'open', activity: 'unanswered', closePlan: null, feedback: null, category: null });
const lookUp: Effect = { type: 'lookUpMember', serverId, userId: mia.id, reopening: null };
const openPost = openTicket(openingWith(), rulesWith(), now).effects.map(({ effect }) => effect);
const toPost = saidInPost({ type: 'noTicketHere' });
const toUser = saidToUser({ type: 'noTicketHere' });
const reactInPost: Effect = { type: 'react', side: 'post', messageId: 'm1' as MessageId, outcome: 'delivered' };
const reactForUser: Effect = { ...reactInPost, side: 'user' };
const setTags: Effect = { type: 'setTags', serverId, tags };
const wake: Effect = { type: 'wakePost' };
const archive: Effect = { type: 'archivePost', serverId, tags };
const reopenPost: Effect = { type: 'reopenPost', serverId, tags, answerTo: null };

test('an open post shows whose turn it is, any other only that it is closed', () => {
  expect(
    tagsOf({ status: 'open', activity: 'awaitingResponse', closePlan: null, feedback: null, category: null }),
  ).toEqual({
    status: 'open',
    activity: 'awaitingResponse',
  });
  expect(
    tagsOf({ status: 'closing', activity: 'awaitingResponse', closePlan: null, feedback: null, category: null }),
  ).toEqual({
    status: 'closed',
    activity: null,
  });
  expect(
    tagsOf({ status: 'closed', activity: 'userResponded', closePlan: null, feedback: null, category: null }),
  ).toEqual({
    status: 'closed',
    activity: null,
  });
});

test('messages overtake receipts and tags, and nothing comes after the post’s end', () => {
  expect([lookUp, ...openPost, toPost, toUser, wake].map(urgencyOf)).toEqual(Array(5).fill('message'));
  expect([reactInPost, reactForUser, setTags].map(urgencyOf)).toEqual(Array(3).fill('lower'));
  expect(urgencyOf(archive)).toBe('last');
});

test('changes of tags replace each other, also by archiving; everything else counts', () => {
  expect(coalescingKeyOf(setTags)).toBe('tags');
  expect(coalescingKeyOf(archive)).toBe('tags');
  const others = [lookUp, ...openPost, toPost, toUser, reactInPost, reactForUser, wake, reopenPost];
  expect(others.map(coalescingKeyOf)).toEqual(Array(8).fill(null));
  expect([setTags, archive, toPost].map(replacedKeyOf)).toEqual(['tags', 'tags', null]);
});

test('a post that is opened again isn’t archived by what waited, and no change of tags takes that back', () => {
  expect(replacedKeyOf(reopenPost)).toBe('tags');
  expect(coalescingKeyOf(reopenPost)).toBe(null);
});

describe('an effect', () => {
  test.each([toUser, reactForUser] as const)('of type $type waits among what the user gets', (effect) => {
    expect(sideOf(effect as Parameters<typeof sideOf>[0])).toBe('user');
  });

  test.each([...openPost, toPost, reactInPost, setTags, wake, archive])(
    'of type $type waits for the post',
    (effect) => {
      expect(sideOf(effect as Parameters<typeof sideOf>[0])).toBe('post');
    },
  );
});
