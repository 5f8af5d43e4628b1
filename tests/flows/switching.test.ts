import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../../src/sandbox/scenario/types.ts';
import type { Message } from '../../src/sandbox/world/nouns.ts';
import { reactionsOn, readDms, setStage, shown } from '../support/stage.ts';
import type { Stage, StageOptions } from '../support/stage.ts';

/** How a text comes to stand for the bot and its role, whose IDs each stage makes anew. */
type Write = (ids: { bot: string; role: string }) => string;

const file = { name: 'map.png', bytes: new Uint8Array([137, 80, 78, 71]) };

interface Row {
  readonly name: string;
  readonly write: Write;
  readonly withFile?: boolean;
  /** What the user reads below the name, by mode; `null`: nothing reaches them. */
  readonly reads: Readonly<Record<Mode, string | Write | null>>;
}

type Mode = 'everything is forwarded' | 'nothing is by itself' | 'Discord shows only what mentions the bot';

const everywhere = (text: string): Row['reads'] => ({
  'everything is forwarded': text,
  'nothing is by itself': text,
  'Discord shows only what mentions the bot': text,
});
const whereItIsRead = (text: string): Row['reads'] => ({
  ...everywhere(text),
  'Discord shows only what mentions the bot': null,
});
const onlyForwarded = (text: string | Write): Row['reads'] => ({
  'everything is forwarded': text,
  'nothing is by itself': null,
  'Discord shows only what mentions the bot': null,
});

const rows: readonly Row[] = [
  { name: 'x', write: () => 'plain', reads: onlyForwarded('plain') },
  { name: '-r x', write: () => '-r flagged', reads: whereItIsRead('flagged') },
  { name: ' -r x', write: () => ' -r spaced', reads: whereItIsRead('spaced') },
  { name: '-rx', write: () => '-rotten', reads: onlyForwarded('-rotten') },
  { name: '-r alone', write: () => '-r', reads: { ...onlyForwarded(''), 'everything is forwarded': null } },
  { name: '-r with only a file', write: () => '-r', withFile: true, reads: whereItIsRead('map.png') },
  { name: '<@bot> x', write: ({ bot }) => `<@${bot}> mentioned`, reads: everywhere('mentioned') },
  { name: '<@!bot> x', write: ({ bot }) => `<@!${bot}> as old clients do`, reads: everywhere('as old clients do') },
  { name: '<@&role> x', write: ({ role }) => `<@&${role}> by role`, reads: everywhere('by role') },
  { name: '<@bot> with only a file', write: ({ bot }) => `<@${bot}>`, withFile: true, reads: everywhere('map.png') },
  {
    name: 'x <@bot>',
    write: ({ bot }) => `trailing <@${bot}>`,
    reads: onlyForwarded(({ bot }) => `trailing <@${bot}>`),
  },
];

const modes: readonly [mode: Mode, options: StageOptions][] = [
  ['everything is forwarded', {}],
  ['nothing is by itself', { tickets: ['auto_forward: false'] }],
  ['Discord shows only what mentions the bot', { tickets: ['auto_forward: true'] }],
];

describe.each(modes)('where %s, of what staff write', (mode, options) => {
  let stage: Stage;
  let ids: { bot: string; role: string };
  let mia: Person;
  let robin: Person;
  let post: string;
  beforeAll(async () => {
    stage = await setStage(options);
    const { application, server, members, staff } = stage.world;
    if (mode === 'Discord shows only what mentions the bot') application.application.flags = 0;
    const role = [...server.guild.roles.values()].find(({ botId }) => botId !== null)?.id ?? '';
    ids = { bot: application.botUser.id, role };
    [mia] = members;
    [robin] = staff;
    await stage.startBot();
    mia.dm('Hello');
    await stage.until(() => mia.dmMessages().length === 2);
    post = stage.posts()[0]?.id ?? '';
  });
  afterAll(() => stage.stop());

  /** All that a message shows below the name of its author: what it says, and its files by name. */
  const below = (message: Message): string => {
    const [, ...lines] = shown(message).split('\n');
    const said = lines.map((line) => (line.includes(file.name) ? file.name : line));
    return [...said, ...message.attachments.map(({ name }) => name)].join('\n');
  };

  test.each(rows)('$name', async ({ write, withFile = false, reads }) => {
    const before = mia.dmMessages().length;
    const written = robin.write(post, write(ids), withFile ? { files: [file] } : {});
    // In a post one comes after the other: when this has arrived, nothing else is still to come.
    const last = robin.write(post, `<@${ids.bot}> the last`);
    await stage.until(() => reactionsOn(last).length === 1);
    const wanted = reads[mode];
    const text = typeof wanted === 'function' ? wanted(ids) : wanted;
    expect(mia.dmMessages().slice(before).map(below)).toEqual([...(text === null ? [] : [text]), 'the last']);
    expect(reactionsOn(written)).toEqual(text === null ? [] : ['✅']);
  });
});

