import { ChannelType, MessageFlags, MessageType } from 'discord.js';
import type { APIUser } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { postEchoIn, toChannelMessage, toEdit, toFetchedMessage, whereIs } from '../../src/discord/inbound.ts';
import type { IncomingMessage } from '../../src/discord/inbound.ts';
import type { Writing } from '../../src/ticket/ticket.ts';

const botId = '100';
const mia: APIUser = { id: '200', username: 'mia', discriminator: '0', global_name: 'Mia', avatar: null };

function message(changes: Partial<IncomingMessage> = {}): IncomingMessage {
  return {
    id: '500',
    channel_id: '300',
    channel_type: ChannelType.DM,
    author: mia,
    content: 'Hello',
    timestamp: '2026-11-22T10:00:00.000Z',
    edited_timestamp: null,
    tts: false,
    mention_everyone: false,
    mention_roles: [],
    attachments: [],
    embeds: [],
    pinned: false,
    type: MessageType.Default,
    ...changes,
  };
}

const eventOf = (where: 'dm' | 'server', changes: Partial<IncomingMessage> = {}) =>
  toChannelMessage(message(changes), where, botId).event;

function writingOf(changes: Partial<IncomingMessage>): Writing | null {
  const event = eventOf('dm', changes);
  return event?.type === 'userWrote' ? event.writing : null;
}

const writing = {
  messageId: '500',
  text: 'Hello',
  files: [],
  replyTo: null,
  writtenAt: Date.UTC(2026, 10, 22, 10),
};

test('a direct message is what a user wrote', () => {
  expect(toChannelMessage(message(), 'dm', botId)).toEqual({
    channelId: '300',
    messageId: '500',
    event: {
      key: 'message:500',
      type: 'userWrote',
      user: { id: '200', name: 'Mia', username: 'mia', avatarUrl: null },
      channelId: '300',
      writing,
    },
  });
});

test('a message in a server is what staff wrote, under the name they have there', () => {
  const member = { nick: 'Captain Mia', roles: [], joined_at: '', deaf: false, mute: false, flags: 0 };
  expect(eventOf('server', { guild_id: '900', member })).toEqual({
    key: 'message:500',
    type: 'staffWrote',
    postId: '300',
    author: { id: '200', name: 'Captain Mia', username: 'mia', avatarUrl: null },
    isBot: false,
    writing,
  });
});

test('a fetched message tells by the bot’s own ❌ that its author heard of a failure', () => {
  const marked = (name: string, me: boolean) => {
    const reaction = { count: 1, count_details: { burst: 0, normal: 1 }, me_burst: false, burst_colors: [] };
    const reactions = [{ ...reaction, me, emoji: { id: null, name } }];
    return toFetchedMessage({ ...message(), mentions: [], reactions }, 'dm', { botId, readsContent: true }).event;
  };
  expect(marked('❌', true)).toMatchObject({ type: 'userWrote', wasRefused: true });
  expect(marked('❌', false)).not.toHaveProperty('wasRefused');
  expect(marked('✅', true)).not.toHaveProperty('wasRefused');
});

test('files come with all that Discord says of them', () => {
  const file = { id: '1', filename: 'a.png', size: 12, url: 'https://cdn.test/a.png', proxy_url: '' };
  const plain = {
    id: '1',
    name: 'a.png',
    url: file.url,
    size: 12,
    contentType: null,
    description: null,
    isVoice: false,
  };
  expect(writingOf({ attachments: [file] })?.files).toEqual([plain]);
  const said = { ...file, content_type: 'image/png', description: 'A map' };
  expect(writingOf({ attachments: [said] })?.files).toEqual([
    { ...plain, contentType: 'image/png', description: 'A map' },
  ]);
});

test('a recording is one only where the message and the file say so', () => {
  const file = { id: '1', filename: 'a.ogg', size: 12, url: 'https://cdn.test/a.ogg', proxy_url: '' };
  const recording = { ...file, duration_secs: 3, waveform: '' };
  const isVoice = (attachment: typeof file, flags: number) =>
    writingOf({ attachments: [attachment], flags })?.files.map((one) => one.isVoice);
  expect(isVoice(recording, 1 << 13)).toEqual([true]);
  expect(isVoice(recording, 0)).toEqual([false]);
  expect(isVoice(file, 1 << 13)).toEqual([false]);
});

describe('a reply', () => {
  const reference = { message_reference: { type: 0, message_id: '400', channel_id: '300' } } as const;

  test('names the message that it answers', () => {
    expect(writingOf({ type: MessageType.Reply, ...reference })?.replyTo).toBe('400');
  });

  test('to a message that is gone answers nothing', () => {
    expect(writingOf({ type: MessageType.Reply })?.replyTo).toBeNull();
  });

  test("isn't what merely refers to a message, as a forward does", () => {
    expect(writingOf(reference)?.replyTo).toBeNull();
  });
});

