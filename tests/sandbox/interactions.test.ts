import { describe, expect, test } from 'vitest';
import type { CommandAnswer, Person } from '../../src/sandbox/scenario/types.ts';
import { identify, supportIntents, type Listening, type Received, type Reply } from '../support/probe.ts';
import { refusal, setStage, type Stage } from './stage.ts';

const ephemeral = 1 << 6;
const reply = 4;
const defer = 5;
const deferUpdate = 6;
const update = 7;
const choices = 8;
const modal = 9;

const definitions = [
  {
    name: 'close',
    description: 'Closes',
    options: [
      { type: 3, name: 'comment', description: 'Why', max_length: 20 },
      { type: 5, name: 'share', description: 'Tell them' },
      { type: 6, name: 'who', description: 'Whom' },
    ],
  },
  {
    name: 'tag',
    description: 'Tags',
    options: [
      {
        type: 1,
        name: 'add',
        description: 'Adds',
        options: [{ type: 3, name: 'name', description: 'Which', required: true, autocomplete: true }],
      },
    ],
  },
];

interface Play extends Stage {
  readonly gateway: Listening;
  readonly postId: string;
  /** The next interaction that reaches the bot. */
  readonly heard: () => Promise<Received>;
  readonly answer: (event: Received, type: number, fields?: object, query?: string) => Promise<Reply>;
  /** Calls a route of the interaction's token, such as `/messages/@original`. */
  readonly byToken: (event: Received, method: string, path: string, body?: unknown) => Promise<Reply>;
}

async function play(): Promise<Play> {
  const stage = await setStage();
  const { applicationId } = stage.application;
  await stage.call('PUT', `/applications/${applicationId}/commands`, definitions);
  const gateway = await identify(stage.sandbox, stage.token, supportIntents);
  const postId = await stage.openPost();
  let last = '';
  return {
    ...stage,
    gateway,
    postId,
    async heard() {
      const event = await gateway.until((one) => one.t === 'INTERACTION_CREATE' && String(one.d['id']) > last);
      last = String(event.d['id']);
      return event;
    },
    answer: ({ d }, type, data, query = '') =>
      stage.call('POST', `/interactions/${String(d['id'])}/${String(d['token'])}/callback${query}`, {
        type,
        ...(data === undefined ? {} : { data }),
      }),
    byToken: ({ d }, method, path, body) =>
      stage.call(method, `/webhooks/${applicationId}/${String(d['token'])}${path}`, body),
    [Symbol.asyncDispose]: () => stage[Symbol.asyncDispose](),
  };
}

const here = (stage: Play) => ({ channelId: stage.postId });

/** A message with a button that the bot has put into the post, as the answer to a command. */
async function withButton(stage: Play, person: Person, flags = 0) {
  const asked = person.command('close', {}, here(stage));
  const row = { type: 1, components: [{ type: 2, style: 1, label: 'Sure', custom_id: 'sure' }] };
  await stage.answer(await stage.heard(), reply, { content: 'Sure?', components: [row], flags });
  const answer = await asked;
  if (answer.type !== 'message') throw new Error('no message');
  return answer.message;
}

