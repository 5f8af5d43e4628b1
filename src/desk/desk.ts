import type { FailureReason } from '../ticket/events.ts';
import type { ChannelId, MessageId, PostId, ServerId, UserId } from '../ticket/ticket.ts';
import { adopt, postFound } from './adoption-work.ts';
import type { Correspondent, PostOrigin, StandingPost } from './adoption.ts';
import { blacklistCommanded } from './blacklist-work.ts';
import { editUnread, messageDeleted, messageEdited } from './change-work.ts';
import { membersAwaited, promptAnswered, promptLapsed, userWrote } from './inbox-work.ts';
import type { OutsideEvent, Place, Result, SentFile } from './ports.ts';
import { pressedEntry } from './pressed.ts';
import { failed, performed } from './effect-work.ts';
import { placeOn } from './queueing.ts';
import { answeredByUser, commanded } from './command-work.ts';
import type { Reply } from './command-work.ts';
import { answerLookUp } from './look-up-work.ts';
import { panelCommanded, renewPanels } from './panel-work.ts';
import { pauseCommanded } from './pause-work.ts';
import { personalCommanded } from './personal-work.ts';
import { settingsManaged } from './setting-work.ts';
import type { Settled } from './settled.ts';
import { snippetsManaged, snippetUsed } from './snippet-work.ts';
import { applyTo, membershipChanged, setSilenceTimers, staffWrote } from './ticket-work.ts';
import { watchedTimers } from './watched-timers.ts';
import type { DeskParts, Work } from './work.ts';

/** Runs decisions. Each call is one transaction: what came in, what follows from it, and what is to be done are kept together. */
export interface Desk {
  handle(event: OutsideEvent): Reply | null;
  /** An effect was done. Said twice, it counts once. */
  performed(entryId: number, result: Result): void;
  /** An effect won't be tried again. */
  failed(entryId: number, reason: FailureReason): void;
  /** A post was deleted. Said twice, it counts once; another's means nothing. */
  postDeleted(postId: PostId): void;
  /** A user left a server, or came back. Said twice, it counts once. */
  membershipChanged(serverId: ServerId, userId: UserId, isMember: boolean): void;
  /** The gateway showed a message of ours that bears this nonce. */
  echoed(nonce: string, messageId: MessageId, files?: readonly SentFile[]): void;
  /** The gateway showed a post of ours that bears this mark. */
  postEchoed(mark: string, postId: PostId): void;
  /** A known post stands in its forum like this. */
  postFound(post: StandingPost): void;
  /** An unknown post of ours was found. `false`: its ticket's number is another's by now. `user` is told where their DM isn't known. */
  adopt(post: StandingPost, origin: PostOrigin, user: Correspondent | null): boolean;
  /** Sets the timers that follow from the configuration: before they run, and whenever it became another. */
  setTimers(): void;
  /** Brings what stands in the servers' channels to what the configuration says by now. */
  renewPanels(): void;
  /** Handles a timer that is due; one that was taken back means nothing. */
  fireTimer(key: string): void;
  /** Everything in a channel up to this message was handled. */
  saw(channelId: ChannelId, messageId: string): void;
}

/** Makes the desk. */
export function createDesk(parts: DeskParts): Desk {
  const upSince = parts.clock.now();
  const inTransaction = <T>(run: (work: Work) => T): T => {
    const { store, random, clock } = parts;
    const now = clock.now();
    const places = new Set<Place>();
    const settled: Settled[] = [];
    const { timers, isChanged } = watchedTimers(store);
    const work: Work = {
      store,
      random,
      rulesOf: (serverId, userId) => {
        const preferred = userId === undefined ? null : store.preferences(userId).language;
        const rules = parts.rulesOf(serverId, preferred);
        return rules === null ? null : { ...rules, pause: store.pauses.get(serverId, now) };
      },
      settingsOf: (serverId) => parts.settingsOf(serverId),
      servers: () => parts.servers(),
      isReachable: (serverId) => parts.isReachable(serverId),
      usualLanguage: () => parts.usualLanguage(),
      madeAt: (id) => parts.madeAt(id),
      now,
      upSince,
      places,
      timers,
      settled,
    };
    const result = store.transaction(() => run(work));
    if (places.size > 0) parts.onQueued(places);
    if (isChanged()) parts.onTimers();
    for (const message of settled) parts.onSettled?.(message);
    return result;
  };
  return {
    handle: (event) => inTransaction((work) => handle(work, event)),
    performed: (entryId, result) => inTransaction((work) => performed(work, work.store.outbox.get(entryId), result)),
    failed: (entryId, reason) => inTransaction((work) => failed(work, work.store.outbox.get(entryId), reason)),
    postDeleted: (postId) => inTransaction((work) => postDeleted(work, postId)),
    membershipChanged: (serverId, userId, isMember) =>
      inTransaction((work) => {
        for (const ticket of work.store.openTicketsOf(userId, serverId)) membershipChanged(work, ticket, isMember);
      }),
    echoed: (nonce, messageId, files = []) =>
      inTransaction((work) => performed(work, work.store.outbox.byNonce(nonce), { type: 'message', messageId, files })),
    postEchoed: (mark, postId) =>
      inTransaction((work) => performed(work, work.store.outbox.opening(mark), { type: 'post', postId })),
    postFound: (post) => inTransaction((work) => postFound(work, post)),
    adopt: (post, origin, user) => inTransaction((work) => adopt(work, post, origin, user)),
    setTimers: () => inTransaction((work) => setSilenceTimers(work)),
    renewPanels: () => inTransaction((work) => renewPanels(work)),
    fireTimer: (key) => inTransaction((work) => fireTimer(work, key)),
    saw: (channelId, messageId) => inTransaction(({ store }) => store.sawMessage(channelId, messageId)),
  };
}

