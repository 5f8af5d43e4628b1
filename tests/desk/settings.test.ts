import { beforeEach, describe, expect, test } from 'vitest';
import type { OutsideEvent } from '../../src/desk/ports.ts';
import type { OverrideTable } from '../../src/desk/store.ts';
import { settingNames } from '../../src/ticket/setting.ts';
import type { ChannelId } from '../../src/ticket/ticket.ts';
import { createOffice, person, serverId } from '../support/desk.ts';
import type { Fuse, Incarnation, Office } from '../support/desk.ts';
import { configuredWith, heedingManagers } from '../support/overriding.ts';

const mia = person('Mia');
const robin = person('Robin');
const alex = person('Alex');

let office: Office;
let bot: Incarnation;
let table: OverrideTable;
let uses: number;
let configured: readonly string[];
let readsContent: boolean;

function begin(lines: readonly string[] = []): void {
  office = createOffice();
  configured = lines;
  readsContent = true;
  uses = 0;
  live();
}
beforeEach(() => begin());

/** A process begins, after whichever ran before. */
function live(fuse?: Fuse): void {
  office.clock.clear();
  const { table: overrides, ...heeding } = heedingManagers(office, configuredWith(configured), { readsContent });
  table = overrides;
  bot = office.open(fuse, heeding);
  bot.delivery.start();
}

const used = () => {
  uses += 1;
  return { key: `interaction:9${uses}`, serverId, channelId: '4400' as ChannelId, by: alex } as const;
};
const handle = (event: OutsideEvent) => bot.desk.handle(event)?.answer;
const giving = (name: string, typed: string): OutsideEvent => ({ ...used(), type: 'settingGiven', name, typed });
const set = (name: string, typed: string) => handle(giving(name, typed));
const reset = (name: string | null) => handle({ ...used(), type: 'settingsReset', name });
const askFor = (name: string, content: string | null = null) =>
  handle({ ...used(), type: 'settingBegun', name, content });
const told = (statement: object) => ({ to: 'invoker', statement });
const refused = (name: string, problem: object, typed: object | null = null) =>
  told({ type: 'settingRefused', name, problem, typed });

const post = (): string => office.discord.posts[0]?.id ?? '';
const dm = (): readonly string[] => office.discord.channel(`5${mia.id}`).map(({ says }) => says);
async function heard(event: OutsideEvent): Promise<void> {
  bot.desk.handle(event);
  await office.settle(bot);
}
const miaSays = (text: string) => heard(office.userWrites(mia, text));
const robinSays = (text: string) => heard(office.staffWrite(robin, post(), text));

describe('what a manager sets', () => {
  test('holds for the next message, in tickets that are open, until it is taken back', async () => {
    await miaSays('Hello');
    set('auto_forward', 'false');
    await robinSays('Who takes this?');
    reset('auto_forward');
    await robinSays('Hello Mia');
    expect(dm().slice(2)).toEqual(['-# Robin · Lantern Games\nHello Mia']);
  });

  test('is kept with who and when, and outlives the process', async () => {
    await miaSays('Hello');
    const at = office.clock.now();
    expect(set('auto_forward', ' False ')).toEqual(
      told({
        type: 'settingChanged',
        setting: {
          name: 'auto_forward',
          path: 'servers[0].tickets.auto_forward',
          isText: false,
          value: false,
          source: { type: 'override', by: alex.id, at },
        },
        isIdle: false,
      }),
    );
    expect(table.all(serverId)).toEqual([{ name: 'auto_forward', value: false, by: alex.id, at }]);
    live();
    await robinSays('Who takes this?');
    expect(dm()).toHaveLength(2);
  });

  test('holds no more at once where somebody else takes it back in the database', async () => {
    await miaSays('Hello');
    set('auto_forward', 'false');
    table.remove(serverId, 'auto_forward');
    await robinSays('Hello Mia');
    expect(dm().slice(2)).toEqual(['-# Robin · Lantern Games\nHello Mia']);
  });

  test('takes the place of what the file says, and of what was set before', async () => {
    begin(['tickets: { staff_alias: Harbour team, anonymous_replies: always }']);
    await miaSays('Hello');
    await robinSays('One');
    set('staff_alias', 'Crew');
    await robinSays('Two');
    set('staff_alias', '  Pilots ');
    await robinSays('Three');
    reset(null);
    await robinSays('Four');
    expect(dm().slice(2)).toEqual([
      '-# Harbour team · Lantern Games\nOne',
      '-# Crew · Lantern Games\nTwo',
      '-# Pilots · Lantern Games\nThree',
      '-# Harbour team · Lantern Games\nFour',
    ]);
  });

  test('can be nothing, where a text may be left out', async () => {
    begin(['tickets: { close_message: Bye }']);
    await miaSays('Hello');
    set('close_message', ' \n');
    await heard(office.closing(robin, post()));
    expect(dm()).toHaveLength(2);
  });

  test('may be anonymous tickets: the next one who writes is asked', async () => {
    set('anonymous_tickets', 'true');
    await miaSays('Hello');
    expect(dm().slice(1)).toEqual(['[beforeOpening]']);
    expect(office.discord.posts).toHaveLength(0);
  });

  test('may be feedback, with all that the file says of it', async () => {
    begin(['feedback: { channel: 423456789012345678 }']);
    await miaSays('Hello');
    set('feedback.enabled', 'true');
    await heard(office.closing(robin, post()));
    expect(dm().slice(2)).toEqual(['[feedback]']);
  });

  test('is set once, however often Discord tells of it', () => {
    const event = giving('receipts', 'false');
    expect(handle(event)).toBeDefined();
    reset('receipts');
    expect(handle(event)).toBeUndefined();
    expect(table.all(serverId)).toEqual([]);
  });

  test.each([
    ['before a transaction', false],
    ['before its commit', false],
    ['behind its commit', true],
  ])('is kept, or isn’t, as a whole: killed %s', (step, isKept) => {
    live({ burn: (burning) => burning === step });
    const event = giving('receipts', 'false');
    expect(() => handle(event)).toThrow('killed');
    live();
    expect(table.all(serverId)).toHaveLength(isKept ? 1 : 0);
    expect(handle(event) === undefined).toBe(isKept);
    expect(table.all(serverId)).toHaveLength(1);
  });
});

