import type { CommandAnswer } from '../../src/sandbox/scenario/types.ts';
import type { Message } from '../../src/sandbox/world/nouns.ts';
import { shown } from './stage.ts';
import type { Stage } from './stage.ts';

/** What whoever used a command reads in the end, also where the bot is thinking first; else which kind of answer it was. */
export async function outcomeOf(stage: Stage, answering: Promise<CommandAnswer>): Promise<string> {
  let given: CommandAnswer | null = null;
  void answering.then((answer) => (given = answer));
  const answer: CommandAnswer = await stage.until(() => given);
  if (answer.type === 'message') return shown(answer.message);
  if (answer.type !== 'deferred') return answer.type;
  let completed: Message | null = null;
  void answer.completed.then((message) => (completed = message));
  return shown(await stage.until(() => completed));
}
