import type { Routing } from '../ticket/inbox.ts';
import { duringFlood } from '../ticket/flood.ts';
import type { Rules } from '../ticket/rules.ts';
import { statementTo } from '../ticket/saying.ts';
import { queue } from './queueing.ts';
import type { Work } from './work.ts';

/** The rules as they are where more tickets are opened at once than anybody can look after. */
export function heedingFlood({ store, now }: Work, rules: Rules): Rules {
  const { flood, serverId } = rules;
  if (flood === null) return rules;
  return store.floods.hasOpened(serverId, flood.tickets, now - flood.withinMs) ? duringFlood(rules) : rules;
}

/** Whoever opens a ticket during a flood makes that staff are told of it, once for as long as it lasts. */
export function noticeFlood(work: Work, routing: Routing, rules: Rules): void {
  const { store, now } = work;
  const { flood, isFlooded, serverId } = rules;
  const isOpener = routing.to === 'newTicket' || (routing.to === 'draft' && routing.prompt !== null);
  if (flood === null || !isFlooded || !isOpener) return;
  const seenAt = store.floods.seenAt(serverId);
  store.floods.see(serverId, now);
  // It goes on as long as it doesn't stay away for the time in which it would have begun.
  if (seenAt !== null && now - seenAt < flood.withinMs) return;
  const latest = store.floods.latestTicket(serverId);
  const ticket = latest === null ? null : store.ticket(latest);
  if (ticket?.status !== 'open') return;
  const notice = { type: 'flooded', tickets: flood.tickets, withinMs: flood.withinMs } as const;
  queue([{ effect: statementTo('post', notice, rules) }], { ...work, owner: ticket });
}
