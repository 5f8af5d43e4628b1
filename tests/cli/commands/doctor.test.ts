import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Finding } from '../../../src/lib/finding.ts';
import { createPerson, createServer, supportBotPermissions } from '../../../src/sandbox/scenario.ts';
import { permissions } from '../../../src/sandbox/permissions.ts';
import { createWebhook } from '../../../src/sandbox/world/webhooks.ts';
import { openDatabase } from '../../../src/storage/database.ts';
import { setStage } from '../../support/stage.ts';
import type { Stage } from '../../support/stage.ts';
import { run } from '../run.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage({ feedback: ({ lounge }) => [`channel: ${lounge.id}`, 'enabled: true'] });
  const { forum } = stage.world;
  const names = ['Open', 'Closed', 'Close Requested', 'Unanswered', 'User Responded', 'Awaiting Response'];
  forum.tags = names.map((name, index) => tag(String(1000 + index), name));
  return () => stage.stop();
});

const tag = (id: string, name: string) => ({ id, name, moderated: true, emojiId: null, emojiName: null });

async function doctor(...argv: readonly string[]) {
  const env = { DISCORD_TOKEN: stage.world.application.token };
  return run(['--config', stage.configPath, 'doctor', ...argv], { cwd: stage.folder, env });
}

/** What is to be put right, or odd. */
async function complaints(): Promise<readonly Finding[]> {
  const { out } = await doctor('--json');
  return (JSON.parse(out) as Finding[]).filter(({ status }) => status !== 'ok');
}

function inConfig(change: (text: string) => string): void {
  writeFileSync(stage.configPath, change(readFileSync(stage.configPath, 'utf8')), { mode: 0o600 });
}

const database = (): string => join(stage.folder, 'supportmail.db');

interface Fault {
  readonly fault: string;
  readonly plant: (stage: Stage) => void;
  readonly check: string;
  /** What it is called, and what to do. */
  readonly says: readonly [what: string, fix: string];
  readonly isWarning?: true;
}

function without(name: string, bit: bigint, harm: string): Fault {
  const joined = name.replaceAll(/ (\w)/g, (_, first: string) => first.toUpperCase());
  return {
    fault: `${name} missing`,
    plant: ({ world }) => {
      const { server, botRole, forum } = world;
      server.changeRole(botRole, { permissions: botRole.permissions & ~bit });
      forum.overwrites = forum.overwrites.map((one) =>
        one.id === botRole.id ? { ...one, allow: one.allow & ~bit, deny: bit } : one,
      );
    },
    check: `permission.${joined.charAt(0).toLowerCase()}${joined.slice(1)}`,
    says: [`lacks the permission ${name}: ${harm}`, "bot's role"],
  };
}

