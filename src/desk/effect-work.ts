import type { LeftOut } from '../ticket/attached.ts';
import type { Effect, LookUpMember } from '../ticket/effects.ts';
import type { Delivered, FailureReason } from '../ticket/events.ts';
import type { Member } from '../ticket/ticket.ts';
import { filesLookedAt, memberLookedUp } from './inbox-work.ts';
import { promptDelivered } from './drafts.ts';
import type { Entry, Result } from './ports.ts';
import { arrivedOf } from './copied-files.ts';
import { changeCopy, copyOf, messageOf } from './copies.ts';
import { dmOpened, failedOutside, reachedUser, recipientLookedUp } from './outside-work.ts';
import { panelFailed, panelShown } from './panel-work.ts';
import { reopenerLookedUp } from './reopening-work.ts';
import { setRight } from './setting-right.ts';
import { settledBy } from './settled.ts';
import type { Settled } from './settled.ts';
import { applyTo, channelOf } from './ticket-work.ts';
import { wishCarriedOut, wishFailed } from './wish-work.ts';
import type { Work } from './work.ts';

/** An effect was done. An entry that isn't there any more was settled before, by the gateway's echo or by the answer. */
export function performed(work: Work, entry: Entry | null, result: Result): void {
  if (entry === null) return;
  const { effect, ticketId } = entry;
  touch(work, entry);
  settle(work, effect, 'delivered');
  work.store.outbox.remove(entry.id);
  if (effect.type === 'lookUpMember' && result.type === 'member') return lookedUp(work, effect, result.member);
  if (effect.type === 'lookAtFiles' && result.type === 'looked') return filesLookedAt(work, effect, result.refused);
  if (effect.type === 'openDm' && result.type === 'dm') return dmOpened(work, effect, result);
  const messageId = messageOf(result);
  const arrived = arrivedOf(entry, result);
  if (messageId !== null) work.store.addCopy({ ...copyOf(entry, messageId), files: arrived.files });
  if (effect.type === 'editCopy' || effect.type === 'editAsStaff') changeCopy(work, entry, effect, effect);
  if (effect.type === 'deleteCopy' || effect.type === 'deleteAsStaff') changeCopy(work, entry, effect, null);
  if (messageId !== null && effect.type === 'sendToUser') promptDelivered(work, entry.place, effect, messageId);
  reachedUser(work, entry);
  wishCarriedOut(work, entry, messageId);
  panelShown(work, entry, messageId);
  if (ticketId === null) return;
  if (result.type === 'post') {
    work.store.sawMessage(channelOf(result.postId), result.postId);
    applyTo(work, ticketId, { type: 'postOpened', postId: result.postId });
  }
  setRight(work, entry, result);
  applyTo(work, ticketId, { type: 'delivered', effect, messageId, ...lack(work, entry, arrived.leftOut) });
}

/** Whether anything of a message is there at all matters only where something isn't. */
function lack(
  { store }: Work,
  { effect, place }: Entry,
  leftOut: readonly LeftOut[],
): Pick<Delivered, 'leftOut' | 'hasArrived'> {
  const source = 'source' in effect ? (effect.source?.messageId ?? null) : null;
  if (leftOut.length === 0 || source === null) return {};
  return { leftOut, hasArrived: store.copiesOf(source, place).length > 0 };
}

function lookedUp(work: Work, effect: LookUpMember, member: Member | null): void {
  if (member !== null) work.store.saveMember(member, work.now);
  if (effect.outside !== undefined) recipientLookedUp(work, effect.outside, member);
  else if (effect.reopening === null) memberLookedUp(work, effect, member);
  else reopenerLookedUp(work, effect.reopening, member);
}

/** An effect won't be tried again; what waited for it is given up. */
export function failed(work: Work, entry: Entry | null, reason: FailureReason): void {
  if (entry === null) return;
  const { effect } = entry;
  touch(work, entry);
  settle(work, effect, 'failed');
  work.store.outbox.removeWithFollowers(entry.id);
  // It was deleted by somebody else, or by us and we never heard.
  if ('copyOf' in effect && reason === 'gone') changeCopy(work, entry, effect, null);
  wishFailed(work, entry, reason);
  panelFailed(work, entry, reason);
  if (entry.ticketId === null) failedOutside(work, entry, reason);
  else applyTo(work, entry.ticketId, { type: 'deliveryFailed', effect, reason });
}

function settle({ settled }: Work, effect: Effect, outcome: Settled['outcome']): void {
  const message = settledBy(effect, outcome);
  if (message !== null) settled.push(message);
}

/** Whatever waited for this entry may be due now, on the ticket's other side as well. */
function touch({ store, places }: Work, { id, place, ticketId }: Entry): void {
  places.add(place);
  for (const waiting of store.outbox.waitingFor(id)) places.add(waiting);
  const ticket = ticketId === null ? null : store.ticket(ticketId);
  if (ticket !== null) places.add(`post/${ticket.id}`).add(`user/${ticket.userId}`);
}
