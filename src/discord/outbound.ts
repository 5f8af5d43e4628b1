import { Routes } from 'discord.js';
import type { APIDMChannel, APIGuildMember, APIMessage, APIThreadChannel, REST } from 'discord.js';
import type { Courier, Found, Outcome, Request, Result, Search } from '../desk/ports.ts';
import { urgencyOf } from '../ticket/effects.ts';
import type { Effect } from '../ticket/effects.ts';
import type { ChannelId, MessageId, PostId } from '../ticket/ticket.ts';
import { codeOf, toFailure } from './failures.ts';
import type { Parcels } from './files/parcels.ts';
import { MultipartBody } from './files/multipart-body.ts';
import { look, sendWithFiles } from './files/sending.ts';
import type { Sendable } from './files/sending.ts';
import { sendTranscript } from './files/transcript.ts';
import type { TranscriptSending } from './files/transcript.ts';
import { sentFiles } from './inbound.ts';
import { heedingTags } from './heeding-tags.ts';
import { isBySame, isOurs } from './likeness.ts';
import { toMember, toPerson } from './people.ts';
import { makingRoom } from './making-room.ts';
import { ownPosts } from './own-posts.ts';
import { send } from './send.ts';
import { drawPicture } from './picture.ts';
import { markIn, pictureName } from './post-embed.ts';
import { renderRequest } from './render.ts';
import type { ForumPlace, Surroundings } from './render.ts';
import { firstIdAt, madeAt } from './snowflakes.ts';
import type { Webhooks } from './webhooks.ts';

/** Our clock and Discord's may differ by so much when a place is searched by time. */
const clockSkewMs = 10 * 60_000;

export interface CourierParts {
  readonly rest: Pick<REST, 'request'>;
  /** The same, for what may wait where requests get scarce: receipts and tags. */
  readonly background: Pick<REST, 'request'>;
  readonly surroundings: Surroundings;
  readonly parcels: Parcels;
  readonly webhooks: Webhooks;
  readonly transcripts: Pick<TranscriptSending, 'write'>;
  /** The bot's own user ID. */
  botId(): string;
  /** Something the operator should know. */
  onProblem(message: string): void;
  /** Learns which tags the forums have, since they aren't those that the gateway told of. Never rejects. */
  learnTags(this: void): Promise<void>;
}

type FindingParts = Omit<CourierParts, 'parcels' | 'onProblem' | 'learnTags' | 'webhooks' | 'transcripts'>;

/** Performs effects by Discord's REST API. */
export function createCourier(parts: CourierParts): Courier {
  const { surroundings, parcels, learnTags } = parts;
  const rest = heedingTags(makingRoom(parts), learnTags);
  const background = heedingTags(parts.background, learnTags);
  return {
    prepare: (effect, address, nonce) => renderRequest(effect, address, nonce, surroundings),
    perform: (effect, request, leaveOut) => {
      const { files } = request;
      if (isByWebhook(effect)) return performAsStaff({ ...parts, rest }, effect, request);
      if (request.picture !== undefined) return performWithPicture(rest, effect, request, request.picture);
      if (request.transcript !== undefined) {
        const sending = {
          ...parts.transcripts,
          newPath: parcels.newPath,
          perform: (one: Sendable) => perform(rest, effect, one),
        };
        return sendTranscript(request, request.transcript, sending);
      }
      if (files === undefined) return perform(urgencyOf(effect) === 'lower' ? background : rest, effect, request);
      if (effect.type === 'lookAtFiles') return look(parcels, files);
      const sending = { parcels, leaveOut, perform: (sendable: Sendable) => perform(rest, effect, sendable) };
      return sendWithFiles({ ...request, files }, sending);
    },
    find: (effect, request, search) => find(parts, effect, request, search),
  };
}

async function perform(rest: CourierParts['rest'], effect: Effect, request: Sendable): Promise<Outcome> {
  try {
    return { ok: true, result: resultOf(effect, await send<unknown>(rest, request)) };
  } catch (error) {
    const result = resultOfError(effect, codeOf(error));
    if (result !== null) return { ok: true, result };
    if (isAsleep(effect, codeOf(error))) {
      return awake(rest, request.path.replace(/\/messages.*$/, ''), async () => ({
        ok: true,
        result: resultOf(effect, await send<unknown>(rest, request)),
      }));
    }
    return { ok: false, failure: toFailure(error) };
  }
}

