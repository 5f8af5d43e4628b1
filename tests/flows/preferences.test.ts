import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Person } from '../../src/sandbox/scenario/types.ts';
import { readAnswer, setStageWithTicket } from '../support/open-ticket.ts';
import { readDms, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

let stage: Stage;
let mia: Person;
let robin: Person;
let post: string;

beforeEach(async () => {
  ({ stage, mia, robin, post } = await setStageWithTicket());
});
afterEach(() => stage.stop());

const inDm = { dm: true } as const;
const prefer = async (language: string, person = mia): Promise<string> =>
  readAnswer(await person.command('preferences', { language }, { ...inDm, subcommand: 'language' }));
const closeAnd = async (options: object = {}): Promise<string | undefined> => {
  const before = readDms(mia).length;
  await robin.command('close', { 'notify-user': true, ...options }, { channelId: post });
  await stage.until(() => readDms(mia).length > before);
  return readDms(mia).at(-1);
};

describe('/preferences language', () => {
  test('in the DM: from then on the bot writes in that language; the answer, the post and the staff keep theirs', async () => {
    expect(await prefer('de')).toBe('(only you) From now on, the bot writes to you in **Deutsch**.');
    expect(await closeAnd()).toContain('Deine Unterhaltung mit **Lantern Games** wurde geschlossen');
    expect((stage.posts()[0]?.messages ?? []).map(shown).at(-1)).toContain('Closed by');
  });

  test('lasts over a restart, and is taken back', async () => {
    await prefer('fr');
    await stage.restartBot();
    expect(await closeAnd()).toContain('Votre conversation avec **Lantern Games**');
    expect(await prefer('server')).toBe('(only you) From now on, the bot writes to you in the language of the server.');
    mia.dm('Thanks');
    await stage.until(() => readDms(mia).at(-1)?.includes('What shall become of your message?'));
  });

  test('in the server as well, answered in the language of one’s Discord', async () => {
    mia.speak('fr');
    const place = { channelId: stage.world.lounge.id, subcommand: 'language' };
    expect(readAnswer(await mia.command('preferences', { language: 'de' }, place))).toBe(
      '(only you) Désormais, le bot vous écrit en **Deutsch**.',
    );
    expect(await closeAnd()).toContain('Deine Unterhaltung');
  });

  test('a refusal, and a question, too', async () => {
    await prefer('de');
    await closeAnd();
    mia.dm('Danke');
    await stage.until(() => readDms(mia).at(-1)?.includes('Was soll mit deiner Nachricht geschehen?'));
  });
});

test('/preferences auto-redirect is kept, and answered', async () => {
  const redirect = async (enabled: boolean): Promise<string> =>
    readAnswer(await mia.command('preferences', { enabled }, { ...inDm, subcommand: 'auto-redirect' }));
  expect(await redirect(true)).toContain('goes to the one that was active last');
  expect(await redirect(false)).toContain('you are asked which one you mean');
});

describe('/help', () => {
  test('in the DM lists the user’s open tickets', async () => {
    const listed = readAnswer(await mia.command('help', {}, inDm));
    expect(listed).toMatch(/Your open conversation:\n- 1 with \*\*Lantern Games\*\*, begun <t:\d+:R>/);
    await closeAnd();
    expect(readAnswer(await mia.command('help', {}, inDm))).toContain('You have no open conversation.');
  });

  test('in a server says nothing of tickets', async () => {
    const said = readAnswer(await mia.command('help', {}, { channelId: stage.world.lounge.id }));
    expect(said).toContain('Write to this bot by direct message');
    expect(said).not.toContain('conversation:');
  });
});
