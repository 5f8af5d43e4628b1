import { Routes } from 'discord.js';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Language } from '../../texts/texts.ts';
import { codeOf, toFailure } from '../failures.ts';
import { emptyEmbed } from '../post-embed.ts';
import type { Connection } from './connection.ts';

/** What became of something that was to be erased: it is there no longer, or what Discord said instead. */
export type Erased =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly why: string;
      /** Nothing else of that channel will be had either. */ readonly isForAll: boolean;
    };

/** A ticket's post, of which only the number is to stay. */
export interface ErasablePost {
  readonly ticketId: number;
  readonly postId: string;
  readonly mark: string;
  readonly language: Language;
}

type Request = Parameters<Connection['ask']>[0];

const tries = 4;
const firstWaitMs = 500;
const longestWaitMs = 60_000;
/** Discord's limit of active posts: it may last, and is no reason to leave all else undone. */
const tooManyActive = 160_006;

/** Deletes a message of the bot's. One that is gone already is as good as deleted. Throws what can be tried again later. */
export function eraseMessage(connection: Connection, channelId: string, messageId: string): Promise<Erased> {
  return erase(connection, { method: 'DELETE', path: Routes.channelMessage(channelId, messageId), body: null });
}

/**
 * Empties the first message of a closed ticket's post, but for the mark by which the bot knows the post, and leaves its number as the
 * title. Discord changes nothing in archived posts, so it is opened for that; whoever ends half way begins anew with the same. Throws what can be tried again later.
 */
export async function erasePost(connection: Connection, post: ErasablePost): Promise<Erased> {
  const { ticketId, postId, mark, language } = post;
  const patch = (path: string, body: object): Promise<Erased> => erase(connection, { method: 'PATCH', path, body });
  const opened = await patch(Routes.channel(postId), { archived: false });
  if (!opened.ok) return opened;
  const embeds = [emptyEmbed({ ticketId, mark }, language)];
  const emptied = await patch(Routes.channelMessage(postId, postId), {
    content: '',
    embeds,
    attachments: [],
    allowed_mentions: { parse: [] },
  });
  // Archived again, whatever became of that.
  const closed = await patch(Routes.channel(postId), { name: `#${ticketId}`, locked: true, archived: true });
  return emptied.ok ? closed : emptied;
}

async function erase(connection: Connection, request: Request): Promise<Erased> {
  for (let count = 1; ; count += 1) {
    try {
      await connection.ask(request);
      return { ok: true };
    } catch (error) {
      const { kind, cause, retryAfterMs } = toFailure(error);
      if (kind === 'gone' || kind === 'lost') return { ok: true };
      const isPassing = kind === 'busy' || kind === 'down' || kind === 'unknownOutcome';
      if (kind === 'unauthorized' || (isPassing && count === tries)) throw error;
      if (!isPassing || codeOf(error) === tooManyActive) return { ok: false, why: cause, isForAll: kind === 'hidden' };
      await sleep(Math.min(longestWaitMs, retryAfterMs ?? firstWaitMs * 2 ** (count - 1)));
    }
  }
}