async function performWithPicture(
  rest: CourierParts['rest'],
  effect: Effect,
  request: Request,
  picture: string,
): Promise<Outcome> {
  const form = await MultipartBody.of(request.body, [
    { content: drawPicture(picture), name: pictureName, type: 'image/png' },
  ]);
  return perform(rest, effect, { ...request, form });
}

function isByWebhook({ type }: Effect): boolean {
  return type === 'sendAsStaff' || type === 'editAsStaff' || type === 'deleteAsStaff';
}

async function performAsStaff(
  { webhooks, rest }: Pick<CourierParts, 'webhooks' | 'rest'>,
  effect: Effect,
  request: Request,
): Promise<Outcome> {
  const perform = async (): Promise<Outcome> => ({
    ok: true,
    result: resultOf(effect, await webhooks.send<unknown>(request)),
  });
  try {
    return await perform();
  } catch (error) {
    if (!isAsleep(effect, codeOf(error))) return { ok: false, failure: toFailure(error) };
    return awake(rest, Routes.channel(request.channelId ?? ''), perform);
  }
}

function resultOf(effect: Effect, answer: unknown): Result {
  switch (effect.type) {
    case 'sendToPost':
    case 'sendToUser':
    case 'sendAsStaff':
    case 'showFeedback':
    case 'showPanel':
      return toResult(answer as APIMessage);
    case 'openPost':
      return { type: 'post', postId: (answer as APIThreadChannel).id as PostId };
    case 'lookUpMember':
      return { type: 'member', member: toMember(effect.serverId, answer as APIGuildMember) };
    case 'openDm':
      return toDm(answer as APIDMChannel);
    case 'lookAtFiles':
    case 'editAsStaff':
    case 'deleteAsStaff':
    case 'editCopy':
    case 'deleteCopy':
    case 'react':
    case 'unreact':
    case 'setTags':
    case 'wakePost':
    case 'reopenPost':
    case 'editStatement':
    case 'deleteStatement':
    case 'answerLater':
    case 'archivePost':
      return { type: 'done' };
  }
}

/** https://docs.discord.com/developers/resources/user#create-dm */
function toDm({ id, recipients = [] }: APIDMChannel): Result {
  const [user] = recipients;
  if (user === undefined) throw new Error('Discord opens a DM with nobody.');
  return { type: 'dm', channelId: id as ChannelId, user: toPerson(user) };
}

function toResult(message: APIMessage): Extract<Result, { type: 'message' }> {
  const files = sentFiles(message);
  return { type: 'message', messageId: message.id as MessageId, ...(files.length === 0 ? {} : { files }) };
}

const mayBeGone: ReadonlySet<Effect['type']> = new Set(['sendToPost', 'sendToUser', 'showFeedback', 'showPanel']);

/** What is an answer all the same: nobody of that name is a member; a message was sent before, and deleted since. */
function resultOfError(effect: Effect, code: number | null): Result | null {
  if (effect.type === 'lookUpMember' && (code === 10007 || code === 10013)) return { type: 'member', member: null };
  if (mayBeGone.has(effect.type) && code === 10008) return { type: 'done' };
  return null;
}

/** Archived by Discord or by hand: 50083 and 160005 say that nothing was done. https://docs.discord.com/developers/topics/threads */
function isAsleep(effect: Effect, code: number | null): boolean {
  const isForPost = effect.type !== 'react' && effect.type !== 'unreact' && effect.type !== 'answerLater';
  const opens = effect.type === 'wakePost' || effect.type === 'reopenPost';
  return (code === 50083 || code === 160005) && isForPost && !opens;
}

async function awake(rest: CourierParts['rest'], path: string, perform: () => Promise<Outcome>): Promise<Outcome> {
  try {
    await send(rest, { method: 'PATCH', path, body: { archived: false } });
    return await perform();
  } catch (error) {
    return { ok: false, failure: toFailure(error) };
  }
}

