import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPerson } from '../../src/sandbox/scenario.ts';
import type { CommandAnswer, Person } from '../../src/sandbox/scenario/types.ts';
import type { Message } from '../../src/sandbox/world/nouns.ts';
import { readAnswer, setStageWithTicket } from '../support/open-ticket.ts';
import { readDms, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

let stage: Stage;
let mia: Person;
let robin: Person;
let post: string;

beforeEach(async () => {
  ({ stage, mia, robin, post } = await setStageWithTicket({ patienceMs: 15_000 }));
});
afterEach(() => stage.stop());

const webhookRoute = '/webhooks/{webhook_id}/{webhook_token}';
const sending = { method: 'POST', route: '/channels/{channel_id}/messages' };
const inPost = (): Message[] => [...(stage.posts()[0]?.messages ?? [])].slice(2);
/** What stands in the post as if somebody had written it there. */
const asStaff = () =>
  inPost().flatMap(({ guise, content }) => (guise === null ? [] : [`${guise.username}: ${content}`]));

async function completed(answer: CommandAnswer): Promise<string> {
  if (answer.type !== 'deferred') return readAnswer(answer);
  const message = await answer.completed;
  return message === null ? 'never' : `${answer.ephemeral ? '(only you) ' : ''}${shown(message)}`;
}

const send = async (message: string, by = robin): Promise<string> =>
  completed(await by.command('send', { message }, { channelId: post }));

describe('/send', () => {
  test('brings the message to the user, and the post shows it as its author would have written it', async () => {
    expect(await send('Have you tried turning it off?')).toBe('(only you) ✅ Sent to the user.');
    await stage.until(() => asStaff().length === 1);
    expect(asStaff()).toEqual(['Robin: Have you tried turning it off?']);
    expect(readDms(mia).at(-1)).toBe('-# Robin · Lantern Games\nHave you tried turning it off?');
    await stage.until(() => stage.posts()[0]?.tags.join() === 'Open,Awaiting Response');
  });

  test('without a message asks for it in a form, which takes long ones', async () => {
    const answer = await robin.command('send', {}, { channelId: post });
    if (answer.type !== 'modal') throw new Error(`That is no form: ${answer.type}`);
    const long = 'A rather long sentence. '.repeat(120).trim();
    expect(await completed(await robin.submitModal(answer.modal, { message: long }))).toBe(
      '(only you) ✅ Sent to the user.',
    );
    await stage.until(() => asStaff().length === 2);
    const parts = readDms(mia).slice(2);
    expect(parts).toHaveLength(2);
    expect(parts.map((text) => text.replace(/^-# .*\n/, '')).join(' ')).toBe(long);
    expect(
      asStaff()
        .map((text) => text.replace('Robin: ', ''))
        .join(' '),
    ).toBe(long);
  });

  test('to a user who takes no messages tells so whoever sent it, and the post shows nothing', async () => {
    mia.closeDms();
    expect(await send('Hello?')).toMatch(/^\(only you\) ❌ Not delivered: the user doesn't accept direct messages/);
    expect(inPost()).toEqual([]);
  });

  test('also where Discord takes its time to say so', async () => {
    mia.closeDms();
    stage.sandbox.faults.add({ ...sending, when: 'before', effect: { delayMs: 5_000 } });
    expect(await send('Hello?')).toContain('❌ Not delivered');
    expect(inPost()).toEqual([]);
  });

  test('is told in the post where nobody can be answered any more', async () => {
    mia.closeDms();
    stage.sandbox.faults.add({
      method: 'PATCH',
      route: `${webhookRoute}/messages/@original`,
      times: 99,
      when: 'before',
      effect: { status: 404, body: { message: 'Unknown Webhook', code: 10015 } },
    });
    await robin.command('send', { message: 'Hello?' }, { channelId: post });
    await stage.until(() => inPost().length === 1);
    expect(inPost().map(shown).join()).toMatch(
      /^❌ What <@\d+> sent by a command did not reach the user\.\n❌ Not delivered: the user doesn't accept/,
    );
  });

  test('works with names that Discord takes for nobody', async () => {
    const guises = new Map([
      ['Discord Support', 'D\u2060iscord Support'],
      ['here', 'h\u2060ere'],
      ['\u200b\u200b', 'Staff'],
    ]);
    for (const [at, [name, shownAs]] of [...guises].entries()) {
      const person = createPerson(stage.sandbox, { username: `staff${at}`, displayName: name });
      stage.world.server.addMember(person, { roles: [stage.world.supportRole] });
      expect(await send('Hello', person)).toBe('(only you) ✅ Sent to the user.');
      await stage.until(() => asStaff().length === at + 1);
      expect(asStaff().at(-1)).toBe(`${shownAs}: Hello`);
    }
  });

  test('makes the webhook anew where somebody deleted it, and uses the one that is there', async () => {
    await send('One');
    await stage.until(() => asStaff().length === 1);
    const [webhook] = stage.sandbox.world.webhooks.keys();
    stage.sandbox.world.webhooks.delete(webhook ?? '');
    await send('Two');
    await stage.until(() => asStaff().length === 2);
    await stage.restartBot();
    await send('Three');
    await stage.until(() => asStaff().length === 3);
    expect(stage.sandbox.world.webhooks.size).toBe(1);
  });

  test('without the permission for webhooks the bot itself shows what was sent', async () => {
    stage.sandbox.faults.add({
      method: 'GET',
      route: '/channels/{channel_id}/webhooks',
      times: 99,
      when: 'before',
      effect: { status: 403, body: { message: 'Missing Permissions', code: 50013 } },
    });
    expect(await send('Hello')).toBe('(only you) ✅ Sent to the user.');
    await stage.until(() => inPost().length === 1);
    expect(inPost().map(shown)).toEqual([`📨 Sent to the user by <@${robin.id}>:\n> Hello`]);
    await send('Hello again');
    await stage.until(() => inPost().length === 2);
    // Discord counts each refusal.
    expect(stage.sandbox.traffic.count('GET', '/channels/{channel_id}/webhooks')).toBe(1);
  });

  test('under an alias, where the one who sends it wants that, by the form as well', async () => {
    const anonymous = { 'anonym-override': true };
    await completed(await robin.command('send', { message: 'Hello', ...anonymous }, { channelId: post }));
    const answer = await robin.command('send', anonymous, { channelId: post });
    if (answer.type !== 'modal') throw new Error(`That is no form: ${answer.type}`);
    await completed(await robin.submitModal(answer.modal, { message: 'And more' }));
    await stage.until(() => asStaff().length === 2);
    expect(asStaff()).toEqual(['Robin: Hello', 'Robin: And more']);
    expect(readDms(mia).slice(2)).toEqual(['-# Staff · Lantern Games\nHello', '-# Staff · Lantern Games\nAnd more']);
  });

  test('elsewhere needs somebody to write to', async () => {
    const answer = await robin.command('send', { message: 'Hello' }, { channelId: stage.world.lounge.id });
    expect(await completed(answer)).toBe(
      "(only you) Outside of a ticket's post, name the person with the option `user`.",
    );
  });
});
