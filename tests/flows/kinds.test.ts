import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApplication, createWebhook, pingedBy, supportBotPermissions } from '../../src/sandbox/scenario.ts';
import type { Message, User } from '../../src/sandbox/world/nouns.ts';
import { isVisible } from '../../src/ticket/visible.ts';
import { reactionsOn, setStage } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';
import { files } from './kinds/files.ts';
import { forwards } from './kinds/forwards.ts';
import type { Reads, Scene } from './kinds/kind.ts';
import { longTexts } from './kinds/long-texts.ts';
import { markdown } from './kinds/markdown.ts';
import { byProgram, programs } from './kinds/programs.ts';
import { texts } from './kinds/texts.ts';
import { things } from './kinds/things.ts';

const kinds = { texts, markdown, 'long texts': longTexts, things, forwards, files };

let stage: Stage;
let shop: User;
let hook: User;
let post: string;

beforeAll(async () => {
  stage = await setStage({
    tickets: ({ server }, sandbox) => {
      const application = createApplication(sandbox, { name: 'Shop' });
      server.addBot(application, supportBotPermissions);
      shop = application.botUser;
      hook = createWebhook(sandbox, 'Status page');
      return [`allowed_bots: [${shop.id}, ${hook.id}]`];
    },
  });
  await stage.startBot();
  const [mia] = stage.world.members;
  mia.dm('Hello');
  await stage.until(() => mia.dmMessages().length === 2);
  post = stage.posts()[0]?.id ?? '';
});
afterAll(() => stage.stop());

/** What the bot has sent to a side. */
function sentTo(side: 'user' | 'staff'): readonly Message[] {
  const all = side === 'user' ? stage.world.members[0].dmMessages() : (stage.posts()[0]?.messages ?? []);
  return all.filter(({ authorId }) => authorId === stage.world.application.botUser.id);
}

/** What arrives on the other side once a message was confirmed: nothing that is empty or pings anybody. */
async function arrives(from: 'user' | 'staff', write: () => Message, heading: RegExp): Promise<readonly string[]> {
  const side = from === 'user' ? 'staff' : 'user';
  const before = sentTo(side).length;
  const written = write();
  await stage.until(
    () => reactionsOn(written).length > 0,
    () => ({ written, sent: sentTo(side).slice(before) }),
  );
  expect(reactionsOn(written)).toEqual(['✅']);
  const copies = sentTo(side).slice(before);
  expect(copies.flatMap(pingedBy)).toEqual([]);
  return copies.map(({ content, attachments }) => {
    const [first = '', ...lines] = [...content.split('\n'), ...attachments.map(({ name }) => `[${name}]`)];
    expect(first).toMatch(heading);
    expect(isVisible(lines.join('\n'))).toBe(true);
    return lines.join('\n');
  });
}

function expectReads(bodies: readonly string[], reads: Reads): void {
  const wanted = typeof reads === 'string' || reads instanceof RegExp ? [reads] : reads;
  expect(bodies).toEqual(wanted.map((one) => (typeof one === 'string' ? one : expect.stringMatching(one))));
}

describe.each(Object.entries(kinds))('everybody reads on the other side: %s', (_, some) => {
  test.each(some)('%s', async (_name, write, reads) => {
    const [mia] = stage.world.members;
    const [robin] = stage.world.staff;
    const wanted = (scene: Scene): Reads => (typeof reads === 'function' ? reads(scene) : reads);

    const inDm: Scene = {
      stage,
      side: 'user',
      by: mia,
      channelId: '',
      write: (text, options) => mia.dm(text, options),
    };
    expectReads(await arrives('user', () => write(inDm), /^-# Mia(?: · \d+\/\d+)?$/), wanted(inDm));

    const inPost: Scene = {
      stage,
      side: 'staff',
      by: robin,
      channelId: post,
      write: (text, options) => robin.write(post, text, options),
    };
    const fromStaff = await arrives('staff', () => write(inPost), /^-# Robin · Lantern Games(?: · \d+\/\d+)?$/);
    expectReads(fromStaff, wanted(inPost));
  });
});

describe('the user reads what an allowed program writes in the post', () => {
  test.each(programs)('%s, by a bot and by a webhook', async (_, message, reads) => {
    const byBot = await arrives('staff', () => byProgram(stage, post, shop, message), /^-# Shop · Lantern Games/);
    expectReads(byBot, reads);
    const byHook = await arrives(
      'staff',
      () => byProgram(stage, post, hook, { ...message, viaWebhook: true }),
      /^-# Status page · Lantern Games/,
    );
    expectReads(byHook, reads);
  });
});

test('an empty file reaches the user, and of a user’s only the text goes on, with a word about it', async () => {
  const [mia] = stage.world.members;
  const [robin] = stage.world.staff;
  const empty = { files: [{ name: 'empty.txt', bytes: new Uint8Array(0) }] };
  const fromStaff = await arrives('staff', () => robin.write(post, '', empty), /^-# Robin/);
  expect(fromStaff).toEqual(['[empty.txt]']);
  const before = sentTo('user').length;
  expect(await arrives('user', () => mia.dm('See', empty), /^-# Mia/)).toEqual(['See']);
  await stage.until(() => sentTo('user').length === before + 1);
});

test('all of them are as Discord describes messages', async () => {
  const { apiUrl } = stage.sandbox;
  const channels = [post, stage.world.members[0].dmMessages()[0]?.channelId ?? ''];
  for (const channelId of channels) {
    for (let before = ''; ;) {
      const page = await readPage(`${apiUrl}/v10/channels/${channelId}/messages?limit=100${before}`);
      if (page.length === 0) break;
      before = `&before=${page.at(-1)?.id}`;
    }
  }
  const read = stage.sandbox.traffic.exchanges.filter(
    ({ method, route }) => method === 'GET' && route?.endsWith('/messages'),
  );
  // What is read here is compared when the stage is taken down.
  expect(read.length).toBeGreaterThan(4);
});

async function readPage(url: string): Promise<readonly { readonly id: string }[]> {
  const headers = { authorization: `Bot ${stage.world.application.token}` };
  return (await (await fetch(url, { headers })).json()) as readonly { readonly id: string }[];
}

test('there are rows enough', () => {
  const rows = Object.values(kinds).flat();
  expect(rows.length).toBeGreaterThanOrEqual(60);
  expect(new Set(rows.map(([name]) => name)).size).toBe(rows.length);
});
