import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPerson, createServer, posts, supportBotPermissions } from '../../src/sandbox/scenario.ts';
import type { CommandAnswer, CommandPlace, Person } from '../../src/sandbox/scenario/types.ts';
import type { Message } from '../../src/sandbox/world/nouns.ts';
import { knownCommands, knownMenus, menuUses, slashUses } from '../support/every-use.ts';
import type { For, SlashUse } from '../support/every-use.ts';
import { everythingIn } from '../support/everything.ts';
import { sendForged } from '../support/forging.ts';
import { readAnswer } from '../support/open-ticket.ts';
import { outboxSize } from '../support/outbox-size.ts';
import { setStage, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

let stage: Stage;
let mia: Person;
let robin: Person;
let alex: Person;
/** Of the staff of another server that the bot serves, and a member of this one. */
let nils: Person;
let post: string;
/** The number of a ticket of that other server. */
const foreign = 2;

beforeEach(async () => {
  stage = await setStage({ patienceMs: 15_000 });
  const { sandbox, world } = stage;
  const harbour = createServer(sandbox, { name: 'Harbour' });
  const botRole = harbour.addBot(world.application, supportBotPermissions);
  const crew = harbour.addRole({ name: 'Crew' });
  const forum = harbour.addForum({ name: 'tickets', visibleTo: [crew, botRole] });
  nils = createPerson(sandbox, { username: 'nils' });
  harbour.addMember(nils, { roles: [crew] });
  world.server.addMember(nils);
  const lines = [
    '    categories: [{ name: Lanterns }, { name: Boats }]',
    `  - id: ${harbour.id}`,
    `    forum: ${forum.id}`,
    `    staff: { roles: [${crew.id}] }`,
    '    tickets: { flood: { within: 0s } }',
    '',
  ];
  writeFileSync(stage.configPath, readFileSync(stage.configPath, 'utf8') + lines.join('\n'));
  await stage.startBot();
  [mia] = world.members;
  [robin] = world.staff;
  alex = world.manager;
  mia.dm('Hello');
  const question = await stage.until(() => mia.dmMessages()[1]);
  const menu = /"custom_id":"(prompt-menu[^"]*)"/.exec(JSON.stringify(question.components))?.[1] ?? '';
  await mia.choose(question, menu, ['lanterns']);
  await mia.press(question, 'Send');
  post = (await stage.until(() => stage.posts().find(({ messages }) => messages.length === 2))).id;
  const visitor = createPerson(sandbox, { username: 'visitor' });
  harbour.addMember(visitor);
  visitor.dm('Hello');
  await stage.until(() => posts(sandbox, forum.id)[0]?.messages.length === 2);
  const added = await use(alex, { name: 'config snippets add', for: 'managers', values: () => ({ name: 'hello' }) });
  if (added.type !== 'modal') throw new Error(added.type);
  await alex.submitModal(added.modal, { message: 'Hello {user.name}' });
  await quiet();
});
afterEach(() => stage.stop());

const quiet = () => stage.until(() => outboxSize(stage) === 0);
const lounge = (): string => stage.world.lounge.id;
const takesTicket = (name: string): boolean =>
  knownCommands()
    .find((one) => one.name === name)
    ?.options.some((option) => option.name === 'ticket') ?? false;

function placeOf({ name }: SlashUse, channelId: string): { readonly command: string; readonly place: CommandPlace } {
  const [command = '', ...subcommand] = name.split(' ');
  const place = subcommand.length === 0 ? { channelId } : { channelId, subcommand: subcommand.join(' ') };
  return { command, place };
}

function use(who: Person, one: SlashUse, channelId = lounge(), more: object = {}): Promise<CommandAnswer> {
  const { command, place } = placeOf(one, channelId);
  return who.command(command, { ...one.values?.(stage.world), ...more }, place);
}

async function told(answer: CommandAnswer): Promise<string> {
  if (answer.type !== 'deferred' && answer.type !== 'deferredUpdate') return readAnswer(answer);
  const message = await answer.completed;
  return message === null ? 'nothing' : shown(message);
}

const isRefused = (text: string): boolean => /Only (staff|managers) can do this/.test(text);
const refusals: Readonly<Record<For, string>> = {
  everyone: '',
  staff: '(only you) Only staff can do this.',
  managers: '(only you) Only managers can do this.',
};

/** Nothing is proposed, the use is refused, and nothing is another than before. */
async function expectRefused(who: Person, one: SlashUse): Promise<void> {
  const before = everythingIn(stage);
  const { command, place } = placeOf(one, lounge());
  const options = knownCommands().find(({ name }) => name === one.name)?.options ?? [];
  for (const option of options.filter((each) => 'autocomplete' in each && each.autocomplete)) {
    expect([one.name, option.name, await who.autocomplete(command, option.name, '', place)]).toEqual([
      one.name,
      option.name,
      [],
    ]);
  }
  const answer = await use(
    who,
    one,
    lounge(),
    takesTicket(one.name) && !one.name.startsWith('blacklist') ? { ticket: 1 } : {},
  );
  expect([one.name, await told(answer)]).toEqual([one.name, refusals[one.for]]);
  await quiet();
  expect([one.name, everythingIn(stage)]).toEqual([one.name, before]);
}

