import { afterEach, describe, expect, test } from 'vitest';
import type { Person } from '../../src/sandbox/scenario/types.ts';
import type { Message } from '../../src/sandbox/world/nouns.ts';
import { setStageWithTicket } from '../support/open-ticket.ts';
import { reactionsOn, readDms, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

let stage: Stage;
let mia: Person;
let robin: Person;
let post: string;
afterEach(() => stage.stop());

async function openAndClose(tickets: readonly string[] = []): Promise<void> {
  ({ stage, mia, robin, post } = await setStageWithTicket({ tickets }));
  await robin.command('close', {}, { channelId: post });
  await stage.until(() => stage.posts()[0]?.archived);
  // Archived in Discord, the bot still has to hear so.
  const at = { channelId: stage.world.lounge.id };
  while ((await robin.autocomplete('reopen', 'ticket', '1', at)).length === 0);
}

const isOpen = () => stage.posts()[0]?.archived === false && stage.posts()[0]?.locked === false;
const lastDm = (): Message => mia.dmMessages().at(-1) ?? ({} as Message);

/** What a command that was answered later says in the end. */
async function reopen(options: Record<string, string | number | boolean>, person = robin): Promise<string> {
  const answer = await person.command('reopen', options, { channelId: stage.world.lounge.id });
  if (answer.type !== 'deferred') return answer.type === 'message' ? shown(answer.message) : answer.type;
  const message = await answer.completed;
  return `${answer.ephemeral ? '(only you) ' : ''}${message === null ? 'nothing' : shown(message)}`;
}

describe('/reopen', () => {
  test('opens a closed ticket from elsewhere: the post is open, tagged as before, and both sides read so', async () => {
    await openAndClose();
    expect(await robin.autocomplete('reopen', 'ticket', 'mi', { channelId: stage.world.lounge.id })).toEqual([
      { name: '#1 · Mia', value: 1 },
    ]);
    expect(await reopen({ ticket: 1, reason: 'It broke again' })).toBe('(only you) 🔓 Ticket 1 is open again.');
    await stage.until(() => readDms(mia).length === 3);
    expect(isOpen()).toBe(true);
    expect(stage.posts()[0]?.tags.toSorted()).toEqual(['Open', 'Unanswered']);
    const said = `🔓 Opened again by <@${robin.id}>.\n> It broke again`;
    await stage.until(() => shown(stage.posts()[0]?.messages.at(-1) ?? lastDm()) === said);
    expect(readDms(mia).at(-1)).toBe('🔓 Your conversation with **Lantern Games** goes on. Write here as before.');
    mia.dm('Good');
    await stage.until(() => stage.posts()[0]?.messages.at(-1)?.content === '-# Mia\nGood');
  });

  test('tells the user the reason where staff say so', async () => {
    await openAndClose();
    await reopen({ ticket: 1, reason: 'It broke again', 'reason-visible': true });
    await stage.until(() => readDms(mia).length === 3);
    expect(readDms(mia).at(-1)).toContain('> It broke again');
  });

  test('refuses what can’t be opened, each with its reason', async () => {
    await openAndClose(['grace: 0s']);
    expect(await reopen({ ticket: 9 })).toBe('There is no ticket 9 here.');
    expect(await reopen({})).toBe('Which ticket? Use this in its post, or give its number.');
    mia.dm('Something new');
    await stage.until(() => stage.posts()[1]?.messages.length === 2);
    expect(await reopen({ ticket: 1 })).toContain('another open ticket: 2');
    expect(await reopen({ ticket: 2 })).toBe('Ticket 2 is open.');
  });

  test('finds out that the user has left, or that the post is gone', async () => {
    await openAndClose();
    stage.world.manager.deletePost(post);
    expect(await reopen({ ticket: 1 })).toContain("can't be opened: it was deleted");
    stage.sandbox.world.clock.advance(0);
    expect(readDms(mia)).toHaveLength(2);
  });
});

describe('a "thanks" after the closing', () => {
  const thank = async (): Promise<Message> => {
    const thanks = mia.dm('Thanks!');
    await stage.until(() => lastDm().replyTo?.messageId === thanks.id);
    expect(shown(lastDm())).toBe(
      'Your conversation with **Lantern Games** was closed. What shall become of your message?',
    );
    return thanks;
  };
  const press = async (label: string): Promise<string> => {
    const answer = await mia.press(lastDm(), label);
    return answer.type === 'updated' ? shown(answer.message) : answer.type;
  };

  test('makes no new ticket and disturbs nobody', async () => {
    await openAndClose();
    await thank();
    expect(await press('Never mind')).toBe('All right. Nothing was sent.');
    expect(stage.posts()).toHaveLength(1);
    expect(stage.posts()[0]?.archived).toBe(true);
    expect(stage.posts()[0]?.messages.map(shown).join('\n')).not.toContain('Thanks');
  });

  test('can open the ticket again, where it then stands, and the question becomes "message sent"', async () => {
    await openAndClose();
    const thanks = await thank();
    await stage.restartBot();
    await press('Reopen');
    await stage.until(() => reactionsOn(thanks).includes('✅'));
    expect(isOpen()).toBe(true);
    expect(stage.posts()[0]?.messages.map(shown).slice(-2)).toEqual([
      '🔓 Opened again by the user.',
      '-# Mia\nThanks!',
    ]);
    await stage.until(() => shown(lastDm()).startsWith('✉️ Message sent'));
    expect(lastDm().components.length).toBe(1);
    expect(JSON.stringify(lastDm().components)).not.toContain('custom_id');
  });

  test('can open a new one', async () => {
    await openAndClose();
    await thank();
    await press('New ticket');
    const second = await stage.until(() => stage.posts()[1]);
    await stage.until(() => shown(lastDm()).startsWith('✉️ Message sent'));
    expect(second.title).toBe('#2 · Mia');
    expect(stage.posts()[0]?.archived).toBe(true);
  });

  test('isn’t asked about where the configuration says so', async () => {
    await openAndClose(['grace: 0s']);
    mia.dm('Thanks!');
    await stage.until(() => stage.posts()[1]);
  });

  test('can’t open again what was closed too long ago', async () => {
    await openAndClose(['reopen_within: 0s']);
    await thank();
    await expect(mia.press(lastDm(), 'Reopen')).rejects.toThrow();
    await press('New ticket');
    await stage.until(() => stage.posts()[1]);
  });
});
