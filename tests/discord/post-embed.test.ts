import { describe, expect, test } from 'vitest';
import { markIn, originIn, postEmbed } from '../../src/discord/post-embed.ts';
import { catalogues } from '../../src/texts/texts.ts';
import type { Language } from '../../src/texts/texts.ts';
import type { EarlierTicket, PostFacts } from '../../src/ticket/effects.ts';
import type { ServerId, TicketId, UserId } from '../../src/ticket/ticket.ts';

const userId = '175928847299117063' as UserId;
const openedAt = Date.UTC(2026, 10, 22);

function factsWith({ name = 'Mia', username = 'mia', roleIds = [] as string[], latest = [] as EarlierTicket[] } = {}) {
  return {
    ticketId: 1234 as TicketId,
    mark: 'bcdfgh23',
    who: {
      user: { id: userId, name, username, avatarUrl: null },
      member: { serverId: '900' as ServerId, userId, name, joinedAt: Date.UTC(2026, 0, 2), roleIds },
      earlierTickets: { count: latest.length, latest },
    },
    openedAt,
    address: null,
    category: null,
    answers: [],
  } satisfies PostFacts;
}

interface Embed {
  readonly title: string;
  readonly description: string;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  readonly footer: { readonly text: string };
}

const embedOf = (facts: PostFacts, language: Language = 'en'): Embed =>
  postEmbed(facts, '900', language) as unknown as Embed;
const fieldOf = (facts: PostFacts, name: string): string =>
  embedOf(facts).fields.find((field) => field.name === name)?.value ?? '';

/** What Discord counts against 6,000. https://docs.discord.com/developers/resources/message#embed-object-embed-limits */
const lengthOf = ({ title, description, fields, footer }: Embed): number =>
  [title, description, footer.text, ...fields.flatMap(({ name, value }) => [name, value])].join('').length;

test('a post begins with who the user is', () => {
  expect(postEmbed(factsWith(), '900', 'en')).toEqual({
    color: 0x4f7cff,
    title: 'Mia',
    description: `<@${userId}> · \`mia\` · \`${userId}\``,
    fields: [
      { name: 'Account created', value: '<t:1462015105:D> (<t:1462015105:R>)', inline: true },
      { name: 'Joined the server', value: '<t:1767312000:D> (<t:1767312000:R>)', inline: true },
      { name: 'Earlier tickets', value: '0', inline: true },
      { name: 'Roles', value: 'none', inline: false },
    ],
    footer: { text: 'Ticket 1234 · bcdfgh23' },
    timestamp: '2026-11-22T00:00:00.000Z',
  });
});

test('where the bot can’t read everything, the post says how staff write to the user', () => {
  expect(fieldOf({ ...factsWith(), address: '<@1>' }, 'Writing to the user')).toMatch(
    /only messages that begin with <@1> reach the user/,
  );
});

test('a name that they have in this server only stands behind their own', () => {
  const { who, ...rest } = factsWith();
  const member = { ...who.member, name: '*Captain*' };
  expect(embedOf({ ...rest, who: { ...who, member } }).title).toBe(String.raw`Mia · \*Captain\*`);
});

test('an avatar is shown, and an unknown instant of joining is called unknown', () => {
  const { who, ...rest } = factsWith();
  const user = { ...who.user, avatarUrl: 'https://cdn.test/a.png' };
  const facts = { ...rest, who: { ...who, user, member: { ...who.member, joinedAt: null } } };
  expect(postEmbed(facts, '900', 'en')).toMatchObject({ thumbnail: { url: 'https://cdn.test/a.png' } });
  expect(fieldOf(facts, 'Joined the server')).toBe('unknown');
});

test('earlier tickets are linked where they have a post', () => {
  const latest: EarlierTicket[] = [
    { id: 3 as TicketId, postId: '400' },
    { id: 2 as TicketId, postId: null },
  ];
  expect(fieldOf(factsWith({ latest }), 'Earlier tickets')).toBe('2 · [#3](https://discord.com/channels/900/400), #2');
});

