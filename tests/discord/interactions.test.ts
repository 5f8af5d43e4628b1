import { REST } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createGateway } from '../../src/discord/gateway.ts';
import type { Gateway } from '../../src/discord/gateway.ts';
import { createInteractions } from '../../src/discord/interactions.ts';
import type { InteractionParts, Interactions } from '../../src/discord/interactions.ts';
import { registerCommands } from '../../src/discord/registration.ts';
import type { FaultEffect } from '../../src/sandbox/faults.ts';
import type { CommandAnswer } from '../../src/sandbox/scenario/types.ts';
import type { TicketId } from '../../src/ticket/ticket.ts';
import { gatewayParts } from '../support/gateway-parts.ts';
import { setStage, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

const callback = '/interactions/{interaction_id}/{interaction_token}/callback';

let stage: Stage;
let gateway: Gateway;
let interactions: Interactions;
let handle: InteractionParts['handle'];
let events: Parameters<InteractionParts['handle']>[0][];
/** What was asked for completions. */
let proposed: unknown[];
/** What became of answers. */
let told: unknown[];
beforeEach(async () => {
  stage = await setStage();
  events = [];
  told = [];
  proposed = [];
  handle = () => Promise.resolve({ answer: { to: 'invoker', statement: { type: 'noTicketHere' } }, entryId: null });
  const { server, forum, supportRole, application } = stage.world;
  const staff = { roleIds: [supportRole.id], permissions: [], shownToPermission: null };
  const managers = { roleIds: [], permissions: [], shownToPermission: null };
  const settings = {
    id: server.id,
    forumId: forum.id,
    language: 'en',
    ratingTags: false,
    categoryTags: [],
    staff,
    managers,
  };
  gateway = createGateway(gatewayParts(stage, { onInteraction: (interaction) => interactions.answer(interaction) }));
  interactions = createInteractions({
    rest: gateway.rest,
    botId: () => gateway.botId(),
    proposals: (serverId, which, text) => {
      proposed.push({ serverId, which, text });
      return [{ name: '#7 · Mia', value: 7 }];
    },
    serversAt: ({ guildId }) => (guildId === settings.id ? [settings] : []),
    handle: (event) => {
      events.push(event);
      return handle(event);
    },
    onAnswered: (entryId, messageId) => void told.push({ entryId, isMessage: messageId !== null }),
    onUnanswered: (entryId, wasGiven) => void told.push({ entryId, wasGiven }),
    onBug: (error) => {
      told.push((error as Error).message);
      return 'abc123';
    },
  });
  await gateway.connect();
  const rest = new REST({ api: stage.sandbox.apiUrl }).setToken(application.token);
  const memory = { get: () => null, set: () => undefined };
  await registerCommands({ rest, memory, applicationId: application.applicationId }, settings, server.id);
});
afterEach(async () => {
  await interactions.settled();
  await gateway.close();
  await stage.stop();
});

const close = (options = {}, person = stage.world.staff[0]): Promise<CommandAnswer> =>
  person.command('close', options, { channelId: stage.world.lounge.id });
const answered = (answer: CommandAnswer): unknown =>
  answer.type === 'message' ? { says: shown(answer.message), ephemeral: answer.ephemeral } : answer.type;

describe('a command', () => {
  test('is an event with what was given, and with defaults for what was not', async () => {
    await close({ comment: 'Done', 'share-comment': false });
    await close();
    expect(events).toMatchObject([
      {
        type: 'closeCommanded',
        channelId: stage.world.lounge.id,
        comment: 'Done',
        shareComment: false,
        notifyUser: false,
      },
      { type: 'closeCommanded', by: { name: 'Robin' }, comment: null, shareComment: true, notifyUser: false },
    ]);
    expect(new Set(events.map(({ key }) => key)).size).toBe(2);
    expect(events.every(({ key }) => key.startsWith('interaction:'))).toBe(true);
  });

  test('is answered to its invoker alone, or for all to see', async () => {
    expect(answered(await close())).toEqual({ says: "This works only in a ticket's post.", ephemeral: true });
    const statement = { type: 'alreadyClosed', ticketId: 7 as TicketId } as const;
    const effect = { type: 'wakePost' } as const;
    handle = () => Promise.resolve({ answer: { to: 'everyone', statement, effect }, entryId: 3 });
    expect(answered(await close())).toEqual({ says: 'Ticket 7 is closed already.', ephemeral: false });
    await stage.until(() => told.length === 1);
    expect(told).toEqual([{ entryId: 3, isMessage: true }]);
  });

  test('of somebody who is no staff changes nothing, and they are told so', async () => {
    expect(answered(await close({}, stage.world.members[0]))).toEqual({
      says: 'Only staff can do this.',
      ephemeral: true,
    });
    expect(events).toEqual([]);
  });

  test('names its ticket by number, and proposes those whose number or user begins so; nothing to people who are no staff', async () => {
    const at = { channelId: stage.world.lounge.id };
    await close({ ticket: 7 });
    expect(events).toMatchObject([{ type: 'closeCommanded', ticketId: 7 }]);
    const [robin] = stage.world.staff;
    const [mia] = stage.world.members;
    expect(await robin.autocomplete('close', 'ticket', 'mi', at)).toEqual([{ name: '#7 · Mia', value: 7 }]);
    expect(await mia.autocomplete('close', 'ticket', 'mi', at)).toEqual([]);
    expect(proposed).toEqual([{ serverId: stage.world.server.id, which: 'open', text: 'mi' }]);
  });

  test('that breaks something is answered with the ID under which the log has it', async () => {
    handle = () => Promise.reject(new Error('bug'));
    expect(answered(await close())).toEqual({
      says: 'Something went wrong (abc123). Please try again; the operator finds more under this number in the log.',
      ephemeral: true,
    });
    expect(told).toEqual(['bug']);
  });
});

describe('an answer that', () => {
  const gone: FaultEffect = { status: 404, body: { code: 10062, message: 'Unknown interaction' } };
  test.each([
    ['comes too late was surely not given', 'before', gone, false],
    ['is lost may have been given', 'after', 'reset', null],
    ['meets a failing Discord may have been given', 'before', { status: 502 }, null],
  ] as const)('%s', async (_what, when, effect, wasGiven) => {
    stage.sandbox.faults.add({ route: callback, when, effect });
    handle = () => Promise.resolve({ answer: { to: 'invoker', statement: { type: 'noTicketHere' } }, entryId: 3 });
    void close().catch(() => null);
    await stage.until(() => told.length === 1);
    expect(told).toEqual([{ entryId: 3, wasGiven }]);
    expect(stage.sandbox.traffic.count('POST', callback)).toBe(1);
    // The person's client gives up.
    stage.sandbox.world.clock.advance(3_000);
  });
});

test('answers that are under way are waited for', async () => {
  const decided = Promise.withResolvers<Awaited<ReturnType<InteractionParts['handle']>>>();
  handle = () => decided.promise;
  const answer = close();
  await stage.until(() => events.length === 1);
  const settled = interactions.settled().then(() => 'settled');
  expect(await Promise.race([settled, Promise.resolve('under way')])).toBe('under way');
  decided.resolve({ answer: { to: 'invoker', statement: { type: 'noTicketHere' } }, entryId: null });
  expect(await settled).toBe('settled');
  expect((await answer).type).toBe('message');
});

test('what happened before is answered with nothing', async () => {
  handle = () => Promise.resolve(null);
  void close().catch(() => null);
  await stage.until(() => events.length === 1);
  await interactions.settled();
  expect(stage.sandbox.traffic.count('POST', callback)).toBe(0);
  stage.sandbox.world.clock.advance(3_000);
});