test('the table has every command, subcommand and menu that there is', () => {
  expect(slashUses.map(({ name }) => name).toSorted()).toEqual(
    knownCommands()
      .map(({ name }) => name)
      .toSorted(),
  );
  expect(menuUses.toSorted()).toEqual(knownMenus().toSorted());
});

describe('a command is refused, and changes and tells nothing', { timeout: 60_000 }, () => {
  const guarded = slashUses.filter((one) => one.for !== 'everyone');

  test.each([
    ['the ticket’s own user', () => mia],
    ['another member', () => stage.world.members[1]],
    ['staff of another server', () => nils],
  ] as const)('to %s', async (_, who) => {
    for (const one of guarded) await expectRefused(who(), one);
  });

  test('to staff where it is for managers', async () => {
    for (const one of guarded.filter((each) => each.for === 'managers')) await expectRefused(robin, one);
  });

  test('to whoever was of the staff or a manager, from the moment on at which they are no more', async () => {
    for (const who of [robin, alex]) stage.world.server.changeMember(who, { roles: [] });
    for (const one of guarded) await expectRefused(one.for === 'managers' ? alex : robin, one);
  });
});

test('a menu is refused to whoever isn’t of the staff, wherever they find it', { timeout: 60_000 }, async () => {
  const written = stage.world.members[1].write(lounge(), 'Look');
  await quiet();
  const before = everythingIn(stage);
  for (const who of [mia, stage.world.members[1], nils]) {
    for (const menu of menuUses) {
      const target = menu.endsWith(' user') && !menu.startsWith('Send') ? inLounge(mia) : written;
      expect([menu, readAnswer(await who.useMenu(menu, target))]).toEqual([menu, refusals.staff]);
      expect([menu, everythingIn(stage)]).toEqual([menu, before]);
    }
  }
});

const inLounge = (person: Person) => ({ person, place: { channelId: lounge() } });

test(
  'every command is there for whom it is for; once more right behind, it tells how things are',
  { timeout: 60_000 },
  async () => {
    for (const one of slashUses) {
      const who = { everyone: mia, staff: robin, managers: alex }[one.for];
      // In a post that is archived, Discord offers none.
      const place = one.name === 'reopen' || one.for === 'everyone' ? lounge() : post;
      const first = await told(await use(who, one, place));
      await quiet();
      const second = await told(
        await use(who, one, one.name === 'close' ? lounge() : place, one.name === 'close' ? { ticket: 1 } : {}),
      );
      await quiet();
      expect([one.name, first, isRefused(first) || isRefused(second)]).toEqual([one.name, first, false]);
      if (one.again !== undefined) expect([one.name, second]).toEqual([one.name, expect.stringMatching(one.again)]);
    }
  },
);

test('a ticket is only seen from its own server, whatever is to be done with it', { timeout: 60_000 }, async () => {
  const before = everythingIn(stage);
  const naming = slashUses.filter(({ name }) => takesTicket(name));
  expect(naming.length).toBeGreaterThan(10);
  for (const one of naming) {
    for (const ticket of [foreign, 99]) {
      const { values } = one;
      const without = { ...one, values: (world: Stage['world']) => ({ ...values?.(world), ticket }) };
      const named = one.name.startsWith('blacklist') ? { ...one, values: () => ({ ticket }) } : without;
      const answer = await told(await use(robin, named, post));
      expect([one.name, answer]).toEqual([one.name, `(only you) There is no ticket ${ticket} here.`]);
    }
  }
  await quiet();
  expect(everythingIn(stage)).toEqual(before);
});

test('a use that Discord tells of twice counts once, and is answered once', { timeout: 60_000 }, async () => {
  const answers = () =>
    stage.sandbox.traffic.count('POST', '/interactions/{interaction_id}/{interaction_token}/callback');
  for (const one of slashUses) {
    const who = { everyone: mia, staff: robin, managers: alex }[one.for];
    const before = answers();
    stage.sandbox.gateway.duplicateNext('INTERACTION_CREATE');
    await told(await use(who, one, one.name === 'reopen' || one.for === 'everyone' ? lounge() : post));
    await quiet();
    expect([one.name, answers() - before]).toEqual([one.name, 1]);
  }
  const said = stage.posts()[0]?.messages.map(shown) ?? [];
  for (const text of ['handles this ticket.', '> A note', 'Closed by', 'moved this ticket']) {
    expect([text, said.filter((one) => one.includes(text)).length]).toEqual([text, 1]);
  }
});

