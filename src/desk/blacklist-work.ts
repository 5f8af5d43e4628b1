import { isImmune } from '../ticket/blacklist.ts';
import type { Barred, BlacklistEntry } from '../ticket/blacklist.ts';
import type { BlacklistCommanded, BlacklistStatement, BlacklistWish, Named } from '../ticket/blacklist-commands.ts';
import type { Statement } from '../ticket/statement.ts';
import type { PostId } from '../ticket/ticket.ts';
import type { Reply } from './command-work.ts';
import type { OutsideEvent } from './ports.ts';
import type { Work } from './work.ts';

/** So many entries fit into one answer, long reasons included. */
const pageSize = 10;

/** Staff used `/blacklist`. Below an answer, a button changes that answer. */
export function blacklistCommanded(work: Work, event: BlacklistCommanded & Pick<OutsideEvent, 'pressed'>): Reply {
  const to = event.pressed === undefined ? 'invoker' : 'message';
  return { answer: { to, statement: answerTo(work, event, event.wish) }, entryId: null };
}

function answerTo(work: Work, event: BlacklistCommanded, wish: BlacklistWish): Statement {
  switch (wish.type) {
    case 'add':
    case 'remove':
    case 'check': {
      const barred = barredBy(work, event, wish.named);
      if (!('id' in barred)) return barred;
      if (wish.type === 'add') return add(work, event, wish, barred);
      return wish.type === 'remove' ? remove(work, event, barred) : check(work, event, wish.named, barred);
    }
    case 'list':
      return list(work, event, wish.page);
    case 'clear':
      return askWhetherToClear(work, event);
    case 'clearConfirmed':
      return clear(work, event, wish.count);
  }
}

/** Whom staff mean, or why nobody is meant. A ticket is only seen from its own server. */
function barredBy({ store }: Work, { serverId, channelId }: BlacklistCommanded, named: Named): Barred | Statement {
  const { target, ticketId } = named;
  if (target !== null && ticketId !== null) return { type: 'namedTwice' };
  if (target?.type === 'user') return { type: 'user', id: target.id };
  if (target !== null) return target;
  const ticket = ticketId === null ? store.ticketOfPost(channelId as string as PostId) : store.ticket(ticketId);
  if (ticket?.serverId === serverId) return { type: 'ticket', id: ticket.id };
  return ticketId === null ? { type: 'nobodyNamed' } : { type: 'unknownTicket', ticketId };
}

function add(
  { store, now, ...work }: Work,
  { serverId, by }: BlacklistCommanded,
  { named, reason, endsInMs }: Extract<BlacklistWish, { type: 'add' }>,
  barred: Barred,
): BlacklistStatement {
  // The role that everybody has bears the ID of its server: https://docs.discord.com/developers/topics/permissions#role-object
  if (barred.type === 'role' && barred.id === serverId) return { type: 'everyoneNamed' };
  if (isImmune(barred, rolesOf(named), work.rulesOf(serverId)?.immune ?? []))
    return { type: 'immuneToBlacklist', barred };
  const isReplaced = store.blacklist.get(serverId, barred, now) !== null;
  const endsAt = endsInMs === null ? null : now + endsInMs;
  store.blacklist.add(serverId, { barred, reason, by: by.id, addedAt: now, endsAt }, now);
  return { type: 'nowBarred', barred, endsAt, isReplaced };
}

function remove({ store, now }: Work, { serverId }: BlacklistCommanded, barred: Barred): BlacklistStatement {
  if (store.blacklist.get(serverId, barred, now) === null) return { type: 'notBarred', barred };
  store.blacklist.remove(serverId, barred);
  return { type: 'noLongerBarred', barred };
}

/** A user may be barred by their roles, too. Entries by ticket are found by number only: they must not tell who it is. */
function check(work: Work, { serverId }: BlacklistCommanded, named: Named, barred: Barred): BlacklistStatement {
  const { blacklist } = work.store;
  const roles = rolesOf(named).map((id): Barred => ({ type: 'role', id }));
  const entries = [barred, ...roles].flatMap((one): readonly BlacklistEntry[] => {
    const entry = blacklist.get(serverId, one, work.now);
    return entry === null ? [] : [entry];
  });
  if (entries.length === 0) return { type: 'notBarred', barred };
  const immune = isImmune(barred, rolesOf(named), work.rulesOf(serverId)?.immune ?? []);
  return { type: 'isBarred', barred, entries, isImmune: immune };
}

function rolesOf({ target }: Named): readonly string[] {
  return target?.type === 'user' ? target.roleIds : [];
}

function list({ store, now }: Work, { serverId }: BlacklistCommanded, wanted: number): BlacklistStatement {
  const count = store.blacklist.count(serverId, now);
  if (count === 0) return { type: 'blacklistEmpty' };
  const pages = Math.ceil(count / pageSize);
  const page = Math.min(Math.max(wanted, 0), pages - 1);
  const entries = store.blacklist.list(serverId, now, { limit: pageSize, offset: page * pageSize });
  return { type: 'blacklistPage', entries, count, page, pages };
}

function askWhetherToClear({ store, now }: Work, { serverId }: BlacklistCommanded): BlacklistStatement {
  const count = store.blacklist.count(serverId, now);
  return count === 0 ? { type: 'blacklistEmpty' } : { type: 'clearBlacklist', count };
}

/** Only what the person who agrees was told is removed: where it is another number by now, they are asked again. */
function clear(work: Work, event: BlacklistCommanded, told: number): BlacklistStatement {
  const { blacklist } = work.store;
  const count = blacklist.count(event.serverId, work.now);
  if (count !== told || count === 0) return askWhetherToClear(work, event);
  blacklist.clear(event.serverId);
  return { type: 'blacklistCleared', count };
}
