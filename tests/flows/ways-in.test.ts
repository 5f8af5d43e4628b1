import { writeFileSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPerson, createServer, posts, supportBotPermissions } from '../../src/sandbox/scenario.ts';
import { permissions } from '../../src/sandbox/permissions.ts';
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
    const { traffic } = stage.sandbox;
    traffic.clear();
    jonas.dm('Hello');
    await stage.until(() => readDms(jonas).at(-1)?.includes('Message sent to **Lantern Games**'));
    expect(stage.posts()[0]?.messages).toHaveLength(2);
    // Whether they are a member is asked of each server, and nothing else costs more than with one.
    expect(traffic.exchanges.map(({ method, route }) => `${method} ${route}`)).toEqual([
      'GET /guilds/{guild_id}/members/{user_id}',
      'GET /guilds/{guild_id}/members/{user_id}',
      'POST /channels/{channel_id}/threads',
      'POST /channels/{channel_id}/messages',
      'POST /channels/{channel_id}/messages',
    ]);
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

describe('a German member of two servers with categories and forms', () => {
  const asking = [
    '    categories:',
    '      - { name: Buying things, emoji: 🛒, description: Orders and refunds, forum_tag: true }',
    '      - name: Lost luggage',
    '        creation_message: "We look for {category}, ticket {ticket.id}."',
    '        forum_tag: true',
    '        form:',
    '          - { type: text, id: where, label: Where did you lose it? }',
    '          - type: select',
    '            id: what',
    '            label: What is it?',
    '            options: [{ label: A bag, value: bag }, { label: A lantern, value: lantern }]',
    '          - { type: note, text: We look for it at once. }',
  ];
  const readCategory = (post: { messages: readonly Message[] }): string => JSON.stringify(post.messages[0]?.embeds);

  beforeEach(async () => {
    await open({ first: asking, second: asking });
    mia.speak('de-DE');
  });

  test('writes, chooses, fills in and sends, with a restart of the bot in between each two of these', async () => {
    mia.dm('Hilfe!');
    await stage.until(() => menus(question()).length === 1);
    await stage.restartBot();
    await choose('server', 'Harbour');
    expect(shown(question() as Message)).toContain('Soll deine Nachricht an **Harbour** gesendet werden?');
    expect(buttons(question()).map(({ label, disabled }) => [label, disabled])).toEqual([
      ['Senden', true],
      ['Abbrechen', undefined],
    ]);
    await stage.restartBot();
    await choose('category', 'Lost luggage');
    expect(shown(question() as Message)).toContain('Beim Senden öffnet sich ein kurzes Formular.');
    await stage.restartBot();
    // A form that is dismissed changes nothing: it opens again.
    await mia.press(question() as Message, 'Senden');
    const answer = await mia.press(question() as Message, 'Senden');
    if (answer.type !== 'modal') throw new Error('no form');
    expect(answer.modal.title).toBe('Lost luggage');
    await stage.restartBot();
    await mia.submitModal(answer.modal, { where: 'At the pier', what: ['lantern'] });
    await stage.restartBot();
    await stage.until(() => readDms(mia).some((text) => text.startsWith('✉️ Nachricht an **Harbour** gesendet')));
    expect(readDms(mia).at(-1)).toContain('We look for Lost luggage, ticket 1.');
    const [post] = posts(stage.sandbox, forumOfHarbour);
    expect(post?.messages.slice(1).map(shown)).toEqual(['-# Mia\nHilfe!']);
    expect(post?.tags).toEqual(['Open', 'Unanswered', 'Lost luggage']);
    for (const text of ['Lost luggage', 'Where did you lose it?', '> At the pier', '> A lantern']) {
      expect(readCategory(post as never)).toContain(text);
    }
    expect(readDms(mia)).toHaveLength(2);
  });

  describe('comes from the panel', () => {
    let panel: Message;

    /** A manager of that server sends it, and the member presses its button. */
    const press = async (server: Server, manager: Person): Promise<void> => {
      const channel = server.addTextChannel({ name: 'contact' });
      void manager.command('config', {}, { channelId: channel.id, subcommand: 'panel' });
      panel = await stage.until(() =>
        stage.sandbox.world.messages.get(channel.id)?.find(({ authorId }) => authorId !== manager.id),
      );
      await stage.restartBot();
      await mia.press(panel, 'Write to the staff');
      await stage.until(() => question() !== undefined);
      await stage.restartBot();
    };
    const ofHarbour = (): Person => {
      const alex = stage.world.manager;
      harbour.addMember(alex, { roles: [harbour.addRole({ name: 'Manager', permissions: permissions.manageGuild })] });
      return alex;
    };

    test('clicks, chooses, fills in: that is all, with a restart in between each two of these', async () => {
      await press(harbour, ofHarbour());
      expect(shown(question() as Message)).toContain('Schreib deine Nachricht an **Harbour** hier.');
      await choose('category', 'Lost luggage');
      await stage.restartBot();
      const answer = await mia.press(question() as Message, 'Senden');
      if (answer.type !== 'modal') throw new Error('no form');
      await stage.restartBot();
      await mia.submitModal(answer.modal, { where: 'At the pier', what: ['bag'] });
      await stage.restartBot();
      await stage.until(() => readDms(mia).some((text) => text.startsWith('✉️ Nachricht an **Harbour** gesendet')));
      const [post] = posts(stage.sandbox, forumOfHarbour);
      expect(post?.messages).toHaveLength(1);
      expect(readCategory(post as never)).toContain('> At the pier');
      expect(readDms(mia)).toHaveLength(1);
      expect(stage.posts()).toEqual([]);
    });

    test('clicks, writes, chooses, sends: that is all, with a restart in between each two of these', async () => {
      await press(stage.world.server, stage.world.manager);
      mia.dm('Ich möchte eine Laterne.');
      await stage.until(
        () => shown(question() as Message).includes('Soll deine Nachricht'),
        () => readDms(mia),
      );
      await stage.restartBot();
      await choose('category', 'Buying things');
      await stage.restartBot();
      await mia.press(question() as Message, 'Senden');
      await stage.restartBot();
      await stage.until(() => readDms(mia)[0]?.startsWith('✉️ Nachricht an **Lantern Games** gesendet'));
      expect(stage.posts()[0]?.messages.slice(1).map(shown)).toEqual(['-# Mia\nIch möchte eine Laterne.']);
      expect(readDms(mia)).toHaveLength(2);
    });

    test('of one server, then of the other: what was written goes along, and the question says so', async () => {
      await press(stage.world.server, stage.world.manager);
      mia.dm('Hilfe!');
      await stage.until(() => shown(question() as Message).includes('**Lantern Games**'));
      await press(harbour, ofHarbour());
      await stage.until(() => shown(question() as Message).includes('**Harbour**'));
      await choose('category', 'Buying things');
      await mia.press(question() as Message, 'Senden');
      await stage.until(() => posts(stage.sandbox, forumOfHarbour)[0]?.messages.length === 2);
      expect(stage.posts()).toEqual([]);
    });
  });
});
