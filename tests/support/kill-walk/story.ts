import type { Person, Post } from '../../../src/sandbox/scenario/types.ts';
import type { Message } from '../../../src/sandbox/world/nouns.ts';
import { shown } from '../stage.ts';
import type { Walk } from './walk.ts';

/** Too long for one message together. */
export const halves = [
  'I asked the warehouse. '.repeat(52).trim(),
  'They are still looking. '.repeat(50).trim(),
] as const;

/** What people write, by name. `long` needs two parts, `note` stays among staff. */
export const lines = {
  first: 'My parcel never came.',
  second: 'It was ordered in March.',
  answer: 'I am looking into it.',
  long: halves.join('\n'),
  note: '// The customer sounds tired.',
  reply: 'Thank you, Robin!',
  again: 'It came, but it is empty.',
  also: 'Even the box is missing.',
} as const;

export type Line = keyof typeof lines;
/** What people do. */
export type Deed = Line | 'close';

export const comment = 'Refunded.';

/** Mia asks, Robin answers and closes, Mia asks something new. They go on when they see what they wait for, whatever becomes of the bot. */
export async function tell(walk: Walk): Promise<void> {
  await askTwice(walk, 'first', 'second');
  const { post, copy: asked } = await postWith(walk, lines.first);
  await say(walk, 'answer', () => walk.robin.write(post.id, lines.answer, { replyTo: asked }));
  await say(walk, 'long', () => walk.robin.write(post.id, lines.long));
  await say(walk, 'note', () => walk.robin.write(post.id, lines.note));
  // Only of what is known to have arrived can a reply be shown as one, and only then a tag is surely set before the next.
  await tagged(walk, 'Awaiting Response');
  await confirmed(walk, 'answer');
  const answered = await readByMia(walk, lines.answer);
  await say(walk, 'reply', () => walk.mia.dm(lines.reply, { replyTo: answered }));
  await postWith(walk, lines.reply);
  await tagged(walk, 'User Responded');
  await close(walk, post.id);
  await readByMia(walk, comment);
  await askTwice(walk, 'again', 'also');
  await atRest(walk);
}

/** What was lost with the killed process before it was stored is found when its writer is heard of next. */
async function askTwice(walk: Walk, one: Line, other: Line): Promise<void> {
  await say(walk, one, () => walk.mia.dm(lines[one]));
  await walk.bot.ready();
  await say(walk, other, () => walk.mia.dm(lines[other]));
}

async function say(walk: Walk, line: Line, write: () => Message): Promise<void> {
  await walk.around.get(`before ${line}`)?.();
  walk.said.set(line, write());
  await walk.around.get(`after ${line}`)?.();
}

function postWith(walk: Walk, text: string): Promise<{ post: Post; copy: Message }> {
  return walk.stage.until(
    () => {
      for (const post of walk.stage.posts()) {
        const copy = post.messages.find((message) => isBy(walk, message) && shown(message).includes(text));
        if (copy !== undefined) return { post, copy };
      }
      return null;
    },
    () => whatHappened(walk),
  );
}

function readByMia(walk: Walk, text: string): Promise<Message> {
  const { stage, mia } = walk;
  const isIt = (message: Message): boolean => isBy(walk, message) && shown(message).includes(text);
  return stage.until(
    () => mia.dmMessages().find(isIt),
    () => whatHappened(walk),
  );
}

function tagged(walk: Walk, tag: string): Promise<Post> {
  const { stage } = walk;
  return stage.until(
    () => stage.posts().find(({ tags }) => tags.includes(tag)),
    () => whatHappened(walk),
  );
}

function confirmed(walk: Walk, line: Line): Promise<boolean> {
  const { stage, said } = walk;
  return stage.until(
    () => (said.get(line)?.reactions.length ?? 0) > 0,
    () => whatHappened(walk),
  );
}

/** Whether a message is the bot's. */
export function isBy({ stage }: Walk, { authorId }: Message): boolean {
  return authorId === stage.world.application.botUser.id;
}

/** Discord says "did not respond" where the bot is dead: Robin tries again as soon as it is back, until the post says "closed". */
async function close(walk: Walk, postId: string): Promise<void> {
  await walk.around.get('before close')?.();
  const isClosed = (): boolean =>
    walk.stage.posts().some(({ messages }) => messages.some((message) => shown(message).includes(comment)));
  let answer = useClose(walk.robin, postId);
  await walk.around.get('after close')?.();
  while ((await answer) === 'failed' && !isClosed()) {
    await walk.bot.ready();
    answer = useClose(walk.robin, postId);
  }
}

async function useClose(robin: Person, channelId: string): Promise<string> {
  const answer = await robin.command('close', { comment, 'share-comment': true }, { channelId });
  return answer.type;
}

/** Everything that was written last has arrived, and the bot has nothing left to do. */
async function atRest(walk: Walk): Promise<void> {
  await postWith(walk, lines.also);
  await walk.stage.until(
    () => walk.waiting() === 0,
    () => whatHappened(walk),
  );
}

function whatHappened({ stage, bot, waiting }: Walk): unknown {
  const traffic = stage.sandbox.traffic.exchanges.map(({ method, path, status }) => `${method} ${path} ${status}`);
  return { kills: bot.kills, output: bot.output().split('\n'), traffic, waiting: waiting() };
}
