import { describe, expect, test } from 'vitest';
import { createDemoWorld, createPerson, createServer, pingedBy, posts } from '../../src/sandbox/scenario.ts';
import { createWorld } from '../../src/sandbox/world/world.ts';

function build() {
  const sandbox = { world: createWorld(() => Date.UTC(2026, 10, 22)) };
  return { sandbox, ...createDemoWorld(sandbox) };
}

describe('people', () => {
  test('see their own DM with the bot, with edits and reactions', () => {
    const { members } = build();
    const [mia, jonas] = members;
    const first = mia.dm('helo');
    mia.edit(first, ' hello ');
    mia.dm('and?', { replyTo: first });
    mia.react(first, '👋');
    expect(mia.dmMessages().map((one) => [one.content, one.replyTo?.messageId ?? null])).toEqual([
      ['hello', null],
      ['and?', first.id],
    ]);
    expect(mia.dmMessages()[0]?.reactions[0]?.emoji.name).toBe('👋');
    expect(mia.dmMessages()[0]?.editedAt).not.toBeNull();
    expect(jonas.dmMessages()).toEqual([]);
  });

  test("can't do what their client would not let them", () => {
    const { members, staff, forum, lounge, sandbox } = build();
    const [mia] = members;
    expect(() => mia.write(forum.id, 'let me in')).toThrow("mia can't write there: Missing Access (50001)");
    expect(() => staff[0].write(forum.id, 'x')).toThrow('Cannot message this channel until a thread has been created');
    expect(() => mia.dm(' ')).toThrow('Cannot send an empty message');
    expect(() => mia.dm('x'.repeat(4001))).toThrow("can't write more than 4000 characters");
    const theirs = staff[0].write(lounge.id, 'hi all');
    expect(() => mia.edit(theirs, 'bye')).toThrow('Cannot edit a message authored by another user');
    expect(() => mia.delete(theirs)).toThrow('Missing Permissions');
    staff[0].delete(mia.write(lounge.id, 'oops'));
    const stranger = createPerson(sandbox, { username: 'stranger' });
    expect(() => stranger.dm('hello?')).toThrow('stranger shares no server with a bot');
    expect(() => stranger.write('123', 'x')).toThrow('Unknown Channel');
    expect([stranger.canSee(lounge.id), mia.canSee(lounge.id), mia.canSee(forum.id)]).toEqual([false, true, false]);
  });

  test('open posts by hand and close them if they may', () => {
    const { sandbox, staff, members, forum } = build();
    const thread = staff[1].post(forum.id, 'Rota', 'Who is in today?');
    staff[0].changePost(thread.id, { locked: true, archived: true });
    expect(posts(sandbox, forum.id)).toMatchObject([{ title: 'Rota', locked: true, archived: true, tags: [] }]);
    expect(() => members[0].changePost(thread.id, { archived: false })).toThrow('Missing Access');
  });

  test('notify whom they mention', () => {
    const { staff, members, lounge, supportRole } = build();
    const message = members[0].write(lounge.id, `<@${staff[0].id}> @everyone`);
    expect(pingedBy(message)).toEqual([staff[0].id]);
    const toRole = members[0].write(lounge.id, `<@&${supportRole.id}>`);
    expect(pingedBy(toRole)).toHaveLength(3);
  });

  test('have accounts as old as they say', () => {
    const { sandbox } = build();
    const createdAt = Date.UTC(2017, 4, 5);
    const person = createPerson(sandbox, { username: 'old', createdAt });
    expect(Number((BigInt(person.id) >> 22n) + 1_420_070_400_000n)).toBe(createdAt);
  });
});

test('a server of its own needs nothing of the demo world', () => {
  const sandbox = { world: createWorld(() => Date.UTC(2026, 10, 22)) };
  const server = createServer(sandbox, { name: 'Other place' });
  expect(server.owner.username).toBe('other-place-owner');
  const channel = server.addTextChannel({ name: 'general' });
  const person = createPerson(sandbox, { username: 'mia' });
  server.addMember(person, { nick: 'M.' });
  expect(person.write(channel.id, 'hi').content).toBe('hi');
  expect(server.guild.members.get(person.id)?.nick).toBe('M.');
});
