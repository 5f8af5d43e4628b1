import type { CommandAnswer, Person } from '../../src/sandbox/scenario/types.ts';
import { setStage, shown } from './stage.ts';
import type { Stage, StageOptions } from './stage.ts';

/** A running bot, and Mia's open ticket; Robin is of the staff. */
export interface OpenTicket {
  readonly stage: Stage;
  readonly mia: Person;
  readonly robin: Person;
  /** Its post's ID. */
  readonly post: string;
}

/** Sets the stage, starts the bot, and lets Mia write "Hello". */
export async function setStageWithTicket(options: StageOptions = {}): Promise<OpenTicket> {
  const stage = await setStage(options);
  await stage.startBot();
  const [mia] = stage.world.members;
  const [robin] = stage.world.staff;
  mia.dm('Hello');
  await stage.until(() => mia.dmMessages().length === 2);
  return { stage, mia, robin, post: stage.posts()[0]?.id ?? '' };
}

/** What the bot answered, as whoever used something reads it; of what isn't a message, its kind. */
export function readAnswer(answer: CommandAnswer): string {
  if (answer.type === 'updated') return shown(answer.message);
  return answer.type === 'message' ? `${answer.ephemeral ? '(only you) ' : ''}${shown(answer.message)}` : answer.type;
}