describe('a command', () => {
  test('reaches the bot with its options, and its answer the one who used it', async () => {
    await using stage = await play();
    const [robin] = stage.staff;
    const options = { comment: 'done', share: true, who: stage.members[0].id };
    const asked = robin.command('close', options, here(stage));
    const event = await stage.heard();
    expect(event.d).toMatchObject({
      type: 2,
      guild_id: stage.server.id,
      channel_id: stage.postId,
      context: 0,
      authorizing_integration_owners: { '0': stage.server.id },
      member: { user: { id: robin.id } },
      data: {
        name: 'close',
        options: [
          { name: 'comment', type: 3, value: 'done' },
          { name: 'share', type: 5, value: true },
          { name: 'who', type: 6, value: stage.members[0].id },
        ],
        resolved: { users: { [stage.members[0].id]: { username: 'mia' } } },
      },
    });
    expect(String(event.d['token'])).toMatch(/^aW50ZXJhY3Rpb246/);
    const sent = await stage.answer(event, reply, { content: 'Closed.' }, '?with_response=true');
    expect(sent.body).toMatchObject({
      interaction: { response_message_ephemeral: false },
      resource: { type: 4, message: { content: 'Closed.', type: 20, webhook_id: stage.application.applicationId } },
    });
    expect(await asked).toMatchObject({ type: 'message', ephemeral: false, message: { content: 'Closed.' } });
  });

  test('in a DM comes with a user and without a server', async () => {
    await using stage = await play();
    const asked = stage.members[0].command('close', {}, { dm: true });
    const event = await stage.heard();
    expect(event.d).toMatchObject({ context: 1, user: { id: stage.members[0].id }, channel: { type: 1 } });
    expect(event.d).not.toHaveProperty('guild_id');
    expect((await stage.answer(event, reply, { content: 'ok' })).status).toBe(204);
    expect(await asked).toMatchObject({ type: 'message' });
    expect(stage.members[0].dmMessages().at(-1)?.content).toBe('ok');
  });

  test('is refused by the client when options do not fit', async () => {
    await using stage = await play();
    const use = (options: Record<string, string | number | boolean>) =>
      stage.staff[0].command('close', options, here(stage));
    await expect(use({ reason: 'x' })).rejects.toThrow('/close has no option reason');
    await expect(use({ comment: 'x'.repeat(21) })).rejects.toThrow('takes 0 to 20 characters');
    await expect(use({ share: 'yes' })).rejects.toThrow('takes true or false');
    await expect(use({ who: 'mia' })).rejects.toThrow('takes an ID');
    const place = { ...here(stage), subcommand: 'add' };
    await expect(stage.staff[0].command('tag', {}, place)).rejects.toThrow('/tag add needs the option name');
    await expect(stage.staff[0].command('tag', {}, here(stage))).rejects.toThrow('/tag needs a subcommand: add');
  });

  test('"did not respond" after three seconds, and then the answer is unknown', async () => {
    await using stage = await play();
    const asked = stage.staff[0].command('close', {}, here(stage));
    const event = await stage.heard();
    stage.sandbox.world.clock.advance(3001);
    expect(await asked).toEqual({ type: 'failed', reason: 'did not respond' });
    expect(refusal(await stage.answer(event, reply, { content: 'late' }))).toBe('404 10062');
    expect(refusal(await stage.byToken(event, 'GET', '/messages/@original'))).toBe('404 10015');
  });

  test('is answered once', async () => {
    await using stage = await play();
    const asked = stage.staff[0].command('close', {}, here(stage));
    const event = await stage.heard();
    await stage.answer(event, reply, { content: 'one' });
    expect(refusal(await stage.answer(event, reply, { content: 'two' }))).toBe('400 40060');
    expect(await asked).toMatchObject({ message: { content: 'one' } });
  });

  test('answered for the user alone is seen by nobody else, but told to the bot without guild_id', async () => {
    await using stage = await play();
    const asked = stage.staff[0].command('close', {}, here(stage));
    const event = await stage.heard();
    await stage.answer(event, reply, { content: 'psst', flags: ephemeral });
    const answer = await asked;
    expect(answer).toMatchObject({ type: 'message', ephemeral: true });
    const echo = await stage.gateway.until((one) => one.d?.['content'] === 'psst');
    expect(echo.d).not.toHaveProperty('guild_id');
    expect(echo.d['flags']).toBe(ephemeral);
    const id = answer.type === 'message' ? answer.message.id : '';
    expect(refusal(await stage.call('GET', `/channels/${stage.postId}/messages/${id}`))).toBe('404 10008');
    expect((await stage.byToken(event, 'GET', '/messages/@original')).body['content']).toBe('psst');
  });

  test('deferred shows thinking, then what the bot edits in, within fifteen minutes', async () => {
    await using stage = await play();
    const asked = stage.staff[0].command('close', {}, here(stage));
    const event = await stage.heard();
    await stage.answer(event, defer, { flags: ephemeral });
    const answer = await asked;
    if (answer.type !== 'deferred') throw new Error(answer.type);
    expect(answer.ephemeral).toBe(true);
    await stage.byToken(event, 'PATCH', '/messages/%40original', { content: 'Done' });
    expect(await answer.completed).toMatchObject({ content: 'Done', flags: ephemeral });
    stage.sandbox.world.clock.advance(15 * 60_000);
    expect(refusal(await stage.byToken(event, 'PATCH', '/messages/@original', { content: 'x' }))).toBe('401 50027');
  });

  test('deferred and never finished completes with nothing', async () => {
    await using stage = await play();
    const asked = stage.staff[0].command('close', {}, here(stage));
    await stage.answer(await stage.heard(), defer);
    const answer = await asked;
    stage.sandbox.world.clock.advance(15 * 60_000);
    expect(answer.type === 'deferred' && (await answer.completed)).toBeNull();
  });

  test('is followed up; the first follow-up after a deferral takes its place', async () => {
    await using stage = await play();
    const asked = stage.staff[0].command('close', {}, here(stage));
    const event = await stage.heard();
    expect(refusal(await stage.byToken(event, 'POST', '', { content: 'too early' }))).toBe('404 10015');
    await stage.answer(event, defer);
    await stage.byToken(event, 'POST', '', { content: 'first' });
    const second = await stage.byToken(event, 'POST', '', { content: 'second' });
    const answer = await asked;
    expect(answer.type === 'deferred' && (await answer.completed)?.content).toBe('first');
    const path = `/messages/${String(second.body['id'])}`;
    expect((await stage.byToken(event, 'PATCH', path, { content: 'changed' })).body['content']).toBe('changed');
    expect((await stage.byToken(event, 'DELETE', '/messages/@original')).status).toBe(204);
    expect(refusal(await stage.byToken(event, 'GET', '/messages/@original'))).toBe('404 10008');
  });

  test("can't be answered in a post that was closed meanwhile", async () => {
    await using stage = await play();
    const asked = stage.staff[0].command('close', {}, here(stage));
    const event = await stage.heard();
    await stage.call('PATCH', `/channels/${stage.postId}`, { locked: true, archived: true });
    expect(refusal(await stage.answer(event, reply, { content: 'closed' }))).toBe('400 50083');
    stage.sandbox.world.clock.advance(3001);
    expect(await asked).toMatchObject({ type: 'failed' });
  });

  test('completes an option from what is typed', async () => {
    await using stage = await play();
    const asked = stage.staff[0].autocomplete('tag', 'name', 'bi', { ...here(stage), subcommand: 'add' });
    const event = await stage.heard();
    expect(event.d).toMatchObject({
      type: 4,
      data: { options: [{ name: 'add', options: [{ name: 'name', value: 'bi', focused: true }] }] },
    });
    expect(refusal(await stage.answer(event, reply, { content: 'x' }))).toBe('400 50035 type:BASE_TYPE_CHOICES');
    await stage.answer(event, choices, { choices: [{ name: 'Billing', value: 'billing' }] });
    expect(await asked).toEqual([{ name: 'Billing', value: 'billing' }]);
  });
});