describe("Discord's limits are kept", () => {
  test('with three hundred roles, of which those that fit are named', () => {
    const facts = factsWith({ roleIds: Array.from({ length: 300 }, (_, index) => String(10n ** 18n + BigInt(index))) });
    const roles = fieldOf(facts, 'Roles');
    expect(roles.length).toBeLessThanOrEqual(1024);
    expect(roles).toMatch(/^ ?(<@&\d{19}> ){40,}…$/);
    expect(lengthOf(embedOf(facts))).toBeLessThanOrEqual(6000);
  });

  test('with names of 32 characters that count twice each', () => {
    const name = '𝕸'.repeat(32);
    const { title } = embedOf(factsWith({ name }));
    expect(title).toBe(name);
    expect(title.length).toBeLessThanOrEqual(256);
  });

  test('with names of 32 characters that are all escaped', () => {
    const { title } = embedOf(factsWith({ name: '*'.repeat(32) }));
    expect(title).toBe(String.raw`\*`.repeat(32));
  });
});

test('a name is shown as it is written, not as Discord would format it', () => {
  const { title } = embedOf(factsWith({ name: '**Mia** [staff](https://example.com)\n@everyone' }));
  expect(title).toBe(String.raw`\*\*Mia\*\* \[staff\](https\://example.com) @everyone`);
});

describe('the mark', () => {
  const withFooter = (text: string) => ({ embeds: [{ footer: { text } }] });

  test('is found again in what Discord made of the embed, whatever the ticket is called', () => {
    expect(markIn({ embeds: [embedOf(factsWith())] })).toBe('bcdfgh23');
    expect(markIn(withFooter('Билет 1 · bcdfgh23'))).toBe('bcdfgh23');
  });

  test.each([
    ['no embed at all', {}],
    ['an empty list of embeds', { embeds: [] }],
    ['an embed without a footer', { embeds: [{}] }],
    ['a footer of some other bot', withFooter('Powered by ModBot')],
    ['a mark that is too short', withFooter('Ticket 1 · abc')],
    ['something behind the mark', withFooter('Ticket 1 · bcdfgh23 · x')],
    ['a mark in the second embed', { embeds: [{}, { footer: { text: 'Ticket 1 · bcdfgh23' } }] }],
  ])("isn't seen in %s", (_what, message) => {
    expect(markIn(message)).toBeNull();
  });
});

describe('of whose ticket a post is, its first message tells', () => {
  const messageWith = (facts: PostFacts, language?: Language) => ({
    embeds: [embedOf(facts, language)],
    timestamp: '2026-11-22T00:00:00.000Z',
  });

  test.each(Object.keys(catalogues) as Language[])(
    'the number, the mark and the user, in the language %s',
    (language) => {
      expect(originIn(messageWith(factsWith({ name: '*Mia* [x]', username: 'mia_x' }), language))).toEqual({
        ticketId: 1234,
        mark: 'bcdfgh23',
        user: { id: userId, name: '*Mia* [x]', username: 'mia_x', avatarUrl: null },
        openedAt,
      });
    },
  );

  test('but not who the user is, where they are anonymous', () => {
    const { ticketId, mark, address } = factsWith();
    const anonymous = {
      ticketId,
      mark,
      openedAt,
      address,
      category: null,
      answers: [],
      who: { disguise: { name: 'Teal Otter', picture: 'seed' } },
    };
    expect(originIn(messageWith(anonymous))).toEqual({ ticketId, mark, user: null, openedAt });
    expect(embedOf(anonymous)).toMatchObject({
      title: 'Teal Otter',
      fields: [],
      thumbnail: { url: 'attachment://avatar.png' },
    });
  });

  test('nothing, where it isn’t there in this form', () => {
    const message = messageWith(factsWith());
    const [embed] = message.embeds;
    expect(originIn({ ...message, embeds: [] })).toBeNull();
    expect(originIn({ timestamp: message.timestamp })).toBeNull();
    expect(originIn({ ...message, embeds: [{ ...embed, footer: { text: 'Ticket · bcdfgh23' } }] })).toBeNull();
    expect(originIn({ ...message, embeds: [{ ...embed, footer: { text: 'Ticket 12' } }] })).toBeNull();
  });
});
