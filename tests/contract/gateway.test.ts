import { describe, expect, test } from 'vitest';
import { hasDescription, validateAs } from '../support/openapi.ts';
import { callback, here, play } from '../sandbox/play.ts';

// Discord describes no gateway, but its events carry the objects that the API answers with.
describe.skipIf(!hasDescription)('objects in events', () => {
  test('are as the API describes them: users, servers, channels, posts, messages, members', async () => {
    await using stage = await play();
    const { gateway } = stage;
    stage.members[0].dm('Hello', { replyTo: stage.members[0].dm('Hi') });
    const ready = await gateway.event('READY');
    const server = await gateway.event('GUILD_CREATE');
    const asked = stage.staff[0].command('close', {}, here(stage));
    const use = await stage.heard();
    await stage.answer(use, callback.reply, { content: 'ok' });
    await asked;
    const messages = gateway.packets.filter((packet) => packet.t === 'MESSAGE_CREATE');
    const all: [string, unknown][] = [
      ['UserPIIResponse', ready.d['user']],
      ...(server.d['roles'] as unknown[]).map((role): [string, unknown] => ['GuildRoleResponse', role]),
      ...(server.d['channels'] as unknown[]).map((channel): [string, unknown] => ['GuildChannelResponse', channel]),
      ...(server.d['members'] as unknown[]).map((member): [string, unknown] => ['GuildMemberResponse', member]),
      ['ThreadResponse', (await gateway.event('THREAD_CREATE')).d],
      ...messages.map((packet): [string, unknown] => ['MessageResponse', packet.d]),
      ['GuildMemberResponse', use.d['member']],
    ];
    expect(messages).toHaveLength(4);
    expect(all.flatMap(([schema, value]) => validateAs(schema, value))).toEqual([]);
  });
});