describe('a component', () => {
  test('must stand under the message, and updates it', async () => {
    await using stage = await play();
    const [robin, sam] = stage.staff;
    const message = await withButton(stage, robin);
    await expect(robin.press(message, 'No')).rejects.toThrow('There is no button "No" under that message, but: Sure');
    const pressed = sam.press(message, 'Sure');
    const event = await stage.heard();
    expect(event.d).toMatchObject({
      type: 3,
      data: { custom_id: 'sure', component_type: 2 },
      message: { id: message.id },
    });
    await stage.answer(event, update, { content: 'Closed', components: [] });
    expect(await pressed).toEqual({ type: 'updated', message });
    expect(message).toMatchObject({ content: 'Closed', components: [] });
  });

  test('is usable by the one person who sees its message', async () => {
    await using stage = await play();
    const [robin, sam] = stage.staff;
    const message = await withButton(stage, robin, ephemeral);
    await expect(sam.press(message, 'Sure')).rejects.toThrow("sam_k doesn't see that message");
    const pressed = robin.press(message, 'sure');
    const event = await stage.heard();
    await stage.answer(event, deferUpdate);
    const answer = await pressed;
    await stage.byToken(event, 'PATCH', '/messages/@original', { content: 'Really closed', components: [] });
    expect(answer.type === 'deferredUpdate' && (await answer.completed)?.content).toBe('Really closed');
  });

  test('in an archived post un-archives it first, or is out of reach where that is not allowed', async () => {
    await using stage = await play();
    const message = await withButton(stage, stage.staff[0]);
    await stage.call('PATCH', `/channels/${stage.postId}`, { archived: true });
    const pressed = stage.staff[0].press(message, 'Sure');
    await stage.answer(await stage.heard(), deferUpdate);
    await pressed;
    expect((await stage.call('GET', `/channels/${stage.postId}`)).body).toMatchObject({
      thread_metadata: { archived: false },
    });
  });

  test('that is a menu takes its own lines', async () => {
    await using stage = await play();
    const menu = { type: 3, custom_id: 'kind', options: [{ label: 'Bug', value: 'bug' }] };
    const sent = { content: 'What?', components: [{ type: 1, components: [menu] }] };
    const { id } = (await stage.call('POST', `/channels/${stage.dmId}/messages`, sent)).body;
    const [mia] = stage.members;
    const message = mia.dmMessages().find((one) => one.id === id);
    if (message === undefined) throw new Error('not there');
    await expect(mia.choose(message, 'kind', ['praise'])).rejects.toThrow('has no line praise');
    const chosen = mia.choose(message, 'kind', ['bug']);
    const event = await stage.heard();
    expect(event.d['data']).toMatchObject({ values: ['bug'], component_type: 3 });
    await stage.answer(event, update, { content: 'A bug', components: [] });
    expect(await chosen).toMatchObject({ type: 'updated' });
  });
});

