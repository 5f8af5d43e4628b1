import { describe, expect, test } from 'vitest';
import { refusal, setStage } from './stage.ts';

const v2 = 1 << 15;

describe('a message of the bot', () => {
  test('is answered with all that Discord says of it, its nonce included, which later reads leave out', async () => {
    await using stage = await setStage();
    const sent = await stage.call('POST', `/channels/${stage.dmId}/messages`, { content: '  hi  ', nonce: '7' });
    expect(sent.status).toBe(200);
    expect(sent.body).toMatchObject({ content: 'hi', nonce: '7', edited_timestamp: null, type: 0 });
    const read = await stage.call('GET', `/channels/${stage.dmId}/messages/${String(sent.body['id'])}`);
    expect(read.body).not.toHaveProperty('nonce');
    expect(read.body).toMatchObject({ content: 'hi' });
  });

  test.each([
    ['text of 2,001 characters', { content: 'x'.repeat(2001) }, '400 50035 content:BASE_TYPE_MAX_LENGTH'],
    ['nothing', { content: ' \n ' }, '400 50006'],
    [
      'a title of 257 characters',
      { embeds: [{ title: 'x'.repeat(257) }] },
      '400 50035 embeds.0.title:BASE_TYPE_MAX_LENGTH',
    ],
    [
      'embeds of 6,001 characters together',
      { embeds: [{ description: 'x'.repeat(4000) }, { description: 'x'.repeat(2001) }] },
      '400 50035 embeds:MAX_EMBED_SIZE_EXCEEDED',
    ],
    [
      '11 embeds',
      { embeds: Array.from({ length: 11 }, () => ({ title: 'x' })) },
      '400 50035 embeds:BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a field without value',
      { embeds: [{ fields: [{ name: 'x' }] }] },
      '400 50035 embeds.0.fields.0.value:BASE_TYPE_REQUIRED',
    ],
    [
      'content beside V2',
      { content: 'x', flags: v2, components: [{ type: 10, content: 'y' }] },
      '400 50035 content:MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    ],
    [
      'a text display without V2',
      { components: [{ type: 10, content: 'y' }] },
      '400 50035 components.0.type:BASE_TYPE_CHOICES',
    ],
    [
      '4,001 characters of V2',
      {
        flags: v2,
        components: [
          { type: 10, content: 'x'.repeat(4000) },
          { type: 10, content: 'y' },
        ],
      },
      '400 50035 components:COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
    ],
    [
      '41 components of V2',
      { flags: v2, components: Array.from({ length: 41 }, () => ({ type: 10, content: 'y' })) },
      '400 50035 components:COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
    ],
    [
      'two buttons with one custom ID',
      {
        content: 'x',
        components: [{ type: 1, components: [1, 2].map(() => ({ type: 2, style: 1, label: 'a', custom_id: 'a' })) }],
      },
      '400 50035 components.0.components.1.custom_id:COMPONENT_CUSTOM_ID_DUPLICATED',
    ],
    ['a nonce of 26 characters', { content: 'x', nonce: 'x'.repeat(26) }, '400 50035 nonce:BASE_TYPE_MAX_LENGTH'],
    [
      'users both named and parsed',
      { content: 'x', allowed_mentions: { parse: ['users'], users: ['123456789012345678'] } },
      '400 50035 allowed_mentions:MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
    ],
  ])('is refused with %s', async (_what, body, expected) => {
    await using stage = await setStage();
    expect(refusal(await stage.call('POST', `/channels/${stage.dmId}/messages`, body))).toBe(expected);
  });

  test('may have Components V2 in full', async () => {
    await using stage = await setStage();
    const button = { type: 2, style: 1, label: 'Open', custom_id: 'open' };
    const components = [
      {
        type: 17,
        accent_color: 0x336699,
        components: [
          { type: 10, content: '## Title' },
          { type: 14 },
          { type: 9, components: [{ type: 10, content: 'text' }], accessory: button },
          { type: 1, components: [{ type: 3, custom_id: 'pick', options: [{ label: 'A', value: 'a' }] }] },
        ],
      },
    ];
    const sent = await stage.call('POST', `/channels/${stage.dmId}/messages`, { flags: v2, components });
    expect(sent.status).toBe(200);
    expect(sent.body['flags']).toBe(v2);
  });

  test('goes nowhere when DMs are closed, no server is shared or the place is not its own', async () => {
    await using stage = await setStage();
    const [mia, jonas] = stage.members;
    const send = () => stage.call('POST', `/channels/${stage.dmId}/messages`, { content: 'x' });
    mia.closeDms();
    expect(refusal(await send())).toBe('403 50007');
    mia.openDms();
    expect((await send()).status).toBe(200);
    stage.server.removeMember(mia);
    expect(refusal(await send())).toBe('403 50278');
    expect(() => mia.dm('still there?')).toThrow('shares no server');
    expect(jonas.dmMessages()).toEqual([]);
    expect(refusal(await stage.call('POST', `/channels/${stage.forum.id}/messages`, { content: 'x' }))).toBe(
      '400 40058',
    );
  });

  test('keeps the DM channel of a person for ever', async () => {
    await using stage = await setStage();
    const open = () => stage.call('POST', '/users/@me/channels', { recipient_id: stage.members[0].id });
    expect((await open()).body['id']).toBe(stage.dmId);
    expect((await open()).body['id']).toBe(stage.dmId);
    const toBot = await stage.call('POST', '/users/@me/channels', { recipient_id: stage.application.applicationId });
    expect(refusal(toBot)).toBe('400 50033');
  });
});

describe('edits, deletions and reactions', () => {
  test('change own messages only', async () => {
    await using stage = await setStage();
    const path = `/channels/${stage.dmId}/messages`;
    const own = String((await stage.call('POST', path, { content: 'one' })).body['id']);
    const edited = await stage.call('PATCH', `${path}/${own}`, { content: 'two' });
    expect(edited.body).toMatchObject({ content: 'two', edited_timestamp: expect.any(String) });
    const foreign = stage.members[0].dm('mine');
    expect(refusal(await stage.call('PATCH', `${path}/${foreign.id}`, { content: 'yours' }))).toBe('403 50005');
    expect(refusal(await stage.call('DELETE', `${path}/${foreign.id}`))).toBe('403 50003');
    expect((await stage.call('DELETE', `${path}/${own}`)).status).toBe(204);
    expect(refusal(await stage.call('PATCH', `${path}/${own}`, { content: 'x' }))).toBe('404 10008');
  });

  test('make a message one of Components V2 only when they empty the rest of it', async () => {
    await using stage = await setStage();
    const path = `/channels/${stage.dmId}/messages`;
    const own = `${path}/${String((await stage.call('POST', path, { content: 'one' })).body['id'])}`;
    const richer = { flags: v2, components: [{ type: 10, content: 'two' }] };
    expect(refusal(await stage.call('PATCH', own, richer))).toBe('400 50035 flags:BASE_TYPE_BAD_VALUE');
    const edited = await stage.call('PATCH', own, { ...richer, content: null, embeds: [] });
    expect(edited.body).toMatchObject({ content: '', flags: v2, components: [{ type: 10, content: 'two' }] });
    const back = await stage.call('PATCH', own, { flags: 0, components: [], content: 'three' });
    expect(refusal(back)).toBe('400 50035 content:MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2');
  });

  test('put reactions under a message and take them away', async () => {
    await using stage = await setStage();
    const message = stage.members[0].dm('thanks');
    const path = `/channels/${stage.dmId}/messages/${message.id}/reactions/${encodeURIComponent('✅')}/@me`;
    expect((await stage.call('PUT', path)).status).toBe(204);
    expect((await stage.call('PUT', path)).status).toBe(204);
    stage.members[0].react(message, '✅');
    const read = await stage.call('GET', `/channels/${stage.dmId}/messages/${message.id}`);
    expect(read.body['reactions']).toMatchObject([{ emoji: { name: '✅' }, count: 2, me: true }]);
    await stage.call('DELETE', path);
    expect(message.reactions[0]?.userIds).toEqual(new Set([stage.members[0].id]));
    const wrong = `/channels/${stage.dmId}/messages/${message.id}/reactions/smile/@me`;
    expect(refusal(await stage.call('PUT', wrong))).toBe('400 10014');
  });
});

test('pages of messages come newest first: the last ones, before, after and around one', async () => {
  await using stage = await setStage();
  const [mia] = stage.members;
  const ids = ['1', '2', '3', '4', '5'].map((text) => mia.dm(text).id);
  const page = async (query: string) => {
    const answer = await stage.call('GET', `/channels/${stage.dmId}/messages?${query}`);
    return (answer.body as unknown as { content: string }[]).map((one) => one.content);
  };
  expect(await page('limit=2')).toEqual(['5', '4']);
  expect(await page(`after=${ids[1]}&limit=2`)).toEqual(['4', '3']);
  expect(await page(`before=${ids[1]}`)).toEqual(['1', 'Hello']);
  expect(await page(`around=${ids[2]}&limit=3`)).toEqual(['4', '3', '2']);
  expect(refusal(await stage.call('GET', `/channels/${stage.dmId}/messages?limit=101`))).toBe(
    '400 50035 limit:NUMBER_TYPE_MAX',
  );
});
