import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CommandAnswer, OptionValue, Person } from '../../src/sandbox/scenario/types.ts';
import { sendForged } from '../support/forging.ts';
import { readAnswer, setStageWithTicket } from '../support/open-ticket.ts';
import type { Stage } from '../support/stage.ts';

let stage: Stage;
let robin: Person;
let sam: Person;
let alex: Person;
let post: string;

beforeEach(async () => {
  ({ stage, robin, post } = await setStageWithTicket({ patienceMs: 15_000 }));
  [, sam] = stage.world.staff;
  alex = stage.world.manager;
});
afterEach(() => stage.stop());

type Options = Readonly<Record<string, OptionValue>>;

/** Uses a command, with its subcommand, in the ticket's post. */
function use(who: Person, name: string, options: Options): Promise<CommandAnswer> {
  const [command = '', ...subcommand] = name.split(' ');
  const place = { channelId: post };
  return who.command(
    command,
    options,
    subcommand.length === 0 ? place : { ...place, subcommand: subcommand.join(' ') },
  );
}

async function told(answer: CommandAnswer): Promise<string> {
  if (answer.type !== 'deferred') return readAnswer(answer);
  const message = await answer.completed;
  return message === null ? 'nothing' : `(only you) ${message.content}${JSON.stringify(message.components)}`;
}

describe('what an option can’t be is refused by name', () => {
  test('times, of each command that takes one', async () => {
    const timed = [
      ['close', 'in'],
      ['close-request create', 'close-time'],
      ['blacklist add', 'expires'],
      ['config pause', 'for'],
    ] as const;
    const wrong = [
      ['soon', '**soon** is no time.'],
      ['5', '**5** has no unit of time.'],
      ['5 parsecs', '**parsecs** is no unit of time.'],
      ['-5m', 'is a negative time.'],
      ['101 years', 'is more than 100 years.'],
    ] as const;
    for (const [name, option] of timed) {
      for (const [typed, why] of wrong) {
        const answer = await told(await use(alex, name, { [option]: typed }));
        expect([name, typed, answer]).toEqual([name, typed, expect.stringContaining(why)]);
      }
    }
    expect(stage.posts()[0]?.tags).toEqual(['Open', 'Unanswered']);
  });

  test('people who can’t be written to, and a target that is everyone', async () => {
    const bot = { user: stage.world.application.botUser.id };
    expect(await told(await use(robin, 'send', { ...bot, message: 'Hello' }))).toContain("Bots can't be written to.");
    expect(await told(await use(robin, 'contact', { ...bot, message: 'Hello' }))).toContain(
      "Bots can't be written to.",
    );
    expect(await told(await use(robin, 'blacklist add', { target: stage.world.server.id }))).toContain(
      'That is everyone.',
    );
    const lounge = { channelId: stage.world.lounge.id, subcommand: 'add' };
    expect(await told(await robin.command('blacklist', {}, lounge))).toContain('Whom?');
  });

  test('a setting that is too long, a panel that isn’t one', async () => {
    const value = 'x'.repeat(81);
    expect(await told(await use(alex, 'config set', { key: 'staff_alias', value }))).toContain(
      'takes at most 80 characters, and this has 81.',
    );
    const message = `https://discord.com/channels/${stage.world.server.id}/${stage.world.lounge.id}/${stage.world.lounge.id}`;
    expect(await told(await use(alex, 'config panel', { message }))).toContain('I know no panel there.');
  });

  test('a snippet’s name that is taken, and contents that can’t be', async () => {
    const adding = async (name: string, text: string): Promise<string> => {
      const answer = await use(alex, 'config snippets add', { name });
      return answer.type === 'modal' ? told(await alex.submitModal(answer.modal, { message: text })) : told(answer);
    };
    expect(await adding('hello', 'Hello')).toContain('was added');
    expect(await adding('hello', 'Hello')).toContain('There is a snippet **hello** already.');
    expect(await adding('blank', ' \n ')).toContain('A snippet must say something.');
    expect(await adding('open', 'Hello {user.name')).toContain('A brace is never closed');
    const outside = await robin.command(
      'snippet',
      { name: 'hello', anonymous: true },
      { channelId: stage.world.lounge.id },
    );
    expect(await told(outside)).toContain("Only what goes to a ticket's user can be anonymous.");
  });
});

test('a time for a close request that is out of range is moved into it, and that is said', async () => {
  const ask = async (time: string): Promise<string> => {
    await told(await use(robin, 'close-request create', { 'close-time': time }));
    const said = () => JSON.stringify(stage.posts()[0]?.messages.at(-1)?.components ?? '');
    await stage.until(() => said().includes('asked the user'));
    const text = said();
    await told(await use(robin, 'close-request delete', {}));
    await stage.until(() => said().includes('withdrew'));
    return text;
  };
  expect(await ask('15 days')).toContain('14 days are the longest time that is possible.');
  expect(await ask('9 min')).toContain('10 minutes are the shortest time that is possible.');
  expect(await ask('20 min')).not.toContain('possible');
});

test('only who sent a message by command can edit it; another of the staff can delete it', async () => {
  await told(await use(robin, 'send', { message: 'Trun it off' }));
  const copy = await stage.until(() => stage.posts()[0]?.messages.find(({ content }) => content === 'Trun it off'));
  expect(readAnswer(await sam.useMenu('Edit reply', copy))).toBe(
    '(only you) Only who sent a message can edit it. Deleting it is possible.',
  );
  expect(readAnswer(await sam.useMenu('Delete reply', copy))).toContain('The message is being deleted');
  await stage.until(() => stage.posts()[0]?.messages.every(({ content }) => content !== 'Trun it off'));
});

test('an open ticket can’t be opened again, and what was never offered means nothing', async () => {
  expect(await told(await use(robin, 'reopen', { ticket: 1 }))).toBe('(only you) Ticket 1 is open.');
  const first = stage.posts()[0]?.messages[0];
  if (first === undefined) throw new Error('The post is empty');
  const answer = await sendForged(stage, robin, first, { button: 'nonsense' });
  expect(await told(answer)).toBe('(only you) That means nothing any more. Nothing was changed.');
});

test('anonym-override against what holds for the server is refused, and nothing is sent', async () => {
  const set = async (value: string): Promise<string> =>
    told(await use(alex, 'config set', { key: 'anonymous_replies', value }));
  const send = async (isAnonymous: boolean): Promise<string> =>
    told(await use(robin, 'send', { message: 'Hello', 'anonym-override': isAnonymous }));
  expect(await set('never')).toContain('from now on');
  expect(await send(true)).toBe('(only you) Here, nothing that staff send is anonymous. Leave that option out.');
  expect(await set('always')).toContain('from now on');
  expect(await send(false)).toBe('(only you) Here, what staff send is always anonymous. Leave that option out.');
  expect(stage.world.members[0].dmMessages()).toHaveLength(2);
  expect(await send(true)).toContain('Sent to the user.');
});
