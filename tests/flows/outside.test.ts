import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { App } from '../../src/app.ts';
import { refused } from '../../src/sandbox/faults.ts';
import { createPerson } from '../../src/sandbox/scenario.ts';
import type { CommandAnswer, OptionValue, Person } from '../../src/sandbox/scenario/types.ts';
import { readAnswer } from '../support/open-ticket.ts';
import { readDms, setStage, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

describe('/send outside of a ticket', () => {
  let stage: Stage;
  let app: App;
  let mia: Person;
  let robin: Person;
  beforeEach(async () => {
    stage = await setStage({ patienceMs: 15_000 });
    app = await stage.startBot();
    [mia] = stage.world.members;
    [robin] = stage.world.staff;
  });
  afterEach(() => stage.stop());

  const heading = '-# From the staff of Lantern Games · belongs to no ticket; an answer opens one';
  const inLounge = () => ({ channelId: stage.world.lounge.id });
  const send = async (options: Record<string, OptionValue>): Promise<string> =>
    completed(await robin.command('send', options, inLounge()));

  async function completed(answer: CommandAnswer): Promise<string> {
    if (answer.type !== 'deferred') return readAnswer(answer);
    const message = await answer.completed;
    return message === null ? 'never' : `${answer.ephemeral ? '(only you) ' : ''}${shown(message)}`;
  }

  test('reaches somebody who never wrote, and their answer opens a ticket that quotes it', async () => {
    expect(await send({ user: mia.id, message: 'Is this your key?' })).toMatch(/^\(only you\) ✅ Sent/);
    expect(readDms(mia)).toEqual([`${heading}\nIs this your key?`]);
    const [got] = mia.dmMessages();
    mia.dm('Yes!', got === undefined ? {} : { replyTo: got });
    await stage.until(() => stage.posts()[0]?.messages.length === 3);
    const [, quotation, answer] = stage.posts()[0]?.messages ?? [];
    expect(quotation === undefined ? '' : shown(quotation)).toMatch(
      new RegExp(
        `^📨 The user answers what <@${robin.id}> sent with \`/send\`, outside of any ticket .*:\n> Is this your key\\?$`,
      ),
    );
    expect([answer?.content, answer?.replyTo?.messageId]).toEqual(['-# Mia\nYes!', quotation?.id]);
  });

  test('is answered while the bot is away, and found by the next one', async () => {
    await send({ user: mia.id, message: 'Is this your key?' });
    await app.stop();
    mia.dm('Yes!');
    await stage.startBot();
    await stage.until(() => stage.posts()[0]?.messages.length === 3);
  });

  test('begins by the menu of a person, too, with a form', async () => {
    const answer = await robin.useMenu('Message user', { person: mia, place: inLounge() });
    if (answer.type !== 'modal') throw new Error(`That is no form: ${answer.type}`);
    expect(await completed(await robin.submitModal(answer.modal, { message: 'Hello' }))).toMatch(/✅ Sent/);
    expect(readDms(mia)).toEqual([`${heading}\nHello`]);
  });

  test('tells only its sender that somebody takes no messages, however long Discord takes', async () => {
    mia.closeDms();
    const sending = { method: 'POST', route: '/channels/{channel_id}/messages' };
    stage.sandbox.faults.add({ ...sending, when: 'before', effect: { delayMs: 5_000 } });
    expect(await send({ user: mia.id, message: 'Hello' })).toMatch(/^\(only you\) ❌ Not delivered: the user doesn't/);
    expect([readDms(mia), stage.posts()]).toEqual([[], []]);
  });

  test('isn’t for bots, strangers, nobody, nor under an alias', async () => {
    const stranger = createPerson(stage.sandbox, { username: 'stranger', displayName: 'Stranger' });
    expect(await send({ user: stranger.id, message: 'Hello' })).toContain('no member');
    expect(await send({ user: stage.world.application.botUser.id, message: 'Hello' })).toContain("Bots can't");
    expect(await send({ message: 'Hello' })).toContain('name the person');
    expect(await send({ user: mia.id, message: 'Hello', 'anonym-override': true })).toContain(
      'Leave `anonym-override`',
    );
    expect(readDms(mia)).toEqual([]);
  });

  test.each([40003, 20026] as const)('stops for an hour where Discord answers %i', async (code) => {
    const route = '/users/@me/channels';
    stage.sandbox.faults.add({ method: 'POST', route, when: 'before', effect: refused(code) });
    expect(await send({ user: mia.id, message: 'Hello' })).toContain('Discord lets the bot begin no conversations');
    const [, jonas] = stage.world.members;
    expect(await send({ user: jonas.id, message: 'Hello' })).toContain('Discord lets the bot begin no conversations');
    expect(stage.sandbox.traffic.count('POST', route)).toBe(1);
  });
});