describe('nobody says anything by', () => {
  test.each([
    ['what the bot itself wrote', { author: { ...mia, id: botId, bot: true } }],
    ['a message that only one person sees', { flags: MessageFlags.Ephemeral }],
    ['pinning', { type: MessageType.ChannelPinnedMessage }],
    ['renaming a post', { type: MessageType.ChannelNameChange }],
    ['adding somebody', { type: MessageType.RecipientAdd }],
    ['joining', { type: MessageType.UserJoin }],
    ['a thread that begins', { type: MessageType.ThreadStarterMessage }],
    ['calling', { type: MessageType.Call }],
  ])('%s', (_what, changes) => {
    expect(toChannelMessage(message(changes), 'dm', botId)).toEqual({
      channelId: '300',
      messageId: '500',
      event: null,
    });
    expect(eventOf('server', changes)).toBeNull();
  });
});

test('other bots answer commands, and programs write through webhooks; in a post they are told apart', () => {
  const author = { ...mia, bot: true };
  const answer = { author, type: MessageType.ChatInputCommand, webhook_id: '700' };
  expect(eventOf('server', answer)).toMatchObject({ type: 'staffWrote', isBot: true });
  expect(eventOf('server', { author, webhook_id: '700' })).toMatchObject({ type: 'staffWrote', isBot: true });
});

test('what is of a kind that came after this was written is said by users, and by nobody in a post', () => {
  const type = 4711 as MessageType;
  expect(eventOf('dm', { type })).toMatchObject({ type: 'userWrote', writing: { text: 'Hello' } });
  expect(eventOf('server', { type })).toBeNull();
});

test('other bots are no users; in a post they are told apart', () => {
  const author = { ...mia, bot: true };
  expect(eventOf('dm', { author })).toBeNull();
  expect(eventOf('server', { author })).toMatchObject({ type: 'staffWrote', isBot: true });
});

describe('an edit', () => {
  const edited_timestamp = '2026-11-22T10:05:00.000Z';

  test('is what its author changed, and no preview that Discord added', () => {
    expect(toEdit(message({ content: 'Hi', edited_timestamp }), botId, true)?.event).toEqual({
      key: `edit:500:${edited_timestamp}`,
      type: 'edited',
      channelId: '300',
      messageId: '500',
      text: 'Hi',
      files: [],
      editedAt: Date.parse(edited_timestamp),
    });
    expect(toEdit(message(), botId, true)).toBeNull();
  });

  test('that can’t be read changes nothing: no message is ever emptied', () => {
    expect(toEdit(message({ content: '', edited_timestamp }), botId, true)).toBeNull();
    const inServer = message({ content: '', edited_timestamp, guild_id: '900' });
    expect(toEdit(inServer, botId, true)?.event).toEqual({
      key: `edit:500:${edited_timestamp}`,
      type: 'editUnread',
      channelId: '300',
      messageId: '500',
      editedAt: Date.parse(edited_timestamp),
    });
  });

  test('of a message with a sticker, of which Discord withholds the text, can’t be read either', () => {
    const sticker_items = [{ id: '600', name: 'Wave', format_type: 1 }];
    const edit = message({ content: '', edited_timestamp, guild_id: '900', sticker_items });
    expect(toEdit(edit, botId, false)?.event?.type).toBe('editUnread');
    expect(toEdit(edit, botId, true)?.event?.type).toBe('edited');
    const readable = { ...edit, content: `<@${botId}> Hi` };
    expect(toEdit(readable, botId, false)?.event?.type).toBe('edited');
  });
});

test('other flags, as of silent messages, mean nothing', () => {
  expect(eventOf('dm', { flags: MessageFlags.SuppressNotifications })).not.toBeNull();
});

describe('a message came in', () => {
  test('a server, when it names one', () => {
    expect(whereIs(message({ guild_id: '900', channel_type: ChannelType.PublicThread }))).toBe('server');
  });

  test('a DM, when its channel is one', () => {
    expect(whereIs(message())).toBe('dm');
  });

  test('neither, as our own answers that only one person sees', () => {
    expect(whereIs(message({ channel_type: ChannelType.PublicThread }))).toBeNull();
    expect(whereIs(message({ channel_type: ChannelType.GroupDM }))).toBeNull();
  });
});

describe('a post of ours is known', () => {
  const embeds = [{ footer: { text: 'Ticket 1 · bcdfgh23' } }];

  test('by the mark in its first message, whose ID is the same as its own', () => {
    expect(postEchoIn(message({ id: '300', embeds }))).toEqual({ mark: 'bcdfgh23', postId: '300' });
  });

  test('by nothing else', () => {
    expect(postEchoIn(message({ embeds }))).toBeNull();
    expect(postEchoIn(message({ id: '300' }))).toBeNull();
  });
});
