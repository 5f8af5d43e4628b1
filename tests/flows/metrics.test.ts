import { appendFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { secretsIn } from '../support/secrets.ts';
import { reactionsOn, readDms, setStage, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

let stage: Stage;
let url = '';
afterEach(() => stage.stop(), 30_000);

async function open(tickets: readonly string[] = []): Promise<void> {
  stage = await setStage({ tickets });
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  appendFileSync(stage.configPath, `http: { port: ${port} }\n`);
  await stage.startBot();
}

const read = async (path: string): Promise<string> => (await fetch(url + path)).text();
/** The value of a metric, by its name and labels as Prometheus writes them. */
async function value(name: string): Promise<number> {
  const line = (await read('/metrics')).split('\n').find((text) => text.startsWith(`${name} `));
  return Number(line?.split(' ').at(-1) ?? Number.NaN);
}

test(
  'what is relayed is counted once it stands on the other side, and so are tickets, requests and what waits',
  { timeout: 60_000 },
  async () => {
    await open();
    const [mia] = stage.world.members;
    const [robin] = stage.world.staff;
    expect(await value('supportmail_messages_total{to="staff",outcome="delivered"}')).toBe(0);
    mia.dm('My parcel never came.');
    const { id } = await stage.until(() => stage.posts().find(({ messages }) => messages.length === 2));
    const answer = robin.write(id, `A long answer. ${'word '.repeat(700)}`.slice(0, 4000));
    await stage.until(() => reactionsOn(answer).includes('✅'));
    mia.closeDms();
    const lost = robin.write(id, 'Nobody reads this.');
    await stage.until(() => reactionsOn(lost).includes('❌'));

    expect(await value('supportmail_messages_total{to="staff",outcome="delivered"}')).toBe(1);
    expect(await value('supportmail_messages_total{to="user",outcome="delivered"}')).toBe(1);
    expect(await value('supportmail_messages_total{to="user",outcome="failed"}')).toBe(1);
    expect(await value('supportmail_delivery_seconds_count{to="user"}')).toBe(1);
    expect(await value('supportmail_tickets{status="open"}')).toBe(1);
    expect(await value('supportmail_tickets{status="closed"}')).toBe(0);
    expect(await value('supportmail_gateway_connected')).toBe(1);
    const opened = 'supportmail_discord_requests_total{method="POST",route="/channels/:id/threads",status="201"}';
    expect(await value(opened)).toBe(1);
    await expect.poll(() => value('supportmail_outbox_length')).toBe(0);
    expect(await value('supportmail_outbox_oldest_seconds')).toBe(0);
  },
);

test('while Discord fails, messages wait: their number and age are told', async () => {
  await open();
  stage.sandbox.faults.add({ route: '/channels/{channel_id}/threads', when: 'before', times: 1000, effect: 'reset' });
  stage.world.members[0].dm('Hello');
  await stage.until(() => stage.sandbox.traffic.exchanges.some(({ path }) => path.endsWith('/threads')));
  expect(await value('supportmail_outbox_length')).toBeGreaterThan(0);
  expect(await value('supportmail_outbox_oldest_seconds')).toBeGreaterThan(0);
});

test('nothing in it tells of anybody: no ID, no name, no text, also of an anonymous ticket', async () => {
  await open(['anonymous_tickets: true']);
  const { server, forum, members, staff } = stage.world;
  const [mia] = members;
  const [robin] = staff;
  mia.dm('My secret parcel');
  await stage.until(() => readDms(mia).some((text) => text.includes('Shall')));
  const question = mia.dmMessages().find((message) => shown(message).includes('Shall'));
  if (question === undefined) throw new Error('There is no question');
  await mia.press(question, 'Send anonymously');
  const { id, title } = await stage.until(() => stage.posts().find(({ messages }) => messages.length === 2));
  const answer = robin.write(id, 'Where did it go?');
  await stage.until(() => reactionsOn(answer).includes('✅'));
  await robin.command('close', {}, { channelId: id });
  await stage.until(() => stage.posts()[0]?.archived);

  const text = await read('/metrics');
  const secrets = {
    'an ID': mia.id,
    'the staff’s ID': robin.id,
    'the post': id,
    'the server': server.id,
    'the forum': forum.id,
    'a DM': mia.dmMessages()[0]?.channelId ?? '',
    'a name': mia.user.username,
    'the alias': title.split('· ')[1] ?? '?',
    'a text': 'parcel',
    'the token': stage.world.application.token,
  };
  expect(secretsIn(text, secrets)).toEqual([]);
  expect(text.match(/(?<![\d.])\d{16,20}(?![\d.])/g)).toBeNull();
  const labels = [...text.matchAll(/(\w+)="([^"]*)"/g)].map(([, name]) => name);
  expect([...new Set(labels)].toSorted()).toEqual(
    [
      'kind',
      'le',
      'major',
      'method',
      'minor',
      'outcome',
      'patch',
      'route',
      'space',
      'status',
      'to',
      'type',
      'version',
    ].filter((name) => labels.includes(name)),
  );
});

test('/readyz tells the truth where discord.js calls itself ready: a session that can’t be made again', async () => {
  await open();
  expect(JSON.parse(await read('/readyz'))).toEqual({ ok: true, gateway: true, database: true });
  stage.sandbox.gateway.refuse();
  stage.sandbox.gateway.drop();
  await expect.poll(async () => (await fetch(`${url}/readyz`)).status).toBe(503);
  expect(JSON.parse(await read('/readyz'))).toEqual({ ok: false, gateway: false, database: true });
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
});

test('only this machine reaches it, unless the configuration says otherwise', async () => {
  await open();
  const elsewhere = url.replace('127.0.0.1', '127.0.0.2');
  await expect(fetch(`${elsewhere}/healthz`)).rejects.toThrow('fetch failed');
});
