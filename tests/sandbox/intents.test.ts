import { describe, expect, test } from 'vitest';
import { identify, listen, supportIntents } from '../support/probe.ts';
import { bytesOf } from './sending-files.ts';
import { setStage, type Stage } from './stage.ts';

// https://docs.discord.com/developers/events/gateway#message-content-intent
const withoutContent = supportIntents & ~(1 << 15);

/** A stage whose application may not read everybody's messages. */
async function setBlindStage(): Promise<Stage> {
  const stage = await setStage();
  stage.application.application.flags = 0;
  return stage;
}

function botRole(stage: Stage): string {
  return [...stage.server.guild.roles.values()].find(({ botId }) => botId !== null)?.id ?? '';
}

const empty = { content: '', embeds: [], attachments: [], components: [] };

describe('without Message Content', () => {
  test('everything that a message says is empty, by gateway and by request', async () => {
    await using stage = await setBlindStage();
    const id = await stage.openPost();
    const gateway = await identify(stage.sandbox, stage.token, withoutContent);
    const [robin] = stage.staff;
    const file = { name: 'a.txt', bytes: bytesOf('a') };
    const written = robin.write(id, 'secret', { files: [file], poll: { question: 'Which?', answers: ['a'] } });
    const { d } = await gateway.event('MESSAGE_CREATE');
    expect(d).toMatchObject(empty);
    expect(d).not.toHaveProperty('poll');
    const read = await stage.call('GET', `/channels/${id}/messages/${written.id}`);
    expect(read.body).toMatchObject(empty);
    robin.write(id, '', { forward: written.poll === null ? written : robin.write(stage.lounge.id, 'open secret') });
    const forward = await gateway.until((one) => one.d?.['message_snapshots'] !== undefined);
    expect(forward.d['message_snapshots']).toMatchObject([{ message: empty }]);
  });

  test.each<[string, (stage: Stage, id: string) => string]>([
    ['in a DM', (stage) => stage.members[0].dm('seen').id],
    ['when it mentions the bot', (stage, id) => stage.staff[0].write(id, `<@${stage.application.applicationId}> x`).id],
    ["when it mentions the bot's own role", (stage, id) => stage.staff[0].write(id, `<@&${botRole(stage)}> x`).id],
    [
      'when it is a reply that pings the bot',
      (stage, id) => {
        const replyTo = stage.sandbox.world.messages.get(id)?.[0];
        return stage.staff[0].write(id, 'x', replyTo === undefined ? {} : { replyTo }).id;
      },
    ],
  ])('a message is readable %s', async (_when, write) => {
    await using stage = await setBlindStage();
    const id = await stage.openPost();
    const gateway = await identify(stage.sandbox, stage.token, withoutContent);
    const written = write(stage, id);
    const { d } = await gateway.until((one) => one.d?.['id'] === written && one.t === 'MESSAGE_CREATE');
    expect(d['content']).not.toBe('');
  });

  test('a reply that pings nobody is as empty as any, and so is a mention of the role where it counts for nothing', async () => {
    await using stage = await setBlindStage();
    stage.sandbox.world.settings.roleMentionShowsContent = false;
    const id = await stage.openPost();
    const replyTo = stage.sandbox.world.messages.get(id)?.[0];
    const silent = replyTo === undefined ? {} : { replyTo, pingsReplied: false };
    const [robin] = stage.staff;
    const read = async ({ id: messageId }: { id: string }) =>
      (await stage.call('GET', `/channels/${id}/messages/${messageId}`)).body['content'];
    expect(await read(robin.write(id, 'x', silent))).toBe('');
    expect(await read(robin.write(id, `<@&${botRole(stage)}> x`))).toBe('');
  });
});

describe("the application's flags", () => {
  test.each([1 << 18, 1 << 19])('%i stands for Message Content', async (flags) => {
    await using stage = await setStage();
    stage.application.application.flags = flags;
    expect((await stage.call('GET', '/applications/@me')).body).toMatchObject({ flags });
    await identify(stage.sandbox, stage.token, supportIntents);
  });

  test('are set by the bot itself as far as the limited intents go; full ones are given by Discord', async () => {
    await using stage = await setBlindStage();
    const patched = await stage.call('PATCH', '/applications/@me', { flags: (1 << 19) | (1 << 18) });
    expect(patched.body).toMatchObject({ flags: 1 << 19 });
  });

  test('without the intent: asking for it ends the connection with 4014', async () => {
    await using stage = await setBlindStage();
    const gateway = listen(stage.sandbox);
    await gateway.until((packet) => packet.op === 10);
    gateway.send(2, { token: stage.token, intents: supportIntents, properties: {} });
    expect(await gateway.closed()).toBe(4014);
  });
});
