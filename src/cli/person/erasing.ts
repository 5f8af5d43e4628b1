import type { Command } from 'commander';
import type { createOperator } from '../../app.ts';
import { loadConfig } from '../../config/load.ts';
import { OperatorError } from '../../lib/errors.ts';
import { droppingCopies, onDiscordOf } from '../../storage/person/on-discord.ts';
import type { OwnPost, OnDiscord, StandingMessage } from '../../storage/person/on-discord.ts';
import type { UserId } from '../../ticket/ticket.ts';
import type { GlobalOptions } from '../command.ts';
import type { Records } from '../on-database.ts';
import { done } from '../output.ts';
import type { CliIo } from '../output.ts';

type Operator = ReturnType<typeof createOperator>;
type Erased = Awaited<ReturnType<Operator['eraseMessage']>>;

export interface Erasure {
  readonly id: UserId;
  readonly records: Records;
  /** In the posts of anonymous tickets, too. */
  readonly withAnonymous: boolean;
}

/**
 * Erases in Discord what the bot wrote there about somebody, which only the database knows: so that comes first, and what is done is
 * done when this is begun again. Gives what stays there. @throws OperatorError where Discord can't be asked now
 */
export async function eraseOnDiscord(command: Command, io: CliIo, erasure: Erasure): Promise<readonly string[]> {
  const { id, records, withAnonymous } = erasure;
  const { config: path } = command.optsWithGlobals<GlobalOptions>();
  const { config } = loadConfig({ path, env: io.env, cwd: io.cwd, needToken: true });
  const { createOperator: create } = await import('../../app.ts');
  const operator = create({ token: config.discord.token, apiUrl: config.discord.api_url });
  const found = onDiscordOf(records.database, id, withAnonymous);
  const posts = found.posts.filter(({ isAnonymous }) => withAnonymous || !isAnonymous);
  const progress = progressOn(io, found.messages.length + posts.length);
  const refused: Refused[] = [];
  try {
    refused.push(...(await eraseMessages(operator, records, { messages: found.messages, progress })));
    for (const post of posts) {
      const erased = await operator.erasePost(config, post);
      if (!erased.ok)
        refused.push({ channelId: post.postId, what: 'the first message and the title', why: erased.why });
      progress.step();
    }
  } catch (error) {
    throw error instanceof OperatorError ? goingOnLater(error) : error;
  } finally {
    progress.end();
  }
  done(
    io,
    `What the bot wrote in Discord about user ${id} is erased${refused.length === 0 ? '' : ', but for what is told below'}.`,
  );
  return stays(found, refused, withAnonymous);
}

interface Refused {
  readonly channelId: string;
  readonly what: string;
  readonly why: string;
}

interface Messages {
  readonly messages: readonly StandingMessage[];
  readonly progress: Progress;
}

async function eraseMessages(
  operator: Operator,
  { database, store }: Records,
  { messages, progress }: Messages,
): Promise<readonly Refused[]> {
  const drop = droppingCopies(database);
  const refused: Refused[] = [];
  for (const [channelId, ofChannel] of Map.groupBy(messages, (message) => message.channelId)) {
    let kept = 0;
    let last: Erased = { ok: true };
    for (const { messageId } of ofChannel) {
      // Discord counts refusals.
      const erased: Erased = !last.ok && last.isForAll ? last : await operator.eraseMessage(channelId, messageId);
      if (erased.ok) store.transaction(() => drop(messageId));
      else [kept, last] = [kept + 1, erased];
      progress.step();
    }
    if (!last.ok) refused.push({ channelId, what: kept === 1 ? '1 message' : `${kept} messages`, why: last.why });
  }
  return refused;
}

function stays(
  { posts, dmChannelId }: OnDiscord,
  refused: readonly Refused[],
  withAnonymous: boolean,
): readonly string[] {
  const emptied = posts.filter(({ isAnonymous }) => withAnonymous || !isAnonymous);
  const untouched = withAnonymous ? [] : posts.filter(({ isAnonymous }) => isAnonymous);
  return [
    ...(dmChannelId === null ? [] : ['In Discord: what they wrote to the bot themselves. Only they can delete that.']),
    ...(emptied.length === 0
      ? []
      : [
          `In Discord: what staff wrote in the posts of their tickets, and the numbers: ${listed(emptied)}. Delete the posts there.`,
        ]),
    ...(untouched.length === 0
      ? []
      : [
          `In Discord: the posts of their anonymous tickets: ${listed(untouched)}. What vanishes there together with the rest tells staff whose they are: delete these posts another day (or say --anonymous).`,
        ]),
    ...refused.map(
      ({ channelId, what, why }) =>
        `In Discord: ${what} in ${whereabouts(channelId, posts, dmChannelId)}, since ${why}.`,
    ),
  ];
}

function whereabouts(channelId: string, posts: readonly OwnPost[], dmChannelId: string | null): string {
  if (channelId === dmChannelId) return `the conversation with them (channel ${channelId})`;
  const post = posts.find(({ postId }) => postId === channelId);
  return post === undefined ? `the channel ${channelId}` : `the post of ticket ${post.ticketId} (${channelId})`;
}

function listed(posts: readonly OwnPost[]): string {
  return posts.map(({ ticketId, postId }) => `ticket ${ticketId} (${postId})`).join(', ');
}

function goingOnLater(error: OperatorError): OperatorError {
  const later = 'Nothing is erased from the database yet: run this again, and it goes on where it ended.';
  return new OperatorError(error.code, error.message, {
    hint: error.hint === null ? later : `${error.hint} ${later}`,
    exitCode: error.exitCode,
    cause: error,
  });
}

interface Progress {
  step(): void;
  end(): void;
}

/** Discord deletes about one old message in four seconds: whoever sits there wants to see it go on. */
function progressOn({ stderr }: CliIo, all: number): Progress {
  let count = 0;
  const isShown = stderr.isTTY === true;
  return {
    step: () => {
      count += 1;
      if (isShown) stderr.write(`\r${count} of ${all} erased in Discord…`);
    },
    end: () => void (isShown && count > 0 && stderr.write('\r\u001B[K')),
  };
}