describe('a value that can’t be', () => {
  const choices = { auto_forward: ['true', 'false'], anonymous_replies: ['never', 'optional', 'always'] };
  test.each([
    ['auto_forward', 'yes', { type: 'notAllowed', typed: 'yes', allowed: choices.auto_forward }],
    ['feedback.enabled', '', { type: 'notAllowed', typed: '', allowed: choices.auto_forward }],
    ['anonymous_replies', 'true', { type: 'notAllowed', typed: 'true', allowed: choices.anonymous_replies }],
    ['note_prefix', '!', { type: 'unknownSetting' }],
    ['__proto__', '!', { type: 'unknownSetting' }],
  ])('is refused with what is allowed: %s %j', (name, typed, problem) => {
    expect(set(name, typed)).toEqual(refused(name, problem));
    expect(table.all(serverId)).toEqual([]);
  });

  const message = { type: 'setting', longest: 2000, isLong: true };
  const onOpening = ['user.name', 'user.mention', 'user.id', 'server.name', 'ticket.id', 'category'];
  test.each([
    [
      'creation_message',
      'Hi, {staff.name} here',
      { type: 'unknownPlaceholder', placeholder: 'staff.name', suggestion: null, placeholders: onOpening },
      message,
    ],
    [
      'close_message',
      'Bye {user',
      { type: 'unclosedBrace', rest: '{user', placeholders: [...onOpening, 'staff.name'] },
      message,
    ],
    ['close_message', 'x'.repeat(2001), { type: 'tooLong', length: 2001, longest: 2000 }, message],
    [
      'staff_alias',
      'x'.repeat(81),
      { type: 'tooLong', length: 81, longest: 80 },
      { type: 'setting', longest: 80, isLong: false },
    ],
  ])('comes back with what was typed, where it is a text: %s', (name, typed, problem, form) => {
    expect(set(name, typed)).toEqual(refused(name, problem, { ...form, name, content: typed }));
    expect(table.all(serverId)).toEqual([]);
  });

  test('that got into the database all the same has no effect', async () => {
    table.save(serverId, { name: 'auto_forward', value: 'never', by: alex.id, at: 1 });
    table.save(serverId, { name: 'note_prefix', value: '!', by: alex.id, at: 1 });
    await miaSays('Hello');
    await robinSays('Hello Mia');
    expect(dm()).toHaveLength(3);
    expect(JSON.stringify(handle({ ...used(), type: 'settingsAsked' }))).not.toContain('override');
  });
});

