import { setTimeout as sleep } from 'node:timers/promises';
import type { Exchange } from '../../src/sandbox/traffic.ts';
import { setStage } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';
import { startProcess } from '../support/start-process.ts';
import { fillDatabase, messagesPerTicket } from './full-database.ts';
import { memory, spread, timed } from './figures.ts';
import type { Figure } from './figures.ts';

interface Wishes {
  readonly program: string;
  readonly messages: number;
  readonly storedTickets: number;
}

/** Discord's limit of requests must not be what is measured: two for each message. */
const pauseMs = 60;
const warmUp = 30;
const perTurn = 10;

/**
 * How long the bot takes from what the gateway tells to the request that delivers it, with an empty database and a full one by turns.
 * Both ends are measured in this process, where the simulated Discord runs.
 */
export async function measureRelaying({ program, messages, storedTickets }: Wishes): Promise<readonly Figure[]> {
  const empty = await setStage({ patienceMs: 60_000 });
  const full = await setStage({ patienceMs: 60_000 });
  try {
    fillDatabase(full, storedTickets);
    const sides = [await conversation(empty, program), await conversation(full, program)] as const;
    for (const side of sides) for (const way of ways) await measure(side, way, warmUp);
    const times = sides.map(() => ({ fromUser: [] as number[], fromStaff: [] as number[] }));
    for (let done = 0; done < messages; done += perTurn) {
      for (const [index, side] of sides.entries()) {
        for (const way of ways) times[index]?.[way].push(...(await measure(side, way, perTurn)));
      }
    }
    const [small, large] = times;
    if (small === undefined || large === undefined) throw new Error('Nothing was measured.');
    const stored = `${storedTickets.toLocaleString('en')} tickets, ${(storedTickets * messagesPerTicket).toLocaleString('en')} messages`;
    const ratio = (way: Way): number => spread(large[way]).median / spread(small[way]).median;
    return [
      timed('message of a user, until its request', small.fromUser),
      timed('message of staff, until its request', small.fromStaff),
      timed(`the same of a user, with ${stored}`, large.fromUser),
      timed(`the same of staff, with ${stored}`, large.fromStaff),
      {
        what: 'full database against empty one, users',
        value: ratio('fromUser'),
        unit: '×',
        note: 'ratio of the medians',
      },
      {
        what: 'full database against empty one, staff',
        value: ratio('fromStaff'),
        unit: '×',
        note: 'ratio of the medians',
      },
      memory('memory with the full database', sides[1].pid),
    ];
  } finally {
    await empty.stop();
    await full.stop();
  }
}

const ways = ['fromUser', 'fromStaff'] as const;
type Way = (typeof ways)[number];

interface Conversation {
  readonly stage: Stage;
  readonly pid: number;
  readonly write: Readonly<Record<Way, (text: string) => void>>;
}

async function conversation(stage: Stage, program: string): Promise<Conversation> {
  const { folder, configPath, world } = stage;
  const env = { DISCORD_TOKEN: world.application.token };
  const bot = startProcess({ argv: ['start', '--config', configPath], cwd: folder, program, env });
  await bot.says('Ready:');
  const [mia] = world.members;
  const [robin] = world.staff;
  mia.dm('Hello');
  await stage.until(() => mia.dmMessages().length === 2);
  const postId = stage.posts()[0]?.id ?? '';
  const write = {
    fromUser: (text: string) => void mia.dm(text),
    fromStaff: (text: string) => void robin.write(postId, text),
  };
  return { stage, pid: bot.pid, write };
}

let count = 0;

async function measure({ stage, write }: Conversation, way: Way, times: number): Promise<number[]> {
  const found: number[] = [];
  for (let round = 0; round < times; round += 1) {
    count += 1;
    const text = `Message number ${count}.`;
    let requestedAt: number | null = null;
    const stop = stage.sandbox.traffic.onRequest((request) => {
      if (isDelivery(request, text)) requestedAt = performance.now();
    });
    const writtenAt = performance.now();
    write[way](text);
    const at = await stage.until(() => requestedAt);
    stop();
    found.push(at - writtenAt);
    await sleep(pauseMs);
    stage.sandbox.traffic.clear();
  }
  return found;
}

function isDelivery({ method, body }: Exchange, text: string): boolean {
  const { content } = (body ?? {}) as { content?: unknown };
  return method === 'POST' && typeof content === 'string' && content.endsWith(text);
}
