import { expect, test } from 'vitest';
import type { MessageView } from '../../../src/sandbox/page/message-view.ts';
import { groupMessages } from '../../../src/sandbox/page/client/message-groups.ts';

function entry(id: string, change: Partial<MessageView> = {}): MessageView {
  return {
    id,
    authorId: '1',
    authorName: 'Mia',
    bot: false,
    webhook: false,
    sentAt: 0,
    editedAt: null,
    content: 'text',
    attachments: [],
    stickers: [],
    poll: null,
    forward: null,
    embeds: [],
    components: [],
    reactions: [],
    reply: null,
    command: null,
    onlyFor: null,
    pending: false,
    ...change,
  };
}

test.each<[string, Partial<MessageView>, boolean]>([
  ['the same author soon after', { sentAt: 60_000 }, true],
  ['the same author after a pause', { sentAt: 6 * 60_000 }, false],
  ['another author', { authorId: '2' }, false],
  ['the same webhook under another name', { authorName: 'Robin' }, false],
  ['a reply', { reply: { type: 'missing' } }, false],
  ['an answer to a command', { command: { personId: '1', name: 'close', isMenu: false } }, false],
  ['an answer that one person sees', { onlyFor: '1' }, false],
])('a message continues the one above: %s → %s', (_, change, continues) => {
  expect(groupMessages([entry('1'), entry('2', change)]).map((line) => line.continues)).toEqual([false, continues]);
});
