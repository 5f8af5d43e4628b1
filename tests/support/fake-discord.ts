import { isOurs as isLike } from '../../src/discord/likeness.ts';
import type {
  Address,
  Clock,
  Courier,
  Failure,
  Found,
  Outcome,
  Request,
  Result,
  Search,
} from '../../src/desk/ports.ts';
import type { LeftOut, LeftOutReason } from '../../src/ticket/attached.ts';
import type { Statement } from '../../src/ticket/statement.ts';
import type { Effect, Outgoing } from '../../src/ticket/effects.ts';
import type { ChannelId, Member, MessageId, PostId } from '../../src/ticket/ticket.ts';
import type { PostTags } from '../../src/ticket/post-tags.ts';

const nonceHoldsMs = 5 * 60_000;

/** A message as it stands in a channel: relayed text, or the name of a statement in brackets. */
export interface StandingMessage {
  readonly id: string;
  readonly says: string;
  readonly replyTo: string | null;
  readonly nonce: string | null;
  readonly at: number;
  readonly files: readonly FakeFile[];
  readonly isByWebhook?: boolean;
}

/** A file in a message: its own ID, and the one that it has in the original. */
interface FakeFile {
  readonly id: string;
  readonly source: string;
}

interface FakePost {
  readonly id: string;
  readonly mark: string;
  tags: PostTags | null;
  archived: boolean;
}

/** What goes wrong with a request. `answerLost`: it is done, and nobody hears of it. */
export type Mishap = Failure['kind'] | 'answerLost';

/** A small Discord behind the courier's port: it keeps what is done, so that a test can see what was done twice. */
export interface FakeDiscord extends Courier {
  readonly posts: FakePost[];
  readonly reactions: string[];
  /** What was answered to commands that waited. */
  readonly laterAnswers: Statement[];
  /** Every request that was performed or refused, in order, by the effect's type. */
  readonly requests: string[];
  /** What a channel shows, oldest first. */
  channel(id: string): StandingMessage[];
  /** Somebody else writes, or an interaction is answered. Gives the message's ID. */
  write(channelId: string, says: string): MessageId;
  /** The ID of what was made last. */
  newestId(): string;
  /** The next requests with this type of effect meet a mishap, one each. */
  befall(type: Effect['type'] | `find ${Effect['type']}`, ...mishaps: Mishap[]): void;
  /** This file can't be passed on from now on. */
  keepBack(fileId: string, why: LeftOutReason): void;
  /** Who is a member; everyone, unless told otherwise. */
  nobodyIsMember(): void;
  /** Every member has these roles from now on. */
  everyoneHas(...roleIds: string[]): void;
}

interface FakeBody {
  readonly says: string;
  readonly replyTo: string | null;
  /** `null`: it is sent by a webhook, which takes none. */
  readonly nonce: string | null;
}

