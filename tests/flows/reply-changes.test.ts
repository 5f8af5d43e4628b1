import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Person } from '../../src/sandbox/scenario/types.ts';
import type { Message } from '../../src/sandbox/world/nouns.ts';
import { readAnswer, setStageWithTicket } from '../support/open-ticket.ts';
import { readDms } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

describe('what was sent by /send', () => {
  let stage: Stage;
  let mia: Person;
  let robin: Person;
  let post: string;
  beforeEach(async () => {
    ({ stage, mia, robin, post } = await setStageWithTicket());
    await robin.command('send', { message: 'Helo Mia' }, { channelId: post });
    await stage.until(() => shownInPost().length === 1);
  });
  afterEach(() => stage.stop());

  const shownInPost = (): Message[] => (stage.posts()[0]?.messages ?? []).filter(({ guise }) => guise !== null);
  const first = (): Message => {
    const [message] = shownInPost();
    if (message === undefined) throw new Error('The post shows nothing.');
    return message;
  };
  /** May reopen what is locked. */
  const manager = (): Person => stage.world.staff[1];
  const inDm = () => readDms(mia).slice(2);

  async function edit(text: string): Promise<string> {
    const answer = await robin.useMenu('Edit reply', first());
    if (answer.type !== 'modal') return readAnswer(answer);
    return readAnswer(await robin.submitModal(answer.modal, { message: text }));
  }

  test('is edited by its menu on both sides, in the name that it was sent in', async () => {
    expect(await edit('Hello Mia')).toBe('(only you) The change is on its way to the user.');
    await stage.until(() => inDm().join() === '-# Robin · Lantern Games\nHello Mia');
    await stage.until(() => first().content === 'Hello Mia');
    expect(first().guise?.username).toBe('Robin');
  });

  test('is deleted by its menu on both sides, in a closed ticket as well', async () => {
    const shown = first();
    await robin.command('close', {}, { channelId: post });
    await stage.until(() => stage.posts()[0]?.archived === true);
    // Discord offers no menus in archived posts: somebody opens it first.
    manager().changePost(post, { archived: false, locked: false });
    await robin.useMenu('Delete reply', shown);
    await stage.until(() => inDm().length === 0 && shownInPost().length === 0);
    await stage.until(() => stage.posts()[0]?.archived === true);
  });

  test('whose webhook somebody deleted stays in the post as it was, and the bot says what the user reads', async () => {
    stage.sandbox.world.webhooks.clear();
    await edit('Hello Mia');
    await stage.until(() => inDm().join().endsWith('Hello Mia'));
    await stage.until(() => stage.posts()[0]?.messages.at(-1)?.authorId === stage.world.application.botUser.id);
    expect(first().content).toBe('Helo Mia');
  });

  test('is edited in a post that fell asleep meanwhile', async () => {
    const answer = await robin.useMenu('Edit reply', first());
    if (answer.type !== 'modal') throw new Error(`That is no form: ${answer.type}`);
    manager().changePost(post, { archived: true });
    await robin.submitModal(answer.modal, { message: 'Hello Mia' });
    await stage.until(() => first().content === 'Hello Mia');
  });
});