async function find(parts: FindingParts, effect: Effect, request: Request, search: Search): Promise<Found> {
  // "Not there" would mean: make another one.
  if (effect.type === 'openPost' && !isInSight(parts.surroundings.forumOf(effect.serverId))) {
    return { ok: false, failure: { kind: 'down', cause: "the forum isn't in sight", retryAfterMs: null } };
  }
  try {
    return effect.type === 'openPost'
      ? { ok: true, result: await findPost(parts, effect, search), isAllKnown: false }
      : { ok: true, ...(await findMessage(parts, request, search)) };
  } catch (error) {
    return { ok: false, failure: toFailure(error) };
  }
}

function isInSight(forum: ForumPlace | null): boolean {
  return forum !== null && forum.serverId !== null;
}

async function findMessage(
  { rest, botId }: FindingParts,
  request: Request,
  search: Search,
): Promise<{ readonly result: Result | null; readonly isAllKnown: boolean }> {
  let after = search.after ?? firstIdAt(search.since - clockSkewMs);
  const isMarked = search.edited !== null || search.isMarked;
  const likeness = { hadFiles: request.files !== undefined, isMarked };
  const forms = formsOf(request, search);
  const strangers: APIMessage[] = [];
  for (let isLast = false; !isLast;) {
    const path = `${placeOf(request)}?limit=100&after=${after}` as const;
    const page = await send<APIMessage[]>(rest, { method: 'GET', path, body: null });
    // Of several that say the same, the oldest belongs to what was written first.
    const oldestFirst = page.toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
    strangers.push(...oldestFirst.filter((message) => isBy(message, request, botId()) && !search.isKnown(message.id)));
    const same = strangers.filter((message) => forms.some((form) => isOurs(form, message, likeness)));
    const [found] = same;
    if (found !== undefined && same.length > search.leaves(found.id))
      return { result: toResult(found), isAllKnown: false };
    after = oldestFirst.at(-1)?.id ?? after;
    isLast = page.length < 100;
  }
  const earlier = strangers.find((message) => isEarlierForm(request, message, search));
  const result = earlier === undefined ? null : { ...toResult(earlier), says: earlier.content };
  return { result, isAllKnown: strangers.length === 0 };
}

/** All that may have been sent, or made of it since. The oldest counts that says either: what was written later stands behind it. */
function formsOf({ body }: Request, { becomes }: Search): readonly unknown[] {
  return becomes === null ? [body] : [body, { ...(body as object), content: becomes }];
}

function placeOf({ path, channelId }: Request): string {
  return channelId === undefined ? path : Routes.channelMessages(channelId);
}

/** What was sent by a webhook bears the name that the request gave it. */
function isBy({ author, webhook_id: webhookId }: APIMessage, { body, channelId }: Request, botId: string): boolean {
  if (channelId === undefined) return author.id === botId;
  return webhookId !== undefined && author.username === (body as { username?: string }).username;
}

/** Whether a message may be the copy of what was edited since: by the same author, and nothing else that is waited for. */
function isEarlierForm({ body }: Request, message: APIMessage, { edited }: Search): boolean {
  const { content = '' } = body as { content?: string };
  return edited !== null && isBySame(content, message.content) && !edited.isAwaited(message.content);
}

/** A new post bears no nonce: it is known by the mark in its first message. */
async function findPost(
  parts: FindingParts,
  effect: Extract<Effect, { type: 'openPost' }>,
  search: Search,
): Promise<Result | null> {
  const { rest, surroundings, botId } = parts;
  const forum = surroundings.forumOf(effect.serverId);
  if (forum === null || forum.serverId === null) return null;
  const posts = ownPosts(rest, botId);
  const place = { id: forum.id, serverId: forum.serverId };
  const all = [...(await posts.active(place)), ...(await posts.archived(place)).posts];
  const candidates = all.filter(({ id }) => madeAt(id) > search.since - clockSkewMs && !search.isKnown(id));
  for (const { id } of candidates) {
    const first = await posts.firstMessage(id);
    if (first !== null && markIn(first) === effect.facts.mark) return { type: 'post', postId: id as PostId };
  }
  return null;
}
