import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Person, Post } from '../../src/sandbox/scenario/types.ts';
import { permissions } from '../../src/sandbox/permissions.ts';
import { supportBotPermissions } from '../../src/sandbox/scenario.ts';
import type { TextChannel } from '../../src/sandbox/world/nouns.ts';
import { run } from '../cli/run.ts';
import { outboxSize } from '../support/outbox-size.ts';
import { readDms, setStage, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';
import { endProcesses, startProcess } from '../support/start-process.ts';

let stage: Stage;
let board: TextChannel;
beforeEach(async () => {
  stage = await setStage({
    patienceMs: 8_000,
    tickets: ['anonymous_tickets: true', 'grace: 0s'],
    feedback: ({ server }) => {
      board = server.addTextChannel({ name: 'feedback' });
      return ['enabled: true', `channel: ${board.id}`];
    },
  });
  await stage.startBot();
});
afterEach(async () => {
  await endProcesses();
  await stage.stop();
});

const forget = (id: string, ...options: readonly string[]) =>
  run(['--config', stage.configPath, 'person', 'forget', id, '--yes', '--discord', ...options], {
    cwd: stage.folder,
    env: { DISCORD_TOKEN: stage.world.application.token },
  });

const onBoard = (): string[] => [...(stage.sandbox.world.messages.get(board.id) ?? [])].map(shown);

/** A ticket with something of either side, closed; sent by the button that bears this label. */
async function closedTicket(person: Person, label: string): Promise<Post> {
  const [robin] = stage.world.staff;
  const before = stage.posts().length;
  const dms = readDms(person).length;
  person.dm('Something secret');
  await stage.until(() => readDms(person).length === dms + 2);
  const question = person.dmMessages().at(-1);
  if (question === undefined) throw new Error('There is no question.');
  await person.press(question, label);
  const post = await stage.until(() => stage.posts()[before]);
  await stage.until(() => outboxSize(stage) === 0);
  robin.write(post.id, 'An answer');
  await robin.command('send', { message: 'Typed' }, { channelId: post.id });
  await stage.until(() => readDms(person).some((text) => text.endsWith('Typed')));
  await stage.until(() => outboxSize(stage) === 0);
  await robin.command('close', {}, { channelId: post.id });
  await stage.until(() => stage.posts()[before]?.archived === true && outboxSize(stage) === 0);
  const asked = person.dmMessages().at(-1);
  if (asked === undefined) throw new Error('Nobody asked how it was.');
  const ratings = onBoard().length;
  await person.press(asked, '4');
  await stage.until(() => onBoard().length > ratings);
  return post;
}

const postWith = (id: string): Post => {
  const found = stage.posts().find((post) => post.id === id);
  if (found === undefined) throw new Error('The post is gone.');
  return found;
};

describe('what the bot wrote in Discord', () => {
  test('about somebody is erased, but for what staff wrote and the number; others’ stays', async () => {
    const [mia, jonas] = stage.world.members;
    const { id } = await closedTicket(mia, 'Send');
    const other = await closedTicket(jonas, 'Send');
    const dmsOfJonas = readDms(jonas);
    const { exitCode, out, err } = await forget(mia.user.id);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(out).toContain(`✔ What the bot wrote in Discord about user ${mia.user.id} is erased.\n`);
    expect(out).toContain(`the numbers: ticket 1 (${id}). Delete the posts there.`);
    expect(readDms(mia)).toEqual(['Something secret']);
    const post = postWith(id);
    expect({ title: post.title, archived: post.archived, locked: post.locked }).toEqual({
      title: '#1',
      archived: true,
      locked: true,
    });
    expect(post.messages.slice(1).map(shown)).toEqual(['An answer', 'Typed']);
    expect(JSON.stringify(post.messages[0])).not.toMatch(new RegExp(`${mia.user.id}|mia`, 'i'));
    expect(readDms(jonas)).toEqual(dmsOfJonas);
    expect(onBoard()).toHaveLength(1);
    expect(postWith(other.id).title).toContain('Jonas');
  });

  test('in an anonymous ticket stays, or staff would see whose it is; the operator may want it otherwise', async () => {
    const [mia, jonas] = stage.world.members;
    const hidden = await closedTicket(mia, 'Send anonymously');
    const { id } = await closedTicket(mia, 'Send');
    const before = JSON.stringify(postWith(hidden.id));
    const { out } = await forget(mia.user.id);
    expect(out).toContain(`the posts of their anonymous tickets: ticket 1 (${hidden.id}).`);
    expect(JSON.stringify(postWith(hidden.id))).toBe(before);
    expect(postWith(id).title).toBe('#2');
    const second = await closedTicket(jonas, 'Send anonymously');
    await forget(jonas.user.id, '--anonymous');
    expect(postWith(second.id).messages.slice(1).map(shown)).toEqual(['An answer', 'Typed']);
    expect(readDms(jonas)).toEqual(['Something secret']);
  });

  test('is erased in the end though Discord fails half way: nothing is forgotten before', async () => {
    const [mia] = stage.world.members;
    const { id } = await closedTicket(mia, 'Send');
    stage.sandbox.faults.add({ method: 'PATCH', times: 100, when: 'before', effect: { status: 503 } });
    const first = await forget(mia.user.id);
    expect(first.exitCode).not.toBe(0);
    expect(first.err).toContain('Nothing is erased from the database yet: run this again, and it goes on');
    stage.sandbox.faults.clear();
    stage.sandbox.traffic.clear();
    expect((await forget(mia.user.id)).exitCode).toBe(0);
    // What was deleted the first time isn't asked for again.
    expect(stage.sandbox.traffic.exchanges.filter(({ method }) => method === 'DELETE')).toEqual([]);
    expect(postWith(id).title).toBe('#1');
    expect((await forget(mia.user.id)).exitCode).toBe(3);
  });

  test('is erased in the end though the command is killed in the middle, and an answer is lost', async () => {
    const [mia] = stage.world.members;
    const { id } = await closedTicket(mia, 'Send');
    stage.sandbox.faults.add({ method: 'DELETE', when: 'after', effect: 'close' });
    const hanging = stage.sandbox.faults.add({ method: 'DELETE', skip: 3, when: 'before', effect: 'hang' });
    const killed = startProcess({
      argv: ['--config', stage.configPath, 'person', 'forget', mia.user.id, '--yes', '--discord'],
      cwd: stage.folder,
      env: { DISCORD_TOKEN: stage.world.application.token },
    });
    await stage.until(() => hanging.hits === 1);
    killed.signal('SIGKILL');
    expect((await killed.end(5_000)).signal).toBe('SIGKILL');
    const left = readDms(mia).length;
    expect(left).toBeGreaterThan(1);
    stage.sandbox.faults.clear();
    expect(await forget(mia.user.id)).toMatchObject({ exitCode: 0, err: '' });
    expect(readDms(mia)).toEqual(['Something secret']);
    expect(postWith(id).title).toBe('#1');
  });

  test('and can’t be erased is told, and the rest goes on', async () => {
    const [mia] = stage.world.members;
    const { id } = await closedTicket(mia, 'Send');
    const { server, forum, botRole } = stage.world;
    server.changeRole(botRole, { permissions: supportBotPermissions & ~permissions.manageThreads });
    server.deny(forum.id, botRole, permissions.manageThreads);
    const { exitCode, out } = await forget(mia.user.id);
    expect(exitCode).toBe(0);
    expect(out).toMatch(
      new RegExp(
        `In Discord: the first message and the title in the post of ticket 1 \\(${id}\\), since Discord answered 403`,
      ),
    );
    expect(readDms(mia)).toEqual(['Something secret']);
  });
});
