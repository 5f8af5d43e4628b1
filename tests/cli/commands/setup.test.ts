import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { createServer, supportBotPermissions } from '../../../src/sandbox/scenario.ts';
import { permissions } from '../../../src/sandbox/permissions.ts';
import { openDatabase } from '../../../src/storage/database.ts';
import { setStage } from '../../support/stage.ts';
import type { Stage } from '../../support/stage.ts';
import { run } from '../run.ts';

const stateTags = ['Open', 'Closed', 'Close Requested', 'Unanswered', 'User Responded', 'Awaiting Response'];

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
  const { server, botRole } = stage.world;
  server.changeRole(botRole, { permissions: supportBotPermissions | permissions.manageRoles });
  return () => stage.stop();
});

const supportmail = (...argv: readonly string[]) =>
  run(['--config', stage.configPath, ...argv], {
    cwd: stage.folder,
    env: { DISCORD_TOKEN: stage.world.application.token },
  });
const changing = () =>
  stage.sandbox.traffic.exchanges
    .filter(({ method }) => method !== 'GET')
    .map(({ method, route }) => `${method} ${route}`);
const tagNames = (): readonly string[] => stage.world.forum.tags.map(({ name }) => name);

describe('setup', () => {
  test('makes a public forum private, lets staff and the bot in, and makes the tags; a second time it does nothing', async () => {
    const { forum, members, staff } = stage.world;
    forum.overwrites = [];
    const withConfig = ` --config ${stage.configPath}`;
    const first = await supportmail('setup');
    expect(first).toMatchObject({ exitCode: 0, err: '' });
    expect(first.out).toContain('✔ Now the forum is private.\n');
    expect(first.out).toContain('✔ Now the role "Support" may see the forum and write in it.\n');
    expect(members[0].canSee(forum.id)).toBe(false);
    expect(staff[0].canSee(forum.id)).toBe(true);
    expect(tagNames()).toEqual(stateTags);
    expect((await supportmail('doctor')).exitCode).toBe(0);
    stage.sandbox.traffic.clear();
    expect(await supportmail('setup')).toEqual({
      exitCode: 0,
      out: `✔ Nothing had to be done.\n\nNext: supportmail doctor${withConfig}, then supportmail start${withConfig}\n`,
      err: '',
    });
    expect(changing()).toEqual([]);
  });

  test('gives back what was denied in the forum, and leaves what others were given', async () => {
    const { server, forum, botRole, supportRole, manager } = stage.world;
    server.deny(forum.id, botRole, permissions.manageThreads);
    server.deny(forum.id, supportRole, permissions.sendMessagesInThreads);
    const guests = server.addRole({ name: 'Guests' });
    server.allow(forum.id, guests, permissions.viewChannel);
    forum.overwrites.push({ id: manager.id, type: 1, allow: permissions.manageMessages, deny: 0n });
    const before = forum.overwrites.filter(({ id }) => id === guests.id || id === manager.id);
    server.allow(forum.id, botRole, permissions.viewChannel);
    forum.overwrites = forum.overwrites.map((one) =>
      one.id === server.id ? { ...one, deny: permissions.viewChannel | permissions.addReactions } : one,
    );
    expect((await supportmail('setup')).exitCode).toBe(0);
    expect(forum.overwrites).toEqual(expect.arrayContaining(before));
    expect(forum.overwrites.find(({ id }) => id === supportRole.id)).toMatchObject({ deny: 0n });
    expect(forum.overwrites.find(({ id }) => id === server.id)).toMatchObject({
      deny: permissions.viewChannel | permissions.addReactions,
    });
    const { out } = await supportmail('doctor', '--json');
    const faults = (JSON.parse(out) as { status: string; check: string }[]).filter(({ status }) => status === 'fault');
    expect(faults).toEqual([]);
  });

  test('tells with --dry-run what it would do, and changes nothing', async () => {
    stage.world.forum.overwrites = [];
    const { exitCode, out } = await supportmail('setup', '--dry-run');
    expect(exitCode).toBe(0);
    expect(out).toContain('Would change: the forum is private.\n');
    expect(out).toContain('Would change: the forum tag "Open" is made.\n');
    expect(out.trimEnd().split('\n').at(-1)).toBe(`Next: supportmail setup --config ${stage.configPath}`);
    expect(changing()).toEqual([]);
  });

  test('makes a forum in place of one that is gone, once, and says what to write into the configuration', async () => {
    const { server, forum } = stage.world;
    server.deleteChannel(forum.id);
    const { exitCode, out, err } = await supportmail('setup');
    expect({ exitCode, out }).toEqual({
      exitCode: 1,
      out: expect.stringContaining('✔ Now the private forum #tickets is made in "Lantern Games".\n') as string,
    });
    const [, made = ''] = /forum: (\d+)/.exec(err) ?? [];
    const again = await supportmail('setup');
    expect(again).toMatchObject({ exitCode: 1, out: '✔ Nothing had to be done.\n' });
    expect(again.err).toContain(`forum: ${made}`);
    writeFileSync(stage.configPath, readFileSync(stage.configPath, 'utf8').replace(forum.id, made));
    expect(await supportmail('setup')).toMatchObject({ exitCode: 0, err: '' });
    expect((await supportmail('doctor')).out).not.toMatch(/^[!✖]/m);
  });

  test('says which permission it lacks, and changes nothing', async () => {
    const { server, botRole, forum } = stage.world;
    server.changeRole(botRole, { permissions: supportBotPermissions });
    forum.overwrites = [];
    const { exitCode, err } = await supportmail('setup');
    expect(exitCode).toBe(1);
    expect(err).toBe(
      'The bot may not say who may what in the forum #tickets: it lacks Manage Roles.\n' +
        'Give it to the role of the bot (Server Settings → Roles), and run this again. Manage Roles can be taken away afterwards.\n',
    );
    expect(changing()).toEqual([]);
  });

  test('needs no Manage Roles where nobody’s permissions have to change', async () => {
    const { server, botRole } = stage.world;
    server.changeRole(botRole, { permissions: supportBotPermissions });
    expect(await supportmail('setup')).toMatchObject({ exitCode: 0, err: '' });
    expect(tagNames()).toEqual(stateTags);
  });

  test('gives the invite link where the bot is not in the server, and names the servers that there are', async () => {
    stage.world.server.removeMember({ id: stage.world.application.application.botId });
    expect(await supportmail('setup')).toMatchObject({
      exitCode: 3,
      err: expect.stringContaining('permissions=292863200336') as string,
    });
    expect(await supportmail('setup', '--server', '1')).toMatchObject({ exitCode: 2 });
  });
});

