import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Person } from '../../src/sandbox/scenario/types.ts';
import { run } from '../cli/run.ts';
import { readAnswer, setStageWithTicket } from '../support/open-ticket.ts';
import { reactionsOn, readDms, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

let stage: Stage;
let mia: Person;
let jonas: Person;

beforeEach(async () => {
  ({ stage, mia } = await setStageWithTicket());
  jonas = stage.world.members[1];
});
afterEach(() => stage.stop());

const config = async (subcommand: string, options = {}, by = stage.world.manager): Promise<string> =>
  readAnswer(await by.command('config', options, { channelId: stage.world.lounge.id, subcommand }));
const marksOn = (person: Person): string[] => person.dmMessages().slice(0, 1).flatMap(reactionsOn);
const supportmail = (...argv: readonly string[]) =>
  run([...argv], { cwd: stage.folder, env: { DISCORD_TOKEN: stage.world.application.token } });

test('a paused server refuses new tickets, says why and until when, and open ones go on', async () => {
  expect(await config('pause', { for: '2h', reason: 'We are moving.' })).toMatch(
    /^\(only you\) ⏸️ No new tickets until <t:\d+:F> \(<t:\d+:R>\)\. .*\n> We are moving\.$/,
  );
  jonas.dm('Anybody there?');
  await stage.until(() => readDms(jonas).length === 2 && marksOn(jonas).length > 0);
  expect(readDms(jonas)[1]).toMatch(
    /takes no new messages at the moment\. Your message was not sent\.\n> We are moving\.\nYou can write again from <t:\d+:F> on/,
  );
  expect(marksOn(jonas)).toEqual(['❌']);
  mia.dm('One more thing');
  await stage.until(() => stage.posts()[0]?.messages.some((message) => shown(message).includes('One more thing')));
  expect(stage.posts()).toHaveLength(1);
  expect(await config('resume')).toBe('(only you) ▶️ New tickets are taken again.');
  jonas.dm('And now?');
  await stage.until(() => stage.posts().length === 2);
});

test('what can’t be a pause is refused, as is whoever is no manager', async () => {
  expect(await config('pause', { for: '32d' })).toContain('at most 31 days');
  expect(await config('pause', { for: '1000000000' })).toContain('over already');
  expect(await config('pause', { for: 'tomorrow' })).toContain('tomorrow');
  expect(await config('resume')).toContain('New tickets were taken all the time.');
  expect(await config('pause', {}, stage.world.staff[0])).toContain('Only managers');
});

test('the command line pauses and resumes beside the running bot', async () => {
  expect(await supportmail('pause', '--reason', 'Holidays')).toEqual({
    exitCode: 0,
    out: '✔ No new tickets until you resume. Open ones go on.\n',
    err: '',
  });
  jonas.dm('Anybody there?');
  await stage.until(() => readDms(jonas)[1]?.includes('Holidays'));
  expect((await supportmail('resume')).out).toBe('✔ New tickets are taken again.\n');
  expect((await supportmail('resume')).out).toBe('✔ New tickets were taken all the time.\n');
  const refused = await supportmail('pause', '--for', '40d');
  expect({ ...refused, err: refused.err.split('\n')[0] }).toEqual({
    exitCode: 2,
    out: '',
    err: '--for is "40d", which is longer than 31 days.',
  });
  expect((await supportmail('pause', '--for', 'soon')).exitCode).toBe(2);
  jonas.dm('And now?');
  await stage.until(() => stage.posts().length === 2);
});
