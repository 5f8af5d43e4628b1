import { afterAll, describe, expect, test } from 'vitest';
import { rateLimited } from '../../src/sandbox/faults.ts';
import { permissions } from '../../src/sandbox/permissions.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import type { Message } from '../../src/sandbox/world/nouns.ts';
import { reactionsOn, readDms, setStage, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';
import { endProcesses, startBot } from '../support/start-process.ts';

// A bot that outlived a failed test would try to reach its sandbox for ever.
afterAll(endProcesses);

interface Told {
  readonly stage: Stage;
  readonly post: string;
}

/** A ticket of Mia's in which everything has been delivered. */
async function withTicket(run: (told: Told) => Promise<void>): Promise<void> {
  const stage = await setStage({ patienceMs: 15_000 });
  try {
    await stage.startBot();
    stage.world.members[0].dm('Hello');
    await stage.until(() => readDms(stage.world.members[0]).length === 2);
    await run({ stage, post: stage.posts()[0]?.id ?? '' });
  } finally {
    await stage.stop();
  }
}

const fromMia = (stage: Stage): string[] =>
  (stage.posts()[0]?.messages ?? []).map(shown).filter((text) => text.startsWith('-# Mia'));
const fromRobin = (stage: Stage): string[] =>
  readDms(stage.world.members[0]).filter((text) => text.startsWith('-# Robin'));

/** Both sides write some messages; gives them. */
function bothWrite({ stage, post }: Told, texts: readonly string[]): Message[] {
  const { members, staff } = stage.world;
  return texts.flatMap((text) => [members[0].dm(text), staff[0].write(post, text)]);
}

/** Everything arrives, once and in the order written, and is confirmed. */
async function arrives({ stage }: Told, texts: readonly string[], written: readonly Message[]): Promise<void> {
  await stage.until(
    () => written.every((message) => reactionsOn(message).includes('✅')),
    () => [fromMia(stage), fromRobin(stage)],
  );
  expect(fromMia(stage)).toEqual(['Hello', ...texts].map((text) => `-# Mia\n${text}`));
  expect(fromRobin(stage)).toEqual(texts.map((text) => `-# Robin · Lantern Games\n${text}`));
  expect(stage.posts()).toHaveLength(1);
}

const texts = ['One', 'Two', 'Three'];

describe.concurrent("Discord's habits change nothing of what arrives", () => {
  test('events that come twice', () =>
    withTicket(async (told) => {
      const { stage, post } = told;
      const written = texts.flatMap((text) => {
        stage.sandbox.gateway.duplicateNext();
        const question = stage.world.members[0].dm(text);
        stage.sandbox.gateway.duplicateNext();
        return [question, stage.world.staff[0].write(post, text)];
      });
      await arrives(told, texts, written);
      stage.sandbox.gateway.duplicateNext();
      await stage.world.staff[0].command('close', { 'notify-user': true }, { channelId: post });
      await stage.until(() => stage.posts()[0]?.archived === true && readDms(stage.world.members[0]).length === 9);
      expect(
        stage
          .posts()[0]
          ?.messages.map(shown)
          .filter((text) => text.startsWith('🔒')),
      ).toHaveLength(1);
    }));

  const losses: readonly [what: string, lose: (gateway: Sandbox['gateway']) => void][] = [
    ['a connection that drops and is resumed', (gateway) => gateway.drop()],
    ['a connection that drops and whose session is forgotten', (gateway) => gateway.dropAndForgetSession()],
    ['being asked to reconnect (op 7)', (gateway) => gateway.sendReconnect()],
    ['a session that is invalid but can be resumed (op 9)', (gateway) => gateway.invalidate(true)],
    ['a session that is invalid for good (op 9)', (gateway) => gateway.invalidate(false)],
    ['a session that timed out (4009)', (gateway) => gateway.close(4009)],
    ['a connection that Discord closes as usual (1000)', (gateway) => gateway.close(1000)],
  ];
  test.each(losses)('%s, while both sides write', { timeout: 30_000 }, (_what, lose) =>
    withTicket(async (told) => {
      const before = bothWrite(told, ['One']);
      lose(told.stage.sandbox.gateway);
      const meanwhile = bothWrite(told, ['Two']);
      await told.stage.until(() => told.stage.sandbox.gateway.ready === 1);
      const after = bothWrite(told, ['Three']);
      await arrives(told, texts, [...before, ...meanwhile, ...after]);
    }),
  );

  // Only with a session that began with the post there did Discord ever tell its newest message.
  test('a new session, before which a post was written in and archived', { timeout: 30_000 }, async () => {
    const stage = await setStage({ patienceMs: 15_000 });
    const first = startBot(stage);
    await first.says('Ready:');
    stage.world.members[0].dm('Hello');
    await stage.until(() => readDms(stage.world.members[0]).length === 2);
    first.signal('SIGTERM');
    await first.end(10_000);
    const second = startBot(stage);
    await second.says('Ready:');
    const post = stage.posts()[0]?.id ?? '';
    stage.sandbox.gateway.dropAndForgetSession();
    stage.world.staff[0].write(post, 'Written while you were away');
    stage.world.staff[0].changePost(post, { archived: true });
    await stage.until(() => fromRobin(stage).length === 1);
    expect(fromRobin(stage)).toEqual(['-# Robin · Lantern Games\nWritten while you were away']);
    second.signal('SIGTERM');
    await second.end(10_000);
    await stage.stop();
  });

  test.each([500, 502, 503])('answers of %i to everything for a while', { timeout: 30_000 }, (status) =>
    withTicket(async (told) => {
      told.stage.sandbox.faults.add({
        times: 6,
        when: 'before',
        effect: { status, body: { message: 'later', code: 0 } },
      });
      await arrives(told, texts, bothWrite(told, texts));
    }),
  );

  test.each(['user', 'global', 'shared'] as const)('rate limits of scope %s', { timeout: 30_000 }, (scope) =>
    withTicket(async (told) => {
      told.stage.sandbox.faults.add({ times: 4, when: 'before', effect: rateLimited(0.2, scope) });
      await arrives(told, texts, bothWrite(told, texts));
    }),
  );
});

test('where the bot may not make forum tags, tickets go on without', async () => {
  const stage = await setStage();
  const { application, server, members, staff } = stage.world;
  for (const role of server.guild.roles.values()) {
    if (role.name === application.application.name) role.permissions &= ~permissions.manageChannels;
  }
  await stage.startBot();
  members[0].dm('Hello');
  await stage.until(() => readDms(members[0]).length === 2);
  const post = stage.posts()[0]?.id ?? '';
  const answer = staff[0].write(post, 'Hi');
  await stage.until(() => reactionsOn(answer).includes('✅'));
  await staff[0].command('close', {}, { channelId: post });
  await stage.until(() => stage.posts()[0]?.archived);
  expect(stage.posts()[0]).toMatchObject({ tags: [], locked: true });
  expect(readDms(members[0]).at(-1)).toBe('-# Robin · Lantern Games\nHi');
  await stage.stop();
});