describe('tags', () => {
  test('setup makes those that are missing, and tells of those that are not its own', async () => {
    const { forum } = stage.world;
    forum.tags = [{ id: '5', name: 'Bug', moderated: false, emojiId: null, emojiName: null }];
    expect(await supportmail('tags', 'setup', '--dry-run')).toMatchObject({
      exitCode: 0,
      out: `Would be made: ${stateTags.join(', ')}.\nNot the bot's, and left alone: Bug.\n`,
    });
    expect(changing()).toEqual([]);
    expect(await supportmail('tags', 'setup')).toEqual({
      exitCode: 0,
      out: `✔ Made: ${stateTags.join(', ')}.\nNot the bot's, and left alone: Bug.\n`,
      err: '',
    });
    expect(tagNames()).toEqual(['Bug', ...stateTags]);
    expect(forum.tags[0]).toMatchObject({ id: '5' });
    stage.sandbox.traffic.clear();
    expect((await supportmail('tags', 'setup')).out).toMatch(/^✔ The forum has all of its tags\.\n/);
    expect(changing()).toEqual([]);
  });

  test('list shows those in use, missing, and stray; a renamed one is known again', async () => {
    const { forum } = stage.world;
    const database = openDatabase(join(stage.folder, 'supportmail.db'));
    database.exec(`INSERT INTO forum_tags (forum_id, kind, tag_id) VALUES ('${forum.id}', 'open', '7')`);
    database.close();
    const tag = (id: string, name: string) => ({ id, name, moderated: true, emojiId: null, emojiName: null });
    forum.tags = [tag('7', 'To do'), tag('8', 'Geschlossen'), tag('9', 'Mine')];
    const { out } = await supportmail('tags', 'list', '--json');
    expect(JSON.parse(out)).toEqual([
      { id: '7', name: 'To do', state: 'used' },
      { id: '8', name: 'Geschlossen', state: 'used' },
      ...stateTags.slice(2).map((name) => ({ id: null, name, state: 'missing' })),
      { id: '9', name: 'Mine', state: 'stray' },
    ]);
    const table = (await supportmail('tags', 'list')).out;
    expect(table).toMatch(/^TAG {2,}STATE {2,}ID\n/);
    expect(table).toContain('Missing ones are made by: supportmail tags setup\n');
  });

  test('setup says so where there is no room, and which could go', async () => {
    const { forum } = stage.world;
    forum.tags = Array.from({ length: 16 }, (_, index) => ({
      id: String(index),
      name: `mine ${index}`,
      moderated: false,
      emojiId: null,
      emojiName: null,
    }));
    expect(await supportmail('tags', 'setup')).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('mine 0, mine 1') as string,
    });
  });

  test('wants to know which server is meant where there are several, and finds none where the forum is gone', async () => {
    const other = createServer(stage.sandbox, { name: 'Elsewhere' });
    stage.world.server.deleteChannel(stage.world.forum.id);
    expect(await supportmail('tags', 'list')).toMatchObject({ exitCode: 3 });
    const text = readFileSync(stage.configPath, 'utf8');
    writeFileSync(stage.configPath, `${text}\n  - id: ${other.id}\n    forum: 123456789012345678\n`);
    expect(await supportmail('tags', 'list')).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining(other.id) as string,
    });
  });
});