/** An empty Discord. */
export function createFakeDiscord(clock: Clock): FakeDiscord {
  let lastId = 100_000;
  let everyoneIsMember = true;
  let roleIds: readonly string[] = [];
  const posts: FakePost[] = [];
  const channels = new Map<string, StandingMessage[]>();
  const requests: string[] = [];
  const reactions: string[] = [];
  const keptBack = new Map<string, LeftOutReason>();
  const laterAnswers: Statement[] = [];
  const mishaps: { type: string; mishap: Mishap }[] = [];

  const channel = (id: string): StandingMessage[] => {
    const messages = channels.get(id) ?? [];
    channels.set(id, messages);
    return messages;
  };
  const put = (
    channelId: string,
    message: Pick<StandingMessage, 'says' | 'replyTo' | 'nonce'> & Partial<StandingMessage>,
  ): MessageId => {
    lastId += 1;
    channel(channelId).push({ id: String(lastId), at: clock.now(), files: [], ...message });
    return String(lastId) as MessageId;
  };
  const channelIn = ({ path }: Request): string => path.split('/')[2] ?? '';
  const postIn = (request: Request): FakePost | undefined => posts.find(({ id }) => id === channelIn(request));

  const leftOutOf = ({ files }: Request): readonly LeftOut[] =>
    (files?.files ?? []).flatMap(({ id, name }) => {
      const why = keptBack.get(id);
      return why === undefined ? [] : [{ id, name, why }];
    });
  const send = (request: Request): Result => {
    const body = request.body as FakeBody;
    const { files } = request;
    const leftOut = leftOutOf(request);
    if (files?.isAlone === true && leftOut.length === files.files.length) return { type: 'nothing' };
    const standing = channel(channelIn(request));
    const same = standing.find(
      ({ nonce, at }) => nonce !== null && nonce === body.nonce && clock.now() - at < nonceHoldsMs,
    );
    const going = files?.as === 'file' ? files.files.filter(({ id }) => !leftOut.some((one) => one.id === id)) : [];
    const sent = going.map(({ id: source }) => ({ source, id: `copy of ${source}` }));
    const messageId =
      (same?.id as MessageId | undefined) ??
      put(channelIn(request), { ...body, files: sent, isByWebhook: body.nonce === null });
    return toResult(messageId, same?.files ?? sent);
  };

  const change = (request: Request): Result => {
    const { copyId, content, keeps, isAsStaff = false } = request.body as FakeChange;
    const standing = channel(channelIn(request));
    const at = standing.findIndex(({ id }) => id === copyId);
    const before = standing[at];
    // A webhook's message goes on bearing the name that it was sent with.
    const name = isAsStaff ? (before?.says.replace(/: .*/s, ': ') ?? '') : '';
    if (before !== undefined) {
      standing.splice(at, 1, ...(content === null ? [] : [changed(before, name + content, keeps)]));
    }
    return { type: 'done' };
  };

  const act = (effect: Effect, request: Request): Result => {
    switch (effect.type) {
      case 'lookUpMember':
        return { type: 'member', member: everyoneIsMember ? memberOf(effect, roleIds) : null };
      case 'openDm': {
        const { to: id } = effect;
        const user = { id, name: 'Somebody', username: 'somebody', avatarUrl: null };
        return { type: 'dm', channelId: `5${id}` as ChannelId, user };
      }
      case 'lookAtFiles':
        return { type: 'looked', refused: leftOutOf(request) };
      case 'openPost': {
        const id = put('forum', { says: effect.title, replyTo: null, nonce: null });
        posts.push({ id, mark: effect.facts.mark, tags: effect.tags, archived: false });
        channel(id).push({ id, says: '[facts]', replyTo: null, nonce: null, at: clock.now(), files: [] });
        return { type: 'post', postId: id as string as PostId };
      }
      case 'sendToPost':
      case 'sendToUser':
      case 'sendAsStaff':
        return send(request);
      case 'showFeedback':
        return request.method === 'POST' ? send(request) : change(request);
      case 'showPanel': {
        const { messageId } = effect.panel;
        if (messageId === null) return send(request);
        const stands = channel(effect.panel.channelId).some(({ id }) => id === messageId);
        change(request);
        return stands ? { type: 'message', messageId } : { type: 'done' };
      }
      case 'react':
        if (!reactions.includes(`${effect.messageId} ${effect.outcome}`))
          reactions.push(`${effect.messageId} ${effect.outcome}`);
        return { type: 'done' };
      case 'unreact': {
        const at = reactions.indexOf(`${effect.messageId} failed`);
        if (at !== -1) reactions.splice(at, 1);
        return { type: 'done' };
      }
      case 'editAsStaff':
      case 'deleteAsStaff':
      case 'editCopy':
      case 'deleteCopy':
        return change(request);
      case 'setTags':
      case 'archivePost': {
        const post = postIn(request);
        if (post !== undefined) Object.assign(post, { tags: effect.tags, archived: effect.type === 'archivePost' });
        return { type: 'done' };
      }
      case 'wakePost':
      case 'reopenPost': {
        const post = postIn(request);
        if (post !== undefined)
          Object.assign(post, { archived: false, ...('tags' in effect ? { tags: effect.tags } : {}) });
        return { type: 'done' };
      }
      case 'editStatement':
      case 'deleteStatement':
        return change(request);
      case 'answerLater':
        laterAnswers.push(effect.statement);
        return { type: 'done' };
    }
  };

  const isGone = (effect: Effect, request: Request): boolean =>
    'copyOf' in effect &&
    channel(channelIn(request)).every(({ id }) => id !== (request.body as { copyId: string }).copyId);

  const mishapOf = (wanted: string): Mishap | undefined => {
    const at = mishaps.findIndex(({ type }) => type === wanted);
    return at === -1 ? undefined : mishaps.splice(at, 1)[0]?.mishap;
  };

  const perform = (
    effect: Effect,
    request: Request,
    leaveOut: Parameters<Courier['perform']>[2] = () => {},
  ): Outcome => {
    if (request.files !== undefined) leaveOut(leftOutOf(request));
    requests.push(effect.type === 'react' ? `react on ${effect.side}` : effect.type);
    const mishap = mishapOf(effect.type);
    if (mishap === undefined && isGone(effect, request)) return { ok: false, failure: failure('gone') };
    if (mishap === undefined) return { ok: true, result: act(effect, request) };
    if (mishap === 'answerLost') act(effect, request);
    return { ok: false, failure: failure(mishap === 'answerLost' ? 'unknownOutcome' : mishap) };
  };

  const find = (effect: Effect, request: Request, search: Search): Found => {
    requests.push(`find ${effect.type}`);
    const mishap = mishapOf(`find ${effect.type}`);
    if (mishap !== undefined && mishap !== 'answerLost') return { ok: false, failure: failure(mishap) };
    if (effect.type === 'openPost') {
      const post = posts.find(({ mark, id }) => mark === effect.facts.mark && !search.isKnown(id));
      return {
        ok: true,
        result: post === undefined ? null : { type: 'post', postId: post.id as PostId },
        isAllKnown: false,
      };
    }
    const { says } = request.body as FakeBody;
    const newer = channel(channelIn(request)).filter(({ id }) => BigInt(id) > BigInt(search.after ?? '0'));
    // What people write bears no nonce, and isn't in brackets as the bot's own sentences are.
    const isOurs = ({ nonce, isByWebhook = false, says: text }: StandingMessage) =>
      nonce !== null || isByWebhook || text.startsWith('[');
    const strangers = newer.filter((message) => isOurs(message) && !search.isKnown(message.id));
    const isMarked = search.edited !== null || search.isMarked;
    const same = strangers.filter((message) =>
      [says, search.becomes].some(
        (text) => text !== null && isLike({ content: text }, { content: message.says }, { isMarked }),
      ),
    );
    const found = same.length > search.leaves(same[0]?.id ?? '0') ? same[0] : undefined;
    const earlier = search.edited === null ? undefined : strangers.find((one) => !search.edited?.isAwaited(one.says));
    const result =
      found === undefined
        ? earlier === undefined
          ? null
          : { ...toResult(earlier.id as MessageId, earlier.files), says: earlier.says }
        : toResult(found.id as MessageId, found.files);
    return { ok: true, result, isAllKnown: strangers.length === 0 };
  };

  return {
    posts,
    reactions,
    laterAnswers,
    requests,
    channel,
    newestId: () => String(lastId),
    write: (channelId, says) => put(channelId, { says, replyTo: null, nonce: null }),
    befall: (type, ...kinds) => void mishaps.push(...kinds.map((mishap) => ({ type, mishap }))),
    everyoneHas: (...ids) => {
      roleIds = ids;
    },
    nobodyIsMember: () => {
      everyoneIsMember = false;
    },
    prepare,
    // An answer is never there at once.
    keepBack: (fileId, why) => void keptBack.set(fileId, why),
    perform: async (effect, request, leaveOut) => {
      await Promise.resolve();
      return perform(effect, request, leaveOut);
    },
    find: async (effect, request, search) => {
      await Promise.resolve();
      return find(effect, request, search);
    },
  };
}

