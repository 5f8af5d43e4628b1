import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CommandAnswer, OptionValue, Person } from '../../src/sandbox/scenario/types.ts';
import type { Message } from '../../src/sandbox/world/nouns.ts';
import { readAnswer, setStageWithTicket } from '../support/open-ticket.ts';
import { readDms, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

let stage: Stage;
let mia: Person;
let robin: Person;
let manager: Person;
let post: string;
let lounge: string;

beforeEach(async () => {
  ({ stage, mia, robin, post } = await setStageWithTicket({ tickets: ['auto_forward: false'] }));
  ({ manager } = stage.world);
  lounge = stage.world.lounge.id;
});
afterEach(() => stage.stop());

type Options = Readonly<Record<string, OptionValue>>;
const configure = (subcommand: string, options: Options = {}, by = manager): Promise<CommandAnswer> =>
  by.command('config', options, { channelId: lounge, subcommand: `snippets ${subcommand}` });
const use = (options: Options, channelId = post): Promise<CommandAnswer> =>
  robin.command('snippet', options, { channelId });

async function fillIn(answer: CommandAnswer, content: string): Promise<Message> {
  if (answer.type !== 'modal') throw new Error(`That is no form, but ${readAnswer(answer)}`);
  const filledIn = await manager.submitModal(answer.modal, { message: content });
  if (filledIn.type !== 'message' || !filledIn.ephemeral) throw new Error(`That was answered by ${filledIn.type}`);
  return filledIn.message;
}
const add = async (name: string, content: string, options: Options = {}): Promise<Message> =>
  fillIn(await configure('add', { name, ...options }), content);

function posted(answer: CommandAnswer): Message {
  if (answer.type !== 'message') throw new Error(`Nothing was posted: ${answer.type}`);
  return answer.message;
}

describe('/snippet', () => {
  test('in a ticket’s post goes to the user like a message of its sender, and the post shows it so', async () => {
    expect(shown(await add('welcome', 'Hello {user.name}, I am {staff.name}.'))).toBe(
      '✅ The snippet **welcome** was added.',
    );
    const answer = await use({ name: 'welcome', anonymous: true, 'as-embed': true });
    const completed = answer.type === 'deferred' ? await answer.completed : null;
    expect(completed === null ? null : shown(completed)).toBe('✅ Sent to the user.');
    await stage.until(() => stage.posts()[0]?.messages.length === 3);
    const copy = stage.posts()[0]?.messages.at(-1);
    expect([copy?.guise?.username, copy?.content]).toEqual(['Robin', 'Hello Mia, I am Staff.']);
    expect(readDms(mia).at(-1)).toBe('-# Staff · Lantern Games\nHello Mia, I am Staff.');
    expect(mia.dmMessages().at(-1)?.embeds).toEqual([]);
  });

  test('elsewhere is posted by the answer, and pings only whoever is named', async () => {
    const role = stage.world.supportRole;
    await add('rules', `Be kind, @everyone, <@&${role.id}> and <@${manager.id}>.`);
    const plain = posted(await use({ name: 'rules', mention: mia.id }, lounge));
    expect(plain.content).toBe(`<@${mia.id}>\nBe kind, @everyone, <@&${role.id}> and <@${manager.id}>.`);
    expect([...plain.pinged]).toEqual([mia.id]);
    const boxed = posted(await use({ name: 'rules', mention: mia.id, 'as-embed': true }, lounge));
    expect(boxed.embeds).toMatchObject([{ description: plain.content.split('\n')[1] }]);
    expect([boxed.content, ...boxed.pinged]).toEqual([`<@${mia.id}>`, mia.id]);
    const hidden = posted(await use({ name: 'rules', hidden: true }, lounge));
    expect([hidden.ephemeralTo, ...hidden.pinged]).toEqual([robin.id]);
  });

  test('proposes names to those who may use it, and only to them', async () => {
    await add('rules', 'Be kind.');
    const at = { channelId: lounge };
    expect(await robin.autocomplete('snippet', 'name', 'ru', at)).toEqual([{ name: 'rules', value: 'rules' }]);
    expect(await mia.autocomplete('snippet', 'name', '', at)).toEqual([]);
    const removing = { channelId: lounge, subcommand: 'snippets remove' };
    expect(await manager.autocomplete('config', 'name', '', removing)).toHaveLength(1);
    expect(await robin.autocomplete('config', 'name', '', removing)).toEqual([]);
    const refused = await mia.command('snippet', { name: 'rules' }, at);
    expect(readAnswer(refused)).toBe('(only you) Only staff can do this.');
  });
});

describe('/config snippets', () => {
  test('is for managers, and so are its form and its buttons', async () => {
    expect(readAnswer(await configure('list', {}, robin))).toBe('(only you) Only managers can do this.');
    const form = await configure('add', { name: 'rules' });
    stage.world.server.changeMember(manager, { roles: [stage.world.supportRole] });
    expect(shown(await fillIn(form, 'Be kind.'))).toBe('Only managers can do this.');
  });

  test('gives back what can’t be kept, to be typed again', async () => {
    const content = '  ```js\nHello {user.nam}\n```\nBye';
    const refused = await add('welcome', content, { 'only-tickets': true });
    expect(shown(refused)).toContain('There is no placeholder {user.nam}. Did you mean {user.name}?');
    const again = await manager.press(refused, 'Try again');
    if (again.type !== 'modal') throw new Error(`That is no form: ${again.type}`);
    expect(JSON.stringify(again.modal.components)).toContain(JSON.stringify(content).slice(1, -1));
    expect(shown(await fillIn(again, content.replace('nam', 'name')))).toBe('✅ The snippet **welcome** was added.');
    expect(readAnswer(await use({ name: 'welcome' }, lounge))).toBe(
      '(only you) The snippet **welcome** is only for tickets: use it in a ticket’s post.'.replace('’', "'"),
    );
  });

  test('changes, lists and removes', async () => {
    for (let at = 10; at < 31; at += 1) await add(`number ${at}`, `Text ${at}`);
    const form = await configure('edit', { name: 'number 30' });
    if (form.type !== 'modal') throw new Error(`That is no form: ${form.type}`);
    expect(JSON.stringify(form.modal.components)).toContain('Text 30');
    expect(shown(await fillIn(form, 'Another text'))).toBe('✅ The snippet **number 30** was changed.');
    const list = posted(await configure('list'));
    expect(shown(list).split('\n')).toHaveLength(21);
    expect(readAnswer(await manager.press(list, 'Next page'))).toBe(
      'Snippets, page 2 of 2:\n- **number 30**: Another text',
    );
    expect(readAnswer(await configure('remove', { name: 'number 30' }))).toBe(
      '(only you) ✅ The snippet **number 30** was removed.',
    );
    expect(readAnswer(await configure('remove', { name: 'number 30' }))).toBe(
      '(only you) There is no snippet **number 30** here.',
    );
  });
});
