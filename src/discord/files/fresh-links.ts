import { Routes } from 'discord.js';
import type { APIMessage, REST } from 'discord.js';
import type { Failure, RequestFiles } from '../../desk/ports.ts';
import { toFailure } from '../failures.ts';

/** What Discord says now: a link for each file that is still there, by ID; or that it can't say. */
export type FreshLinks =
  | { readonly ok: true; readonly links: ReadonlyMap<string, string> }
  | { readonly ok: false; readonly failure: Failure };

/** Links expire; whoever reads the message gets new ones. https://docs.discord.com/developers/reference#signed-attachment-cdn-urls */
export async function freshLinks(
  rest: Pick<REST, 'request'>,
  { channelId, messageId }: Pick<RequestFiles, 'channelId' | 'messageId'>,
): Promise<FreshLinks> {
  if (channelId === null) return { ok: true, links: new Map() };
  try {
    const fullRoute = Routes.channelMessage(channelId, messageId);
    const message = (await rest.request({ method: 'GET', fullRoute } as Parameters<REST['request']>[0])) as APIMessage;
    const snapshots = (message.message_snapshots ?? []).map((snapshot) => snapshot.message);
    const files = [message, ...snapshots].flatMap(({ attachments }) => attachments);
    return { ok: true, links: new Map(files.map(({ id, url }) => [id, url])) };
  } catch (error) {
    const failure = toFailure(error);
    return isOver(failure) ? { ok: true, links: new Map() } : { ok: false, failure };
  }
}

/** The message is gone, with all of its channel, or not for us any more. Nothing follows for the place where its files were to go. */
function isOver({ kind }: Failure): boolean {
  return over.has(kind);
}

const over: ReadonlySet<Failure['kind']> = new Set(['gone', 'lost', 'hidden', 'forbidden', 'refused']);

/** Whether a link says itself that its time is over; `now` is in epoch ms. */
export function isExpired(link: string, now: number): boolean {
  const seconds = Number.parseInt(URL.parse(link)?.searchParams.get('ex') ?? '', 16);
  return !Number.isNaN(seconds) && seconds * 1000 <= now;
}