const faults: readonly Fault[] = [
  {
    fault: 'a configuration with mistakes',
    plant: () => inConfig((text) => text.replace('staff:', 'stuff:')),
    check: 'config.invalid',
    says: ['did you mean', 'config.example.yaml'],
  },
  {
    fault: 'a token that others on the machine can read',
    plant: ({ configPath, world }) => {
      inConfig((text) => text.replace('discord:', `discord:\n  token: ${world.application.token}`));
      chmodSync(configPath, 0o644);
    },
    check: 'config.secret',
    says: ['can be read by others', 'chmod 600'],
  },
  {
    fault: 'a token that Discord refuses',
    plant: ({ world }) => (world.application.application.token = 'another.one.here'),
    check: 'discord.token',
    says: ['rejects the bot token', 'Reset Token'],
  },
  {
    fault: 'Discord out of reach',
    plant: ({ sandbox }) => inConfig((text) => text.replace(sandbox.apiUrl, 'http://127.0.0.1:1/api')),
    check: 'discord.unreachable',
    says: ["can't be reached", 'online'],
  },
  {
    fault: 'the Message Content Intent off',
    plant: ({ world }) => (world.application.application.flags = 0),
    check: 'intent.messageContent',
    says: ['Message Content Intent is off', 'Privileged Gateway Intents'],
  },
  {
    fault: 'a clock that is wrong',
    plant: ({ sandbox }) => {
      const date = new Date(Date.now() - 120_000).toUTCString();
      const effect = { status: 401, body: { message: '401: Unauthorized', code: 0 }, headers: { date } };
      sandbox.faults.add({ route: '/users/@me', when: 'before', effect });
    },
    check: 'clock.skew',
    says: ['seconds ahead of', 'timedatectl'],
  },
  {
    fault: 'a bot that was never invited',
    plant: ({ world }) => world.server.removeMember({ id: world.application.application.botId }),
    check: 'server.member',
    says: ['not in the server', 'https://discord.com/oauth2/authorize'],
  },
  {
    fault: 'Community off',
    plant: ({ world }) => (world.server.guild.features = []),
    check: 'server.community',
    says: ['Community switched off', 'Enable Community'],
    isWarning: true,
  },
  {
    fault: 'a forum that is gone',
    plant: ({ world }) => world.server.deleteChannel(world.forum.id),
    check: 'forum.exists',
    says: ['There is no forum', 'supportmail setup'],
  },
  {
    fault: 'a text channel in place of the forum',
    plant: ({ world }) => inConfig((text) => text.replace(`forum: ${world.forum.id}`, `forum: ${world.lounge.id}`)),
    check: 'forum.type',
    says: ['#lounge is no forum', 'servers[].forum'],
  },
  {
    fault: 'a forum that everybody sees',
    plant: ({ world }) => (world.forum.overwrites = world.forum.overwrites.filter(({ id }) => id !== world.server.id)),
    check: 'forum.private',
    says: ['Everybody in "Lantern Games" sees', 'supportmail setup'],
  },
  without('View Channel', permissions.viewChannel, 'nothing works'),
  without('Send Messages', permissions.sendMessages, 'new tickets wait'),
  without('Send Messages in Threads', permissions.sendMessagesInThreads, 'what users write waits'),
  without('Embed Links', permissions.embedLinks, 'new tickets wait'),
  without('Attach Files', permissions.attachFiles, 'files arrive as links'),
  without('Read Message History', permissions.readMessageHistory, 'what staff wrote while'),
  without('Add Reactions', permissions.addReactions, 'messages in posts get neither'),
  without('Manage Webhooks', permissions.manageWebhooks, 'it stands in the post'),
  without('Manage Threads', permissions.manageThreads, 'posts of closed tickets stay open'),
  without('Manage Channels', permissions.manageChannels, 'they have to be made by hand'),
  {
    fault: 'pings of a role that may not be mentioned',
    plant: ({ world }) =>
      inConfig((text) => text.replace('tickets:', `tickets:\n      ping: [{ role: ${world.managerRole.id} }]`)),
    check: 'permission.mentionEveryone',
    says: ['not pinged', 'Server Settings → Roles'],
  },
  {
    fault: 'pings of a role that is gone',
    plant: () => inConfig((text) => text.replace('tickets:', 'tickets:\n      ping: [{ role: 123456789012345678 }]')),
    check: 'ping.roles',
    says: ['123456789012345678', '`ping`'],
  },
  {
    fault: 'a staff role that is gone',
    plant: ({ world }) => world.server.deleteRole(world.supportRole),
    check: 'staff.roles',
    says: ['nobody is staff by it', 'servers[].staff.roles'],
  },
  {
    fault: 'staff who are shut out of the forum',
    plant: ({ world }) => world.server.deny(world.forum.id, world.supportRole, permissions.viewChannel),
    check: 'staff.access',
    says: ['"Support" can\'t read or write', 'supportmail setup'],
  },
  {
    fault: 'others than staff who write in the forum',
    plant: ({ world }) => {
      const helpers = world.server.addRole({ name: 'Helpers' });
      world.server.allow(world.forum.id, helpers, permissions.viewChannel);
    },
    check: 'forum.writers',
    says: ['"Helpers" may write', 'servers[].staff.roles'],
    isWarning: true,
  },
  {
    fault: 'a single member who sees the forum',
    plant: ({ world, sandbox }) => {
      const { id } = createPerson(sandbox, { username: 'guest' });
      world.forum.overwrites.push({ id, type: 1, allow: permissions.viewChannel, deny: 0n });
    },
    check: 'forum.writers',
    says: ['the member', 'Take View Channel'],
    isWarning: true,
  },
  {
    fault: 'forum tags that are missing',
    plant: ({ world }) => (world.forum.tags = world.forum.tags.slice(2)),
    check: 'forum.tags',
    says: ['lacks the tags Open, Closed', 'supportmail tags setup'],
    isWarning: true,
  },
  {
    fault: 'no room for the forum tags',
    plant: ({ world }) =>
      (world.forum.tags = Array.from({ length: 18 }, (_, index) => tag(String(index), `mine ${index}`))),
    check: 'forum.tagBudget',
    says: ['20 tags at most', 'mine 0'],
  },
  {
    fault: 'too many webhooks',
    plant: ({ world, sandbox }) => {
      for (let count = 0; count < 15; count += 1) {
        createWebhook(sandbox.world, world.server.owner.id, world.forum, { name: `other ${count}` });
      }
    },
    check: 'forum.webhook',
    says: ['15 webhooks', 'Delete one'],
  },
  {
    fault: 'a feedback channel that is gone',
    plant: ({ world }) => world.server.deleteChannel(world.lounge.id),
    check: 'feedback.channel',
    says: ['shown to nobody', 'servers[].feedback.channel'],
  },
  {
    fault: 'a feedback channel that the bot may not write in',
    plant: ({ world }) => world.server.deny(world.lounge.id, world.botRole, permissions.sendMessages),
    check: 'feedback.channel',
    says: ['may not write feedback into #lounge', 'Send Messages in #lounge'],
  },
  {
    fault: 'a database that is damaged',
    plant: () => {
      const file = openDatabase(database());
      file.exec("INSERT INTO facts (name, value) VALUES ('x', 'y'); PRAGMA wal_checkpoint(TRUNCATE)");
      file.close();
      const bytes = readFileSync(database());
      bytes.fill(0xff, 8192, 16_384);
      writeFileSync(database(), bytes, { mode: 0o600 });
    },
    check: 'database.file',
    says: ['damaged', 'backup'],
  },
  {
    fault: 'a database that can be read, in which something is missing',
    plant: () => {
      const file = openDatabase(database());
      file.exec(
        "PRAGMA foreign_keys = OFF; INSERT INTO copies (message_id, place, ticket_id, source, part) VALUES ('1', 'post/99', 99, NULL, 0)",
      );
      file.close();
    },
    check: 'database.file',
    says: ['a row of copies belongs to none of tickets', 'backup'],
  },
  {
    fault: 'a file that is no database',
    plant: () => writeFileSync(database(), 'something else entirely, and long enough to have a header'.repeat(20)),
    check: 'database.file',
    says: ["can't be opened", '`database`'],
  },
  {
    fault: 'a folder of the database that is not there',
    plant: () => inConfig((text) => `database: nowhere/supportmail.db\n${text}`),
    check: 'database.folder',
    says: ['is not there', 'Make it'],
  },
  {
    fault: 'a database that others on the machine can read',
    plant: ({ folder }) => {
      openDatabase(database()).close();
      chmodSync(folder, 0o755);
      chmodSync(database(), 0o644);
    },
    check: 'database.access',
    says: ['can be read by others', 'chmod 600'],
    isWarning: true,
  },
];