describe('without the Message Content intent', () => {
  let stage: Stage;
  let mia: Person;
  let robin: Person;
  let post: string;
  let address: string;
  afterEach(() => stage.stop());

  async function withTicket(): Promise<void> {
    stage = await setStage();
    const { application, members, staff } = stage.world;
    application.application.flags = 0;
    address = `<@${application.botUser.id}>`;
    [mia] = members;
    [robin] = staff;
    await stage.startBot();
    mia.dm('Hello');
    await stage.until(() => mia.dmMessages().length === 2);
    post = stage.posts()[0]?.id ?? '';
  }

  const copies = (): string[] => readDms(mia).filter((text) => text.startsWith('-# '));
  const inPost = (): string[] => (stage.posts()[0]?.messages ?? []).map(shown);

  test('a new post says how staff write to the user, and the user is read as ever', async () => {
    await withTicket();
    const fields = stage.posts()[0]?.messages[0]?.embeds[0]?.fields ?? [];
    expect(fields.find(({ name }) => name === 'Writing to the user')?.value).toContain(`begin with ${address} reach`);
    const asked = mia.dm('Is anybody there?');
    await stage.until(() => reactionsOn(asked).length === 1);
    expect(inPost().at(-1)).toBe('-# Mia\nIs anybody there?');
  });

  test('an edit that still mentions the bot is made; one that doesn’t leaves what the user has, and staff hear so', async () => {
    await withTicket();
    const message = robin.write(post, `${address} Hello Mai`);
    await stage.until(() => copies().length === 1);
    robin.edit(message, `${address} Hello Mia`);
    await stage.until(() => copies()[0] === '-# Robin · Lantern Games\nHello Mia');
    robin.edit(message, 'Hello you');
    await stage.until(() => inPost().at(-1)?.startsWith('⚠️'));
    expect(stage.posts()[0]?.messages.at(-1)?.replyTo?.messageId).toBe(message.id);
    expect(copies()).toEqual(['-# Robin · Lantern Games\nHello Mia']);
  });

  test('the menu "Send to user" sends what could not be read', async () => {
    await withTicket();
    const message = robin.write(post, 'She may know this');
    await robin.useMenu('Send to user', message);
    await stage.until(() => reactionsOn(message).length === 1);
    expect(copies()).toEqual(['-# Robin · Lantern Games\nShe may know this']);
  });

  test('what was written while the bot was away is treated alike', async () => {
    await withTicket();
    await stage.restartBot();
    const meanwhile = [`${address} One`, 'Two', `${address} Three`];
    stage.sandbox.gateway.dropAndForgetSession();
    const written = meanwhile.map((text) => robin.write(post, text));
    await stage.until(() => reactionsOn(written[2] as Message).length === 1);
    expect(copies()).toEqual(['-# Robin · Lantern Games\nOne', '-# Robin · Lantern Games\nThree']);
  });

  test('the application is asked once, before the session, and again with each try while Discord is down', async () => {
    stage = await setStage();
    stage.world.application.application.flags = 0;
    const fault = stage.sandbox.faults.add({ route: '/applications/@me', times: 1, when: 'before', effect: 'reset' });
    await stage.startBot();
    expect(fault.hits).toBe(1);
    const asked = stage.sandbox.traffic.exchanges.filter(({ route }) => route === '/applications/@me');
    expect(asked.map(({ faulty }) => faulty)).toEqual([true, false]);
  });
});
