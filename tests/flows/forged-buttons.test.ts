import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { staffButtons, userButtons, userForms } from '../../src/discord/buttons/index.ts';
import { forms } from '../../src/discord/commands/index.ts';
import type { CommandAnswer, Person } from '../../src/sandbox/scenario/types.ts';
import { emptyDraft } from '../../src/sandbox/world/drafts.ts';
import type { Component, Message } from '../../src/sandbox/world/nouns.ts';
import { sendMessage } from '../../src/sandbox/world/writing.ts';
import { sendForged } from '../support/forging.ts';
import { everythingIn } from '../support/everything.ts';
import { outboxSize } from '../support/outbox-size.ts';
import { setStage, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

let stage: Stage;
let mia: Person;
let jonas: Person;
let yuki: Person;
let posts: readonly [string, string];

// Mia has a ticket, Jonas one that staff ask him about, Yuki was asked whether hers shall be sent.
beforeEach(async () => {
  stage = await setStage({
    patienceMs: 15_000,
    tickets: ['anonymous_tickets: true'],
    feedback: () => ['enabled: true'],
  });
  await stage.startBot();
  [mia, jonas, yuki] = stage.world.members;
  for (const [index, person] of [mia, jonas].entries()) {
    person.dm('Hello');
    const question = await stage.until(() => person.dmMessages().find((message) => idsOn(message).length > 0));
    await person.press(question, 'Send');
    await stage.until(() => stage.posts().length === index + 1 && stage.posts()[index]?.messages.length === 2);
  }
  yuki.dm('Not yet sent');
  posts = [stage.posts()[0]?.id ?? '', stage.posts()[1]?.id ?? ''];
  await stage.world.staff[0].command('close-request', {}, { channelId: posts[1], subcommand: 'create' });
  await stage.until(() => idsIn(jonas).some((id) => id.startsWith('close-request')) && idsIn(yuki).length > 0);
  await stage.until(() => outboxSize(stage) === 0);
});
afterEach(async () => stage.stop());

function idsOn({ components }: Message): string[] {
  const inside = (all: readonly Component[]): string[] =>
    all.flatMap((one) => [...(one.custom_id === undefined ? [] : [one.custom_id]), ...inside(one.components ?? [])]);
  return inside(components);
}
const idsIn = (person: Person): string[] => person.dmMessages().flatMap(idsOn);

const madeUp: readonly (readonly string[])[] = [
  [],
  [''],
  ['1'],
  ['999999'],
  ['-1', 'NaN', 'e'],
  ['close', '2', 'x'],
  ['keep', '2', ''],
  ['5', '2', '1'],
  ['send', 'x'],
  ['never', '__proto__'],
  ['ticket', 'x'],
  ['constructor', '2', '0'],
  ["'; DROP TABLE tickets; --", '1'],
];

function forged(names: readonly { readonly name: string }[]): string[] {
  const known = names.flatMap(({ name }) => madeUp.map((about) => [name, ...about].join(':')));
  return [...known, '', ':', 'no-such-button:1', '__proto__', 'toString:1'].map((id) => id || ' ');
}

const wasAnswered = ({ type }: CommandAnswer): boolean => type !== 'failed';
const says = (answer: CommandAnswer): string => ('message' in answer ? shown(answer.message) : answer.type);

async function tryAll(
  at: Message,
  ids: readonly string[],
  send: (id: string) => Promise<CommandAnswer>,
): Promise<readonly string[]> {
  const before = everythingIn(stage, at);
  const said: string[] = [];
  for (const id of ids) {
    const answer = await send(id);
    expect({ id, wasAnswered: wasAnswered(answer) }).toEqual({ id, wasAnswered: true });
    said.push(says(answer));
    expect({ id, now: everythingIn(stage, at) }).toEqual({ id, now: before });
  }
  await stage.until(() => outboxSize(stage) === 0);
  expect(everythingIn(stage, at)).toEqual(before);
  return said;
}

describe('a made-up button or form changes nothing, and is answered', { timeout: 60_000 }, () => {
  test('of a user, in their DM', async () => {
    const at = mia.dmMessages().find(({ authorId }) => authorId !== mia.user.id);
    if (at === undefined) throw new Error('The bot said nothing.');
    await tryAll(at, forged(userButtons), (id) => sendForged(stage, mia, at, { button: id }));
    await tryAll(at, forged(userForms), (id) => sendForged(stage, mia, at, { form: id }));
  });

  test('of somebody who is no staff, in the server', async () => {
    const { sandbox, world } = stage;
    const bot = world.application.botUser.id;
    const at = sendMessage(sandbox.world, bot, world.lounge, { ...emptyDraft, content: 'Press' });
    const said = [
      ...(await tryAll(at, forged(staffButtons), (id) => sendForged(stage, mia, at, { button: id }))),
      ...(await tryAll(at, forged(forms), (id) => sendForged(stage, mia, at, { form: id }))),
    ];
    expect(new Set(said.filter((text) => !/staff|managers|nothing any more/.test(text)))).toEqual(new Set());
  });

  test('of staff, in a post', async () => {
    const [robin] = stage.world.staff;
    const at = stage.posts()[1]?.messages.find(({ components }) => components.length > 0);
    if (at === undefined) throw new Error('The bot said nothing.');
    await tryAll(at, forged(staffButtons), (id) => sendForged(stage, robin, at, { button: id }));
  });
});

test('another’s button, pressed as if it were one’s own, changes nothing, and is answered', async () => {
  const at = mia.dmMessages().find(({ authorId }) => authorId !== mia.user.id);
  if (at === undefined) throw new Error('The bot said nothing.');
  const others = [...idsIn(jonas), ...idsIn(yuki)];
  expect(others.map((id) => id.split(':')[0])).toEqual(expect.arrayContaining(['close-request', 'prompt']));
  await tryAll(at, others, (id) => sendForged(stage, mia, at, { button: id }));
  // And they still do what they are for.
  const question = jonas.dmMessages().find((message) => idsOn(message).some((id) => id.startsWith('close-request')));
  if (question === undefined) throw new Error('Nobody asked.');
  await jonas.press(question, 'Close');
  await stage.until(() => stage.posts()[1]?.archived);
});