describe('a button of the staff', () => {
  const press = async (who: Person, message: Message, button: string): Promise<string> =>
    told(await who.press(message, button));

  test('is for staff alone, and does once what it is for', async () => {
    await use(robin, { name: 'close-request create', for: 'staff' }, post);
    await quiet();
    const asked = await use(robin, { name: 'close', for: 'staff' }, post);
    if (asked.type !== 'message') throw new Error(asked.type);
    stage.world.server.changeMember(robin, { roles: [] });
    expect(await press(robin, asked.message, 'Close all the same')).toBe(refusals.staff);
    expect(stage.posts()[0]?.tags).toContain('Close Requested');
    stage.world.server.changeMember(robin, { roles: [stage.world.supportRole] });
    const [first, second] = await Promise.all([
      press(robin, asked.message, 'Close all the same'),
      press(robin, asked.message, 'Close all the same'),
    ]);
    expect([first, second].filter((text) => /closed already/.test(text))).toHaveLength(1);
    await stage.until(() => stage.posts()[0]?.archived);
    const said = stage.posts()[0]?.messages.map(shown) ?? [];
    expect(said.filter((text) => text.includes('Closed by'))).toHaveLength(1);
  });

  test('that sends once more does so once, and no more once it is deleted', async () => {
    mia.closeDms();
    const written = robin.write(post, 'Are you there?');
    const notice = await stage.until(() =>
      stage.posts()[0]?.messages.find(({ replyTo }) => replyTo?.messageId === written.id),
    );
    mia.openDms();
    await press(robin, notice, 'Try again');
    const copies = () => mia.dmMessages().filter(({ content }) => content.endsWith('Are you there?')).length;
    await stage.until(() => copies() === 1);
    await quiet();
    // It is gone from the notice, and sent all the same.
    const again = async () => told(await sendForged(stage, robin, notice, { button: `retry:${written.id}` }));
    expect(await again()).toBe('The user has this message already.');
    robin.delete(written);
    await stage.until(() => copies() === 0);
    await quiet();
    const before = everythingIn(stage, notice);
    expect(await again()).toBe('This message was deleted.');
    await quiet();
    expect(everythingIn(stage, notice)).toEqual(before);
    expect(copies()).toBe(0);
  });
});

/** Every button and menu that the bot ever put below a message, wherever it stands or stood. */
function everOffered(): readonly string[] {
  const bodies = stage.sandbox.traffic.exchanges.map(({ body }) => JSON.stringify(body ?? null));
  const ids = bodies.flatMap((body) => [...body.matchAll(/"custom_id":"([^"]+)"/g)].map(([, id = '']) => id));
  return [...new Set(ids)];
}

test(
  'whatever a user could ever press changes nothing once its matter is over, and is answered',
  { timeout: 60_000 },
  async () => {
    await use(robin, { name: 'close-request create', for: 'staff' }, post);
    await stage.until(() =>
      mia.dmMessages().some((message) => shown(message).includes('may this conversation be closed')),
    );
    mia.dm('No');
    await quiet();
    await use(robin, { name: 'close', for: 'staff' }, post);
    await stage.until(() => stage.posts()[0]?.archived);
    mia.dm('Thanks');
    const question = await stage.until(() => mia.dmMessages().find((message) => shown(message).includes('was closed')));
    await mia.press(question, 'Never mind');
    await quiet();
    const offered = everOffered();
    const names = new Set(offered.map((id) => id.split(':')[0]));
    expect([...names]).toEqual(expect.arrayContaining(['prompt', 'prompt-menu', 'close-request']));
    const before = everythingIn(stage, question);
    for (const button of offered) {
      const answer = await sendForged(stage, mia, question, { button });
      expect([button, answer.type === 'failed']).toEqual([button, false]);
      await quiet();
      expect([button, everythingIn(stage, question)]).toEqual([button, before]);
    }
  },
);

test('after its time a question can be answered no more, nor taken back', async () => {
  const asking = { name: 'close-request create', for: 'staff', values: () => ({ 'close-time': '1h' }) } as const;
  await use(robin, asking, post);
  const question = await stage.until(() =>
    mia.dmMessages().find((message) => shown(message).includes('may this conversation be closed')),
  );
  const offered = [...JSON.stringify(question.components).matchAll(/"custom_id":"([^"]+)"/g)].map(([, id = '']) => id);
  expect(offered.map((id) => id.split(':')[1])).toEqual(['close', 'keep']);
  // An hour has gone by. The timer is set anew once the question is known to have arrived.
  await quiet();
  const database = new Database(join(stage.folder, 'supportmail.db'));
  database.prepare("UPDATE timers SET due_at = 1 WHERE event ->> 'type' = 'closingDue'").run();
  database.close();
  await stage.until(() => stage.posts()[0]?.archived);
  await quiet();
  const before = everythingIn(stage, question);
  for (const button of offered) {
    const answer = await sendForged(stage, mia, question, { button });
    await quiet();
    expect([button, answer.type === 'failed', everythingIn(stage, question)]).toEqual([button, false, before]);
  }
  const late = { name: 'close-request delete', for: 'staff' } as const;
  expect(await told(await use(robin, late, lounge(), { ticket: 1 }))).toContain('has no open close request');
  expect(everythingIn(stage, question)).toEqual(before);
});
