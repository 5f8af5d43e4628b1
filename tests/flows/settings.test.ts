import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CommandAnswer, OptionValue, Person } from '../../src/sandbox/scenario/types.ts';
import type { Message } from '../../src/sandbox/world/nouns.ts';
import { run } from '../cli/run.ts';
import { readAnswer, setStageWithTicket } from '../support/open-ticket.ts';
import { reactionsOn, readDms, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

let stage: Stage;
let mia: Person;
let robin: Person;
let manager: Person;
let post: string;

beforeEach(async () => {
  const feedback = (): readonly string[] => ['rating_tags: true'];
  ({ stage, mia, robin, post } = await setStageWithTicket({ tickets: ['close_message: Bye'], feedback }));
  ({ manager } = stage.world);
});
afterEach(() => stage.stop());

type Options = Readonly<Record<string, OptionValue>>;
const config = (subcommand: string, options: Options = {}, by = manager): Promise<CommandAnswer> =>
  by.command('config', options, { channelId: stage.world.lounge.id, subcommand });
const set = async (key: string, value: string): Promise<string> => readAnswer(await config('set', { key, value }));

async function fillIn(answer: CommandAnswer, text: string): Promise<Message> {
  if (answer.type !== 'modal') throw new Error(`That is no form, but ${readAnswer(answer)}`);
  const filledIn = await manager.submitModal(answer.modal, { message: text });
  if (filledIn.type !== 'message' || !filledIn.ephemeral) throw new Error(`That was answered by ${filledIn.type}`);
  return filledIn.message;
}

/** What stood in Mia's DM behind what she had read before, once the ticket was written in until this. */
async function relayed(...texts: readonly string[]): Promise<readonly string[]> {
  const messages = texts.map((text) => robin.write(post, text));
  const last = messages.at(-1);
  await stage.until(() => last !== undefined && reactionsOn(last).includes('✅'));
  return readDms(mia).slice(2);
}

test('what a manager sets holds at once and after a restart, and no more as soon as the command line takes it back', async () => {
  expect(await set('auto_forward', 'false')).toBe(
    '(only you) ✅ `auto_forward` is **false** from now on. `/config reset` takes it back.',
  );
  expect(await relayed('Who takes this?', '-r I do')).toEqual(['-# Robin · Lantern Games\nI do']);
  await stage.restartBot();
  expect(await relayed('Thanks', '-r Hello')).toHaveLength(2);
  const at = { cwd: stage.folder };
  expect((await run(['config', 'show'], at)).out).toMatch(
    new RegExp(`tickets\\.auto_forward +override +false +\\(set by user ${manager.id}, `),
  );
  expect((await run(['config', 'reset', 'auto_forward'], at)).exitCode).toBe(0);
  expect((await relayed('Anything else?')).at(-1)).toBe('-# Robin · Lantern Games\nAnything else?');
  expect((await run(['config', 'show'], at)).out).toMatch(/tickets\.auto_forward +default +true/);
});

describe('/config', () => {
  test('shows what holds, and who set it when', async () => {
    await set('staff_alias', 'Crew *one*');
    expect(readAnswer(await config('show')).replaceAll(/<t:\d+:R>/g, '<when>')).toBe(
      [
        '(only you) Managers can set this with `/config set`:',
        '- `auto_forward`: **true** · default',
        '- `anonymous_replies`: **optional** · default',
        '- `anonymous_tickets`: **false** · default',
        `- \`staff_alias\`: **Crew \\*one\\*** · set by <@${manager.id}>, <when>`,
        '- `creation_message`: *(empty)* · default',
        '- `close_message`: **Bye** · configuration file',
        '- `feedback.enabled`: **false** · default',
        '- `receipts`: **true** · default',
        '-# Everything else is set in the configuration file.',
      ].join('\n'),
    );
  });

  test('asks for a message by a form, and gives back what can’t be, to be typed again', async () => {
    const form = await config('set', { key: 'close_message' });
    expect(JSON.stringify(form)).toContain('"value":"Bye"');
    const typed = 'Bye {user.nam}\nSee you';
    const refused = await fillIn(form, typed);
    expect(shown(refused)).toContain('There is no placeholder {user.nam}. Did you mean {user.name}?');
    const again = await manager.press(refused, 'Try again');
    expect(JSON.stringify(again)).toContain(JSON.stringify(typed).slice(1, -1));
    expect(shown(await fillIn(again, typed.replace('nam', 'name')))).toBe(
      '✅ `close_message` is **Bye {user.name} See you** from now on. `/config reset` takes it back.',
    );
    await robin.command('close', {}, { channelId: post });
    await stage.until(() => readDms(mia).at(-1)?.endsWith('\nBye Mia\nSee you'));
    expect(readAnswer(await config('reset', { key: 'close_message' }))).toBe(
      [
        '(only you) ↩️ The configuration file holds again:',
        '- `close_message`: **Bye** · configuration file',
        '`close_message` was set to:',
        '```\nBye {user.name}\nSee you\n```',
      ].join('\n'),
    );
  });

  test('proposes what a setting may be, and says so of anything else', async () => {
    const typing = (key: string, text: string, by = manager) =>
      by.autocomplete('config', 'value', text, {
        channelId: stage.world.lounge.id,
        subcommand: 'set',
        filled: { key },
      });
    const words = async (key: string, text: string) => (await typing(key, text)).map(({ value }) => value);
    expect(await words('anonymous_replies', '')).toEqual(['never', 'optional', 'always']);
    expect(await words('receipts', 'F')).toEqual(['false']);
    expect(await words('close_message', '')).toEqual([]);
    expect(await typing('receipts', '', robin)).toEqual([]);
    expect(await set('receipts', 'off')).toBe('(only you) `receipts` can’t be **off**. It takes: `true`, `false`');
    expect(readAnswer(await config('set', { key: 'receipts' }))).toBe(
      '(only you) Say in `value` what `receipts` is to be: `true`, `false`',
    );
    expect(readAnswer(await config('reset', { key: 'all' }))).toBe(
      '(only you) Nothing was set here that could be taken back.',
    );
  });

  test('is for managers, and so are its forms and buttons', async () => {
    expect(readAnswer(await config('set', { key: 'receipts', value: 'false' }, robin))).toBe(
      '(only you) Only managers can do this.',
    );
    const form = await config('set', { key: 'close_message' });
    const refused = await fillIn(await config('set', { key: 'close_message' }), '{');
    stage.world.server.changeMember(manager, { roles: [stage.world.supportRole] });
    expect(shown(await fillIn(form, 'Farewell'))).toBe('Only managers can do this.');
    expect(readAnswer(await manager.press(refused, 'Try again'))).toBe('(only you) Only managers can do this.');
    expect((await run(['config', 'show'], { cwd: stage.folder })).out).not.toContain('  override  ');
  });
});

test('feedback that a manager switches on has its tags', async () => {
  await set('feedback.enabled', 'true');
  await robin.command('close', {}, { channelId: post });
  const question = await stage.until(() => mia.dmMessages().find((message) => shown(message).includes('How was it?')));
  await mia.press(question, '4');
  await stage.until(() => stage.posts()[0]?.tags.join() === 'Closed,4 stars');
});

test('what was set holds, though its answer was lost', async () => {
  const route = '/interactions/{interaction_id}/{interaction_token}/callback';
  stage.sandbox.faults.add({ route, when: 'after', effect: 'reset' });
  void set('auto_forward', 'false').catch(() => null);
  await stage.until(() => stage.sandbox.traffic.count('POST', route) === 1);
  expect(await relayed('Who takes this?', '-r I do')).toEqual(['-# Robin · Lantern Games\nI do']);
});

test('where the file leaves nothing to managers, they are told where it is set', async () => {
  const text = readFileSync(stage.configPath, 'utf8');
  writeFileSync(stage.configPath, text.replace('managers: {', 'managers: { may_override: false,'));
  await stage.restartBot();
  expect(await set('receipts', 'false')).toBe(
    '(only you) Managers can’t set this here. It is changed in the configuration file: `servers[0].tickets.receipts`',
  );
  expect(readAnswer(await config('show'))).toContain('since `managers.may_override` is false there:\n- `auto_f');
});
