import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Person } from '../../src/sandbox/scenario/types.ts';
import type { Message } from '../../src/sandbox/world/nouns.ts';
import { readAnswer, setStageWithTicket } from '../support/open-ticket.ts';
import { reactionsOn, readDms } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

describe('the menu "Send to user"', () => {
  let stage: Stage;
  let mia: Person;
  let robin: Person;
  let post: string;
  beforeEach(async () => {
    ({ stage, mia, robin, post } = await setStageWithTicket({ tickets: ['auto_forward: false'] }));
  });
  afterEach(() => stage.stop());

  const send = async (message: Message, person = robin): Promise<string> =>
    readAnswer(await person.useMenu('Send to user', message));

  test('sends a message that stayed in the post, in the name of who wrote it, and marks it when it has arrived', async () => {
    const written = robin.write(post, '// She is right');
    expect(await send(written, stage.world.staff[1])).toBe('(only you) This message is on its way to the user.');
    await stage.until(() => reactionsOn(written).includes('✅'));
    expect(readDms(mia).slice(2)).toEqual(['-# Robin · Lantern Games\nShe is right']);
    expect(await send(written)).toBe('(only you) The user has this message already.');
  });

  test('follows an edit and a deletion of what it sent', async () => {
    const written = robin.write(post, 'One');
    await send(written);
    await stage.until(() => reactionsOn(written).includes('✅'));
    robin.edit(written, 'Two');
    await stage.until(() => readDms(mia).at(-1) === '-# Robin · Lantern Games\nTwo');
    robin.delete(written);
    await stage.until(() => readDms(mia).length === 2);
  });

  test('does nothing with what the bot wrote, nor outside of tickets', async () => {
    const copy = stage.posts()[0]?.messages.at(-1);
    expect(copy === undefined ? '' : await send(copy)).toContain('Only what people wrote');
    const elsewhere = robin.write(stage.world.lounge.id, 'Hello everybody');
    expect(await send(elsewhere)).toBe("(only you) This works only in a ticket's post.");
    expect(readDms(mia)).toHaveLength(2);
  });

  test('is for staff', async () => {
    const [, jonas] = stage.world.members;
    const written = jonas.write(stage.world.lounge.id, 'Hello');
    expect(await send(written, jonas)).toBe('(only you) Only staff can do this.');
  });
});
