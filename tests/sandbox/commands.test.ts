import { describe, expect, test } from 'vitest';
import { refusal, setStage } from './stage.ts';

const close = { name: 'close', description: 'Closes the ticket' };

function option(type: number, name: string, more: object = {}): object {
  return { type, name, description: `The ${name}`, ...more };
}

describe('registering commands', () => {
  test('replaces those there were; a name that stays keeps its ID', async () => {
    await using stage = await setStage();
    const path = `/applications/${stage.application.applicationId}/guilds/${stage.server.id}/commands`;
    const put = async (body: unknown) =>
      (await stage.call('PUT', path, body)).body as unknown as { id: string; name: string }[];
    const first = await put([close, { ...close, name: 'note' }]);
    const second = await put([{ ...close, description: 'Ends it' }]);
    expect(second.map((one) => one.name)).toEqual(['close']);
    expect(second[0]?.id).toBe(first[0]?.id);
    expect((await stage.call('GET', path)).body).toEqual(second);
    const everywhere = `/applications/${stage.application.applicationId}/commands`;
    expect((await stage.call('GET', everywhere)).body).toEqual([]);
  });

  test.each([
    ['an upper-case name', [{ ...close, name: 'Close' }], '0.name:APPLICATION_COMMAND_INVALID_NAME'],
    ['a name with a space', [{ ...close, name: 'close it' }], '0.name:APPLICATION_COMMAND_INVALID_NAME'],
    ['no description', [{ name: 'close' }], '0.description:BASE_TYPE_REQUIRED'],
    [
      'a description of 101 characters',
      [{ ...close, description: 'x'.repeat(101) }],
      '0.description:BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a required option after an optional one',
      [{ ...close, options: [option(3, 'a'), option(3, 'b', { required: true })] }],
      '0.options.1:APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
    ],
    [
      'two options of one name',
      [{ ...close, options: [option(3, 'a'), option(3, 'a')] }],
      '0.options:APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
    ],
    [
      '26 options',
      [{ ...close, options: Array.from({ length: 26 }, (_, index) => option(3, `o${index}`)) }],
      '0.options:BASE_TYPE_MAX_LENGTH',
    ],
    [
      'an empty choice in a subcommand',
      [
        {
          ...close,
          options: [option(1, 'sub', { options: [option(3, 'a', { choices: [{ name: '', value: 'x' }] })] })],
        },
      ],
      '0.options.0.options.0.choices.0.name:BASE_TYPE_BAD_LENGTH 0.options.0.options.0.choices.0.name:BASE_TYPE_REQUIRED',
    ],
    [
      'more than 8,000 characters',
      [
        {
          ...close,
          options: Array.from({ length: 25 }, (_, index) =>
            option(3, `o${index}`, {
              description: 'd'.repeat(100),
              choices: Array.from({ length: 3 }, (_, n) => ({ name: `${n}`.repeat(40), value: 'v'.repeat(40) })),
            }),
          ),
        },
      ],
      '0:APPLICATION_COMMAND_TOO_LARGE',
    ],
    [
      'a description that is too long in another language',
      [{ ...close, description_localizations: { de: 'x'.repeat(101) } }],
      '0.description_localizations.de:BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a name that is empty in another language',
      [{ type: 3, name: 'Send', name_localizations: { de: '' } }],
      '0.name_localizations.de:BASE_TYPE_BAD_LENGTH 0.name_localizations.de:BASE_TYPE_REQUIRED',
    ],
    ['one name twice', [close, close], ':APPLICATION_COMMANDS_DUPLICATE_NAME'],
    ['a menu without a name', [{ type: 3, name: '' }], '0.name:BASE_TYPE_BAD_LENGTH 0.name:BASE_TYPE_REQUIRED'],
    ['a menu of 33 characters', [{ type: 2, name: 'M'.repeat(33) }], '0.name:BASE_TYPE_BAD_LENGTH'],
    [
      'a menu with a description',
      [{ ...close, type: 3 }],
      '0.description:APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_INVALID',
    ],
    [
      'a menu with options',
      [{ type: 3, name: 'Send to user', options: [option(3, 'a')] }],
      '0.options:APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_INVALID',
    ],
    [
      '16 menus on messages',
      Array.from({ length: 16 }, (_, index) => ({ type: 3, name: `Menu ${index}` })),
      ':BASE_TYPE_BAD_LENGTH',
    ],
  ])('is refused with %s', async (_what, body, fields) => {
    await using stage = await setStage();
    const path = `/applications/${stage.application.applicationId}/commands`;
    expect(refusal(await stage.call('PUT', path, body))).toBe(`400 50035 ${fields}`);
  });

  test('takes 15 menus of each kind beside 100 commands; one name can be all three', async () => {
    await using stage = await setStage();
    const menus = [2, 3].flatMap((type) =>
      Array.from({ length: 15 }, (_, index) => ({ type, name: `Menu ${index}`, description: '' })),
    );
    const slash = Array.from({ length: 100 }, (_, index) => ({ ...close, name: `menu-${index}` }));
    const path = `/applications/${stage.application.applicationId}/commands`;
    const { status, body } = await stage.call('PUT', path, [...slash, ...menus]);
    expect([status, (body as unknown as object[]).length]).toEqual([200, 130]);
  });

  test("is refused for another application's commands", async () => {
    await using stage = await setStage();
    expect(refusal(await stage.call('PUT', `/applications/${stage.server.id}/commands`, []))).toBe('403 20012');
  });
});

describe('what people are offered', () => {
  async function stageWithCommands() {
    const stage = await setStage();
    const { applicationId } = stage.application;
    await stage.call('PUT', `/applications/${applicationId}/guilds/${stage.server.id}/commands`, [
      close,
      { ...close, name: 'config', default_member_permissions: String(1n << 5n) },
      { ...close, name: 'admin', default_member_permissions: '0' },
    ]);
    await stage.call('PUT', `/applications/${applicationId}/commands`, [
      { ...close, name: 'anywhere' },
      { ...close, name: 'here-only', contexts: [0] },
    ]);
    return stage;
  }

  test('depends on their permissions and on the place', async () => {
    await using stage = await stageWithCommands();
    const postId = await stage.openPost();
    const names = (person: (typeof stage.staff)[0], place: { channelId: string } | { dm: true }) =>
      person.offeredCommands(place).map((one) => one.name);
    expect(names(stage.staff[0], { channelId: postId })).toEqual(['close', 'anywhere', 'here-only']);
    expect(names(stage.manager, { channelId: postId })).toContain('config');
    expect(names(stage.manager, { channelId: postId })).not.toContain('admin');
    expect(names(stage.members[0], { channelId: postId })).toEqual([]);
    expect(names(stage.members[0], { channelId: stage.lounge.id })).toContain('close');
    expect(names(stage.members[0], { dm: true })).toEqual(['anywhere']);
  });

  test('is nothing in an archived post', async () => {
    await using stage = await stageWithCommands();
    const postId = await stage.openPost();
    await stage.call('PATCH', `/channels/${postId}`, { archived: true });
    expect(stage.staff[0].offeredCommands({ channelId: postId })).toEqual([]);
    await expect(stage.staff[0].command('close', {}, { channelId: postId })).rejects.toThrow(
      "robin.h isn't offered /close there",
    );
  });
});
