import { join } from 'node:path';
import { openDatabase } from '../../../src/storage/database.ts';
import { outboxIn } from '../../../src/storage/outbox.ts';
import type { Person } from '../../../src/sandbox/scenario/types.ts';
import type { Message } from '../../../src/sandbox/world/nouns.ts';
import { startBotProcess } from '../bot-process.ts';
import type { BotProcess } from '../bot-process.ts';
import { setStage } from '../stage.ts';
import type { Stage } from '../stage.ts';
import type { Deed } from './story.ts';

/** One way through the story, with a bot that can really be killed on it. */
export interface Walk {
  readonly stage: Stage;
  readonly bot: BotProcess;
  readonly mia: Person;
  readonly robin: Person;
  /** What people wrote, as Discord has it. */
  readonly said: Map<Deed, Message>;
  /** What happens right before and right after something that people do. */
  readonly around: Map<`before ${Deed}` | `after ${Deed}`, () => Promise<void>>;
  /** How many effects the bot still has to perform. */
  waiting(): number;
  end(): Promise<void>;
}

/** Starts a sandbox and a bot of its own, in a folder of its own. The longest wait is ten seconds, for an interaction's answer. */
export async function beginWalk(program: string): Promise<Walk> {
  const stage = await setStage({ patienceMs: 40_000, tickets: ['grace: 0s'] });
  const { configPath, folder, world } = stage;
  const bot = startBotProcess({ program, configPath, folder, token: world.application.token });
  await bot.ready();
  const database = openDatabase(join(folder, 'supportmail.db'));
  const outbox = outboxIn(database);
  return {
    stage,
    bot,
    mia: world.members[0],
    robin: world.staff[0],
    said: new Map(),
    around: new Map(),
    waiting: () => outbox.size(),
    async end() {
      database.close();
      const code = await bot.stop();
      await stage.stop();
      if (code !== 0) throw new Error(`The bot ended with ${code} and said:\n${bot.output()}`);
    },
  };
}
