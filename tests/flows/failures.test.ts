import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Person } from '../../src/sandbox/scenario/types.ts';
import type { Message } from '../../src/sandbox/world/nouns.ts';
import { setStageWithTicket } from '../support/open-ticket.ts';
import { reactionsOn, readDms, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

describe('a message that cannot reach the user', () => {
  let stage: Stage;
  let mia: Person;
  let robin: Person;
  let post: string;
  let written: Message;
  beforeEach(async () => {
    ({ stage, mia, robin, post } = await setStageWithTicket());
    mia.closeDms();
    written = robin.write(post, 'Hello Mia');
    await stage.until(() => reactionsOn(written).length === 1);
  });
  afterEach(() => stage.stop());

  const notice = (): Message => stage.posts()[0]?.messages.at(-1) ?? written;
  const press = async (): Promise<string> => {
    const answer = await robin.press(notice(), 'Try again');
    return answer.type === 'updated' || answer.type === 'message' ? shown(answer.message) : answer.type;
  };

  test('is marked, and said in the post with a button to try again', async () => {
    expect(reactionsOn(written)).toEqual(['❌']);
    expect(notice().replyTo?.messageId).toBe(written.id);
    expect(shown(notice())).toContain('direct messages are switched off');
  });

  test('arrives when it is tried again once the user takes messages, also after a restart of the bot', async () => {
    await stage.restartBot();
    mia.openDms();
    expect(await press()).toBe(`🔁 Tried again by <@${robin.id}>.`);
    await stage.until(() => reactionsOn(written).includes('✅') && !reactionsOn(written).includes('❌'));
    expect(readDms(mia).slice(2)).toEqual(['-# Robin · Lantern Games\nHello Mia']);
    expect(stage.posts()[0]?.messages.filter((message) => shown(message).includes('❌'))).toEqual([]);
  });

  test('fails again while the user takes none, and can be tried again after that', async () => {
    const first = notice();
    await press();
    await stage.until(() => notice().id !== first.id && reactionsOn(written).includes('❌'));
    mia.openDms();
    await press();
    await stage.until(() => reactionsOn(written).includes('✅'));
    expect(readDms(mia).slice(2)).toEqual(['-# Robin · Lantern Games\nHello Mia']);
  });

  test('once delivered, an old notice only says so', async () => {
    const first = notice();
    mia.openDms();
    await Promise.all([robin.press(first, 'Try again'), stage.world.staff[1].press(first, 'Try again')]);
    await stage.until(() => reactionsOn(written).includes('✅'));
    expect(readDms(mia).slice(2)).toEqual(['-# Robin · Lantern Games\nHello Mia']);
  });

  test('is tried again by nobody but staff', async () => {
    const guests = stage.world.server.addRole({ name: 'Guests' });
    stage.world.server.allow(stage.world.forum.id, guests, (1n << 10n) | (1n << 16n) | (1n << 38n) | (1n << 31n));
    const [, , guest] = stage.world.members;
    stage.world.server.addMember(guest, { roles: [guests] });
    mia.openDms();
    const answer = await guest.press(notice(), 'Try again');
    expect(answer.type === 'message' && answer.ephemeral && shown(answer.message)).toBe('Only staff can do this.');
    expect(readDms(mia)).toHaveLength(2);
  });

  test('nor in a ticket that was closed meanwhile', async () => {
    const button = notice();
    await robin.command('close', {}, { channelId: post });
    await stage.until(() => stage.posts()[0]?.archived);
    mia.openDms();
    const answer = await robin.press(button, 'Try again');
    expect(answer.type === 'message' && shown(answer.message)).toBe('Ticket 1 is closed already.');
    expect(readDms(mia)).toHaveLength(2);
    expect(stage.posts()[0]?.archived).toBe(false);
    await stage.until(() => stage.posts()[0]?.archived);
  });
});