interface FakeChange {
  readonly copyId: string;
  readonly content: string | null;
  readonly keeps?: readonly string[];
  readonly isAsStaff?: boolean;
}

function changed(before: StandingMessage, says: string, keeps?: readonly string[]): StandingMessage {
  return { ...before, says, files: before.files.filter(({ id }) => keeps === undefined || keeps.includes(id)) };
}

function toResult(messageId: MessageId, files: readonly FakeFile[]): Extract<Result, { type: 'message' }> {
  return { type: 'message', messageId, files: files.map(({ id }) => ({ id, size: 1 })) };
}

function prepare(
  effect: Effect,
  { channelId, replyTo, copyId, copyFiles, sourceChannelId }: Address,
  nonce: string,
): Request | null {
  const path = (id: string | null) => `/channels/${id}`;
  if (effect.type === 'lookUpMember') return { method: 'GET', path: '/member', body: null, repeat: 'harmless' };
  if (effect.type === 'openDm') return { method: 'POST', path: '/dm', body: null, repeat: 'harmless' };
  if (effect.type === 'openPost') return { method: 'POST', path: path('forum'), body: null, repeat: 'never' };
  if (effect.type === 'answerLater') return { method: 'PATCH', path: '/answer', body: null, repeat: 'harmless' };
  if (effect.type === 'lookAtFiles') {
    const files = { files: effect.files, kinds: 'media', isHidden: false, as: 'link', isAlone: true } as const;
    const { messageId } = effect;
    return {
      method: 'GET',
      path: '/files',
      body: null,
      repeat: 'harmless',
      files: { ...files, channelId: sourceChannelId, messageId },
    };
  }
  if (channelId === null) return null;
  if (effect.type === 'sendToPost' || effect.type === 'sendToUser') {
    const { body } = effect;
    const says = body.type === 'relayed' ? body.content : `[${body.statement.type}]`;
    return {
      method: 'POST',
      path: path(channelId),
      body: { says, replyTo, nonce } satisfies FakeBody,
      repeat: 'onceByNonce',
      ...filesOf(effect, sourceChannelId),
    };
  }
  if (effect.type === 'sendAsStaff') {
    const body = { says: `${effect.by.name}: ${effect.content}`, replyTo: null, nonce: null } satisfies FakeBody;
    return { method: 'POST', path: path(channelId), body, repeat: 'never' };
  }
  if (effect.type === 'showFeedback') {
    const says = `[feedback ${[effect.rating, ...effect.answers.flatMap(({ values }) => values)].join(' ')}]`;
    return copyId === null
      ? { method: 'POST', path: path(channelId), body: { says, replyTo: null, nonce }, repeat: 'onceByNonce' }
      : { method: 'PATCH', path: path(channelId), body: { copyId, content: says }, repeat: 'harmless' };
  }
  if (effect.type === 'showPanel') {
    const says = `[panel ${effect.shows.description ?? ''}]`;
    const { messageId } = effect.panel;
    return messageId === null
      ? { method: 'POST', path: path(channelId), body: { says, replyTo: null, nonce }, repeat: 'onceByNonce' }
      : { method: 'PATCH', path: path(channelId), body: { copyId: messageId, content: says }, repeat: 'harmless' };
  }
  if (effect.type === 'deleteStatement') {
    const body: FakeChange = { copyId: effect.messageId, content: null };
    return { method: 'DELETE', path: path(channelId), body, repeat: 'harmless' };
  }
  if (effect.type === 'editStatement') {
    const body = { copyId: effect.messageId, content: `[${effect.statement.type}]` };
    return { method: 'PATCH', path: path(channelId), body, repeat: 'harmless' };
  }
  if (effect.type === 'editAsStaff' || effect.type === 'deleteAsStaff') {
    const content = effect.type === 'editAsStaff' ? effect.content : null;
    const body: FakeChange = { copyId: copyId ?? '', content, isAsStaff: true };
    return copyId === null ? null : { method: 'PATCH', path: path(channelId), body, repeat: 'harmless' };
  }
  if (effect.type === 'editCopy' || effect.type === 'deleteCopy') {
    const content = effect.type === 'editCopy' ? effect.content : null;
    const keeps = effect.type === 'editCopy' ? effect.keeps : undefined;
    const ids = copyFiles.flatMap(({ source, id }) => (keeps?.includes(source) === true && id !== null ? [id] : []));
    const body: FakeChange = { copyId: copyId ?? '', content, ...(keeps === undefined ? {} : { keeps: ids }) };
    return copyId === null ? null : { method: 'PATCH', path: path(channelId), body, repeat: 'harmless' };
  }
  return { method: 'PATCH', path: path(channelId), body: null, repeat: 'harmless' };
}

function filesOf({ attached, source }: Outgoing, channelId: ChannelId | null): Pick<Request, 'files'> {
  if (attached === undefined || source === null) return {};
  return { files: { ...attached, channelId, messageId: source.messageId } };
}

function memberOf({ serverId, userId }: Extract<Effect, { type: 'lookUpMember' }>, roleIds: readonly string[]): Member {
  return { serverId, userId, name: 'Mia', joinedAt: 0, roleIds };
}

function failure(kind: Failure['kind']): Failure {
  return { kind, retryAfterMs: null, cause: `the test said ${kind}` };
}