describe('doctor', () => {
  test('finds nothing where all is well, and says so line by line', async () => {
    const { exitCode, out, err } = await doctor();
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(out.split('\n').filter((line) => /^[!✖]/.test(line))).toEqual([]);
    expect(out).toContain('✔ The bot has the permission Manage Threads.\n');
    expect(await complaints()).toEqual([]);
  });

  test.each(faults)('finds $fault, names it, and says what to do', async ({ plant, check, says, isWarning }) => {
    plant(stage);
    const found = (await complaints()).find((finding) => finding.check === check);
    expect(found, JSON.stringify(await complaints(), null, 2)).toMatchObject({
      status: isWarning === true ? 'warning' : 'fault',
      what: expect.stringContaining(says[0]) as string,
      fix: expect.stringContaining(says[1]) as string,
    });
  });

  test('ends with 1 where something has to be put right, and shows it in words', async () => {
    stage.world.application.application.flags = 0;
    const { exitCode, out, err } = await doctor();
    expect(exitCode).toBe(1);
    expect(out).toMatch(/✖ The Message Content Intent is off: [^\n]+\n {2}→ To have the bot read everything/);
    expect(err).toBe('One thing has to be put right.\nEvery ✖ above says how. Then run this again.\n');
  });

  test('ends with 0 where something is odd only', async () => {
    stage.world.server.guild.features = [];
    expect(await doctor()).toMatchObject({
      exitCode: 0,
      out: expect.stringMatching(/^! "Lantern Games" has/m) as string,
    });
  });

  test('asks Discord nothing where told so, or where there is no token', async () => {
    expect((await doctor('--offline')).exitCode).toBe(0);
    const { out } = await run(['--config', stage.configPath, 'doctor', '--json']);
    expect((JSON.parse(out) as Finding[]).filter(({ status }) => status === 'fault')).toMatchObject([
      { check: 'config.token', fix: expect.stringContaining('$DISCORD_TOKEN') as string },
    ]);
    expect(stage.sandbox.traffic.exchanges).toEqual([]);
  });

  test('finds a forum on the server of staff', async () => {
    const { world, sandbox } = stage;
    const crew = createServer(sandbox, { name: 'Crew' });
    const botRole = crew.addBot(world.application, supportBotPermissions);
    const support = crew.addRole({ name: 'Crew support' });
    const forum = crew.addForum({ name: 'desk', visibleTo: [botRole, support] });
    forum.tags = world.forum.tags;
    inConfig((text) =>
      text.replace(`forum: ${world.forum.id}`, `forum: ${forum.id}`).replace(world.supportRole.id, support.id),
    );
    expect(await complaints()).toEqual([]);
  });

  test('knows a renamed tag again', async () => {
    const file = openDatabase(database());
    file.exec(`INSERT INTO forum_tags (forum_id, kind, tag_id) VALUES ('${stage.world.forum.id}', 'open', '1000')`);
    file.close();
    chmodSync(database(), 0o600);
    stage.world.forum.tags = stage.world.forum.tags.map((one) => (one.id === '1000' ? { ...one, name: 'To do' } : one));
    expect(await complaints()).toEqual([]);
  });

  test('changes nothing', async () => {
    stage.world.forum.tags = [];
    await doctor();
    expect(stage.sandbox.traffic.exchanges.filter(({ method }) => method !== 'GET')).toEqual([]);
  });
});
