import { barring } from './blacklist.ts';
import type { Inbox } from './inbox.ts';
import type { RefusedStatement } from './prompt-statement.ts';
import type { Rules } from './rules.ts';
import type { Member } from './ticket.ts';

/** Somebody who wants to open a ticket; `member`: `null`: whether they are one isn't known yet. */
interface Applicant {
  readonly member: Member | null;
  readonly hides: boolean;
  readonly now: number;
}

/** Why somebody can't open a ticket in this server; `null`: they can, as far as that is known. */
export function refuse(inbox: Inbox, { member, hides, now }: Applicant, rules: Rules): RefusedStatement | null {
  const server = rules.serverName;
  const notNow = takesNone(rules);
  if (notNow !== null) return notNow;
  const entry = barring(inbox, member, rules);
  if (entry !== null) {
    const { reason, endsAt } = entry;
    return rules.tellsBarred ? { type: 'barred', server, reason, endsAt } : { type: 'notSent', server };
  }
  return tooNew(inbox, { member, now }, rules) ?? limitOf(inbox, hides, rules);
}

/** New tickets are taken from nobody. */
export function takesNone({ ticketsEnabled, pause, serverName: server }: Rules): RefusedStatement | null {
  if (!ticketsEnabled) return { type: 'ticketsDisabled', server };
  return pause === null ? null : { type: 'paused', server, ...pause };
}

/** They have to wait until their account, or their membership, is older. */
export function tooNew(
  { accountMadeAt }: Pick<Inbox, 'accountMadeAt'>,
  { member, now }: Pick<Applicant, 'member' | 'now'>,
  { minAccountAgeMs, minMembershipMs, serverName: server }: Rules,
): Extract<RefusedStatement, { type: 'tooNew' }> | null {
  const oldEnoughAt = accountMadeAt + minAccountAgeMs;
  const joinedAt = member?.joinedAt ?? null;
  const longEnoughAt = joinedAt === null ? now : joinedAt + minMembershipMs;
  const until = Math.max(oldEnoughAt, longEnoughAt);
  if (until <= now) return null;
  return { type: 'tooNew', server, of: longEnoughAt > oldEnoughAt ? 'membership' : 'account', until };
}

/** They have as many open tickets as they may. Those in which they are hidden are counted by themselves: nobody is to give up hiding. */
export function limitOf(
  { openCount }: Pick<Inbox, 'openCount'>,
  hides: boolean,
  { maxOpen: most, serverName: server }: Rules,
): Extract<RefusedStatement, { type: 'tooManyOpen' }> | null {
  const count = hides ? openCount.hidden : openCount.all;
  return count < most ? null : { type: 'tooManyOpen', server, most };
}