describe('without a value', () => {
  test('a form asks for a text, and shows the one that holds, or that was refused', () => {
    const form = { type: 'setting', name: 'close_message', longest: 2000, isLong: true };
    expect(askFor('close_message')).toEqual({ to: 'form', form: { ...form, content: '' } });
    set('close_message', 'Bye');
    expect(askFor('close_message')).toEqual({ to: 'form', form: { ...form, content: 'Bye' } });
    expect(askFor('close_message', 'Bye {x')).toEqual({ to: 'form', form: { ...form, content: 'Bye {x' } });
  });

  test('a choice is told', () => {
    const problem = { type: 'notAllowed', typed: null, allowed: ['true', 'false'] };
    expect(askFor('receipts')).toEqual(refused('receipts', problem));
  });
});

describe('/config show', () => {
  const listed = () => {
    const answer = handle({ ...used(), type: 'settingsAsked' });
    if (answer?.to !== 'invoker' || answer.statement.type !== 'settingsList') throw new Error('That is no list');
    const { mayOverride, settings } = answer.statement;
    return { mayOverride, settings: settings.map(({ name, value, source }) => [name, value, source]) };
  };

  test('names what holds, and where that comes from', () => {
    begin(['tickets: { receipts: false, close_message: Bye }']);
    set('close_message', 'Farewell');
    const at = office.clock.now();
    expect(listed()).toEqual({
      mayOverride: true,
      settings: [
        ['auto_forward', true, { type: 'default' }],
        ['anonymous_replies', 'optional', { type: 'default' }],
        ['anonymous_tickets', false, { type: 'default' }],
        ['staff_alias', null, { type: 'default' }],
        ['creation_message', null, { type: 'default' }],
        ['close_message', 'Farewell', { type: 'override', by: alex.id, at }],
        ['feedback.enabled', false, { type: 'default' }],
        ['receipts', false, { type: 'file' }],
      ],
    });
    expect(listed().settings.map(([name]) => name)).toEqual([...settingNames]);
  });

  test('names the file alone where managers may set nothing', () => {
    set('receipts', 'false');
    configured = ['managers: { may_override: false }'];
    live();
    expect(listed()).toMatchObject({ mayOverride: false });
    expect(listed().settings.at(-1)).toEqual(['receipts', true, { type: 'default' }]);
  });
});

describe('where managers may set nothing', () => {
  beforeEach(() => {
    set('auto_forward', 'false');
    configured = ['managers: { may_override: false }'];
    live();
  });

  test('they are told where it is set instead', () => {
    const fixed = told({ type: 'settingsFixed', path: 'servers[0].feedback.enabled' });
    expect(set('feedback.enabled', 'true')).toEqual(fixed);
    expect(askFor('feedback.enabled')).toEqual(fixed);
    expect(table.all(serverId)).toHaveLength(1);
  });

  test('what was set before has no effect, and can be taken back', async () => {
    await miaSays('Hello');
    await robinSays('Hello Mia');
    expect(dm()).toHaveLength(3);
    expect(reset('auto_forward')).toMatchObject({ statement: { settings: [{ before: false }] } });
    expect(table.all(serverId)).toEqual([]);
  });
});

describe('what is taken back', () => {
  test('is told with what holds again, so that no text is lost', () => {
    begin(['tickets: { close_message: Bye }']);
    set('close_message', 'Farewell');
    set('receipts', 'false');
    const now = {
      name: 'close_message',
      path: 'servers[0].tickets.close_message',
      isText: true,
      value: 'Bye',
      source: { type: 'file' },
    };
    expect(reset('close_message')).toEqual(told({ type: 'settingsReset', settings: [{ now, before: 'Farewell' }] }));
    expect(table.all(serverId)).toMatchObject([{ name: 'receipts' }]);
    expect(reset('close_message')).toEqual(told({ type: 'settingsReset', settings: [] }));
  });

  test('is everything, where everything is meant', () => {
    set('close_message', 'Farewell');
    set('receipts', 'false');
    expect(reset(null)).toMatchObject({ statement: { settings: [{ before: 'Farewell' }, { before: false }] } });
    expect(table.all(serverId)).toEqual([]);
  });
});

test('that messages are forwarded has no effect where Discord keeps them back, which is told', () => {
  readsContent = false;
  live();
  expect(set('auto_forward', 'true')).toMatchObject({ statement: { isIdle: true } });
  expect(set('auto_forward', 'false')).toMatchObject({ statement: { isIdle: false } });
  expect(set('receipts', 'true')).toMatchObject({ statement: { isIdle: false } });
});
