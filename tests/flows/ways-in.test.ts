import { writeFileSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPerson, createServer, posts, supportBotPermissions } from '../../src/sandbox/scenario.ts';
import type { Person, Server } from '../../src/sandbox/scenario/types.ts';
import type { Message } from '../../src/sandbox/world/nouns.ts';
import { readDms, setStage, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

let stage: Stage;
let harbour: Server;
let forumOfHarbour: string;
let mia: Person;

/** A second server, in which Mia is, too, with its forum; and what the two are configured to. */
async function open({ first = [], second = [] }: { first?: readonly string[]; second?: readonly string[] } = {}) {
  stage = await setStage();
  harbour = createServer(stage.sandbox, { name: 'Harbour' });
  const botRole = harbour.addBot(stage.world.application, supportBotPermissions);
  const forum = harbour.addForum({ name: 'tickets', visibleTo: [botRole] });
  forumOfHarbour = forum.id;
  [mia] = stage.world.members;
  harbour.addMember(mia);
  const lines = [...first, `  - id: ${harbour.id}`, `    forum: ${forum.id}`, ...second, ''];
  writeFileSync(stage.configPath, readFileSync(stage.configPath, 'utf8') + lines.join('\n'));
  await stage.startBot();
}

afterEach(() => stage.stop());

const question = (): Message | undefined => mia.dmMessages().findLast(({ components }) => components.length > 0);
const menus = (
  message: Message | undefined,
): { custom_id: string; options: { label: string; value: string; default: boolean }[] }[] =>
  rows(message).filter(({ type }) => type === 3) as never;
const buttons = (message: Message | undefined): { label: string; disabled?: boolean }[] =>
  rows(message).filter(({ type }) => type === 2) as never;

function rows(message: Message | undefined): { type: number }[] {
  const [container] = (message?.components ?? []) as {
    components?: { type: number; components?: { type: number }[] }[];
  }[];
  return (container?.components ?? []).flatMap(({ components }) => components ?? []);
}

const menu = (which: 'server' | 'category'): string =>
  menus(question()).find(({ custom_id: id }) => id.startsWith(`prompt-menu:${which}`))?.custom_id ?? '';

async function choose(which: 'server' | 'category', label: string): Promise<void> {
  const { options = [] } = menus(question()).find(({ custom_id: id }) => id === menu(which)) ?? {};
  const value = options.find((option) => option.label === label)?.value ?? '';
  await mia.choose(question() as Message, menu(which), [value]);
}

describe('a member of two servers', () => {
  beforeEach(() => open());

  test('chooses for which one their message is; the other server sees nothing of it', async () => {
    mia.dm('My parcel never came.');
    mia.dm('It was a lantern.');
    await stage.until(() => menus(question()).length === 1);
    expect(menus(question())[0]?.options.map(({ label }) => label)).toEqual(['Lantern Games', 'Harbour']);
    expect(buttons(question())[0]).toMatchObject({ label: 'Send', disabled: true });
    await choose('server', 'Harbour');
    expect(menus(question())[0]?.options.find((option) => option.default)?.label).toBe('Harbour');
    expect(buttons(question())[0]?.disabled).not.toBe(true);
    await mia.press(question() as Message, 'Send');
    const post = await stage.until(() =>
      posts(stage.sandbox, forumOfHarbour).find(({ messages }) => messages.length === 3),
    );
    expect(post.messages.slice(1).map(shown)).toEqual(['-# Mia\nMy parcel never came.', '-# Mia\nIt was a lantern.']);
    await stage.until(() => readDms(mia).some((text) => text.startsWith('✉️ Message sent to **Harbour**')));
    expect(stage.posts()).toEqual([]);
    // What follows goes there, too.
    mia.dm('Thank you');
    await stage.until(() => posts(stage.sandbox, forumOfHarbour)[0]?.messages.length === 4);
  });

  test('who is a member of one only isn’t asked', async () => {
    const [, jonas] = stage.world.members;
    jonas.dm('Hello');
    await stage.until(() => readDms(jonas).at(-1)?.includes('Message sent to **Lantern Games**'));
    expect(stage.posts()[0]?.messages).toHaveLength(2);
  });

  test('who is a member of none is told so', async () => {
    const elsewhere = createServer(stage.sandbox, { name: 'Elsewhere' });
    elsewhere.addBot(stage.world.application, supportBotPermissions);
    const kim = createPerson(stage.sandbox, { username: 'kim' });
    elsewhere.addMember(kim);
    kim.dm('Hello');
    await stage.until(() => kim.dmMessages().length === 2);
    expect(readDms(kim).at(-1)).toContain('You are in no server that can be written to here.');
  });
});
