import { describe, expect, test } from 'vitest';
import { callback, ephemeral, here, play } from './play.ts';
import { refusal } from './stage.ts';

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
    const sent = await stage.answer(event, callback.reply, { content: 'Closed.' }, '?with_response=true');
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
    expect((await stage.answer(event, callback.reply, { content: 'ok' })).status).toBe(204);
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
    expect(refusal(await stage.answer(event, callback.reply, { content: 'late' }))).toBe('404 10062');
    expect(refusal(await stage.byToken(event, 'GET', '/messages/@original'))).toBe('404 10015');
  });

  test('is answered once', async () => {
    await using stage = await play();
    const asked = stage.staff[0].command('close', {}, here(stage));
    const event = await stage.heard();
    await stage.answer(event, callback.reply, { content: 'one' });
    expect(refusal(await stage.answer(event, callback.reply, { content: 'two' }))).toBe('400 40060');
    expect(await asked).toMatchObject({ message: { content: 'one' } });
  });

  test('answered for the user alone is seen by nobody else, but told to the bot without guild_id', async () => {
    await using stage = await play();
    const asked = stage.staff[0].command('close', {}, here(stage));
    const event = await stage.heard();
    await stage.answer(event, callback.reply, { content: 'psst', flags: ephemeral });
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
    await stage.answer(event, callback.defer, { flags: ephemeral });
    const answer = await asked;
    if (answer.type !== 'deferred') throw new Error(answer.type);
    expect(answer.ephemeral).toBe(true);
    await stage.byToken(event, 'PATCH', '/messages/%40original', { content: 'Done' });
    expect(await answer.completed).toMatchObject({ content: 'Done', flags: ephemeral });
    stage.sandbox.world.clock.advance(15 * 60_000 + 1);
    expect(refusal(await stage.byToken(event, 'PATCH', '/messages/@original', { content: 'x' }))).toBe('401 50027');
  });

  test('deferred and never finished completes with nothing', async () => {
    await using stage = await play();
    const asked = stage.staff[0].command('close', {}, here(stage));
    await stage.answer(await stage.heard(), callback.defer);
    const answer = await asked;
    stage.sandbox.world.clock.advance(15 * 60_000);
    expect(answer.type === 'deferred' && (await answer.completed)).toBeNull();
  });

  test('is followed up; the first follow-up after a deferral takes its place', async () => {
    await using stage = await play();
    const asked = stage.staff[0].command('close', {}, here(stage));
    const event = await stage.heard();
    expect(refusal(await stage.byToken(event, 'POST', '', { content: 'too early' }))).toBe('404 10015');
    await stage.answer(event, callback.defer);
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
    expect(refusal(await stage.answer(event, callback.reply, { content: 'closed' }))).toBe('400 50083');
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
    expect(refusal(await stage.answer(event, callback.reply, { content: 'x' }))).toBe(
      '400 50035 type:BASE_TYPE_CHOICES',
    );
    await stage.answer(event, callback.choices, { choices: [{ name: 'Billing', value: 'billing' }] });
    expect(await asked).toEqual([{ name: 'Billing', value: 'billing' }]);
  });
});
