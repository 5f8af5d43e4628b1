import { plantTickets } from '../support/planted-tickets.ts';
import { setStage } from '../support/stage.ts';
import { startProcess } from '../support/start-process.ts';
import { memory } from './figures.ts';
import type { Figure } from './figures.ts';

interface Wishes {
  readonly program: string;
  readonly openTickets: number;
}

const day = 86_400_000;
/** https://docs.discord.com/developers/topics/rate-limits#global-rate-limit */
const limit = 50;

/**
 * Many open tickets, in which a tenth of the members wrote while the bot was down: what the start costs, how long it takes until
 * everything of the meantime was passed on, and whether Discord's limit is used. The simulated Discord enforces its limits.
 */
export async function measureCrowd({ program, openTickets }: Wishes): Promise<readonly Figure[]> {
  let shift = -10 * day;
  const stage = await setStage({ patienceMs: 300_000, sandbox: { rateLimits: true, now: () => Date.now() + shift } });
  try {
    const tickets = plantTickets(stage, openTickets);
    shift = 0;
    const missed = tickets.filter((_, index) => index % 10 === 0);
    for (const { person } of missed) person.dm('Is anybody there?');
    const env = { DISCORD_TOKEN: stage.world.application.token };
    const startedAt = performance.now();
    const bot = startProcess({ argv: ['start', '--config', stage.configPath], cwd: stage.folder, program, env });
    await bot.says('Ready:');
    const readyAt = performance.now();
    const { exchanges } = stage.sandbox.traffic;
    const untilReady = exchanges.length;
    await stage.until(() => missed.every(({ person }) => person.dmMessages().at(-1)?.reactions.length === 1));
    const caughtUpAt = performance.now();
    const read = (): Set<string> => new Set(exchanges.filter(({ method }) => method === 'GET').map(({ path }) => path));
    await stage.until(() => tickets.every(({ dmId }) => read().has(`/channels/${dmId}/messages`)));
    const seconds = (performance.now() - readyAt) / 1000;
    const perSecond = Map.groupBy(exchanges, ({ at }) => Math.floor(at / 1000));
    const busiest = Math.max(...[...perSecond.values()].map(({ length }) => length));
    const crowd = `${openTickets.toLocaleString('en')} open tickets`;
    return [
      {
        what: `start with ${crowd}, until ready`,
        value: readyAt - startedAt,
        unit: 'ms',
        note: `${untilReady} requests`,
      },
      {
        what: `${missed.length === 1 ? '1 message' : `${missed.length} messages`} of the meantime passed on`,
        value: caughtUpAt - readyAt,
        unit: 'ms',
        note: 'from being ready on',
      },
      {
        what: 'requests while catching up',
        value: (exchanges.length - untilReady) / seconds,
        unit: '/s',
        note: `Discord allows ${limit}; ${busiest} in the busiest second, ${exchanges.filter(({ status }) => status === 429).length} refused`,
      },
      memory(`memory with ${crowd}, all read`, bot.pid),
    ];
  } finally {
    await stage.stop();
  }
}