describe('a form', () => {
  const form = {
    title: 'Close',
    custom_id: 'close-form',
    components: [
      { type: 18, label: 'Comment', component: { type: 4, custom_id: 'comment', style: 2, max_length: 10 } },
      {
        type: 18,
        label: 'Kind',
        component: { type: 3, custom_id: 'kind', required: false, options: [{ label: 'Bug', value: 'bug' }] },
      },
    ],
  };

  async function openForm(stage: Play): Promise<Extract<CommandAnswer, { type: 'modal' }>> {
    const asked = stage.staff[0].command('close', {}, here(stage));
    await stage.answer(await stage.heard(), modal, form);
    const answer = await asked;
    if (answer.type !== 'modal') throw new Error(answer.type);
    return answer;
  }

  test('is shown and comes back filled in', async () => {
    await using stage = await play();
    const shown = await openForm(stage);
    expect(shown.modal.title).toBe('Close');
    const sent = stage.staff[0].submitModal(shown.modal, { comment: 'all fine', kind: ['bug'] });
    const event = await stage.heard();
    expect(event.d).toMatchObject({
      type: 5,
      data: {
        custom_id: 'close-form',
        components: [
          { type: 18, component: { type: 4, custom_id: 'comment', value: 'all fine' } },
          { type: 18, component: { type: 3, custom_id: 'kind', values: ['bug'] } },
        ],
      },
    });
    expect(refusal(await stage.answer(event, modal, form))).toBe('400 50035 type:BASE_TYPE_CHOICES');
    await stage.answer(event, reply, { content: 'Closed.' });
    expect(await sent).toMatchObject({ type: 'message' });
  });

  test('is not sent with inputs missing, unknown or too long, nor by others', async () => {
    await using stage = await play();
    const { modal: shown } = await openForm(stage);
    const [robin, sam] = stage.staff;
    await expect(robin.submitModal(shown, {})).rejects.toThrow('The form needs comment');
    await expect(robin.submitModal(shown, { comment: 'x', why: 'y' })).rejects.toThrow('has no input why');
    await expect(robin.submitModal(shown, { comment: 'x'.repeat(11) })).rejects.toThrow('takes 0 to 10 characters');
    await expect(sam.submitModal(shown, { comment: 'x' })).rejects.toThrow('isn\'t shown the form "Close"');
  });

  test('is refused without a title or with more than five inputs', async () => {
    await using stage = await play();
    void stage.staff[0].command('close', {}, here(stage));
    const event = await stage.heard();
    const many = { ...form, title: '', components: Array.from({ length: 6 }, () => ({ type: 10, content: 'x' })) };
    expect(refusal(await stage.answer(event, modal, many))).toBe(
      '400 50035 data.title:BASE_TYPE_BAD_LENGTH data.title:BASE_TYPE_REQUIRED data.components:BASE_TYPE_BAD_LENGTH',
    );
  });
});