function handle(work: Work, event: OutsideEvent): Reply | null {
  if (!work.store.isFirst(event.key, work.now)) return null;
  if (event.pressed !== undefined) {
    const { messageId } = event.pressed;
    performed(work, pressedEntry(work.store, event), { type: 'message', messageId });
  }
  switch (event.type) {
    case 'userWrote':
      userWrote(work, event);
      return null;
    case 'staffWrote':
      staffWrote(work, event);
      return null;
    case 'edited':
      messageEdited(work, event);
      return null;
    case 'editUnread':
      editUnread(work, event);
      return null;
    case 'deleted':
      messageDeleted(work, event);
      return null;
    case 'closeCommanded':
    case 'closingConfirmed':
    case 'closeRequested':
    case 'closeRequestWithdrawn':
    case 'messageAsked':
    case 'messageTyped':
    case 'sendCommanded':
    case 'retryPressed':
    case 'replyEditAsked':
    case 'replyEdited':
    case 'replyDeleted':
    case 'reopenCommanded':
    case 'claimCommanded':
    case 'unclaimCommanded':
    case 'watchCommanded':
    case 'noteWritten':
    case 'moveCommanded':
      return commanded(work, event);
    case 'ticketInfoAsked':
    case 'transcriptAsked':
    case 'historyAsked':
    case 'searchAsked':
      return answerLookUp(work, event);
    case 'blacklistCommanded':
      return blacklistCommanded(work, event);
    case 'snippetUsed':
      return snippetUsed(work, event);
    case 'snippetBegun':
    case 'snippetFilledIn':
    case 'snippetRemoved':
    case 'snippetsListed':
      return snippetsManaged(work, event);
    case 'settingsAsked':
    case 'settingBegun':
    case 'settingGiven':
    case 'settingsReset':
      return settingsManaged(work, event);
    case 'panelCommanded':
      return panelCommanded(work, event);
    case 'pauseCommanded':
    case 'resumeCommanded':
      return pauseCommanded(work, event);
    case 'languagePreferred':
    case 'redirectPreferred':
    case 'helpAsked':
    case 'ticketWished':
      return personalCommanded(work, event);
    case 'closeRequestAnswered':
    case 'feedbackRated':
    case 'feedbackSent':
      return answeredByUser(work, event);
    case 'promptAnswered':
    case 'promptChosen':
    case 'promptFilledIn':
      return promptAnswered(work, event);
  }
}

function fireTimer(work: Work, key: string): void {
  const event = work.store.timers.take(key, work.now);
  if (event?.type === 'promptLapsed') promptLapsed(work, event);
  else if (event?.type === 'membersAwaited') membersAwaited(work, event.userId);
  else if (event !== null) applyTo(work, event.ticketId, event);
}

/** Its ticket ends, and what waits for the post is given up: users hear what didn't arrive. */
function postDeleted(work: Work, postId: PostId): void {
  const ticket = work.store.ticketOfPost(postId);
  if (ticket === null) return;
  const waiting = work.store.outbox.waitingIn(placeOn('post', ticket));
  applyTo(work, ticket.id, { type: 'postDeleted', postId });
  for (const id of waiting) failed(work, work.store.outbox.get(id), 'gone');
}
