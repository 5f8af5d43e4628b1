import type { Ping } from './effects.ts';
import type { Inbox, Routing } from './inbox.ts';
import type { Rules } from './rules.ts';
import { failureMark, promptInto, statementTo } from './saying.ts';
import type { Statement } from './statement.ts';
import type { Member, MessageId, TicketId, UserId } from './ticket.ts';

/** Whom an entry is about. One by ticket bars that ticket's user, and tells nobody who that is. */
export type Barred =
  | { readonly type: 'user'; readonly id: UserId }
  | { readonly type: 'role'; readonly id: string }
  | { readonly type: 'ticket'; readonly id: TicketId };

/** Somebody opens no new tickets; those that are open go on. */
export interface BlacklistEntry {
  readonly barred: Barred;
  readonly reason: string | null;
  /** `null`: the operator did it, on the machine. */
  readonly by: UserId | null;
  readonly addedAt: number;
  /** `null`: until somebody removes it. */
  readonly endsAt: number | null;
}

/** Whoever goes on writing is told so at most this often. */
const toldEveryMs = 60 * 60_000;

/**
 * What bars a user from opening a ticket: of several entries the one that holds longest. Immunity is heeded here, and not
 * only when an entry is made: one that was made by ticket must not tell that it has no effect. Without a `member`, what
 * depends on their roles isn't known yet, and bars nobody.
 */
export function barring(
  { userId, blacklist }: Pick<Inbox, 'userId' | 'blacklist'>,
  member: Member | null,
  { immune }: Rules,
): BlacklistEntry | null {
  const mayBeImmune = immune.some((one) =>
    'user' in one ? one.user === userId : member === null || member.roleIds.includes(one.role),
  );
  if (mayBeImmune) return null;
  const holding = blacklist.filter(
    ({ barred }) => barred.type !== 'role' || member?.roleIds.includes(barred.id) === true,
  );
  return holding.reduce<BlacklistEntry | null>((longest, one) => (isLonger(one, longest) ? one : longest), null);
}

function isLonger({ endsAt }: BlacklistEntry, other: BlacklistEntry | null): boolean {
  return other === null || (endsAt ?? Infinity) > (other.endsAt ?? Infinity);
}

/** Whether staff can't blacklist somebody. Of a ticket's user they must not learn that. */
export function isImmune(barred: Barred, roleIds: readonly string[], immune: readonly Ping[]): boolean {
  if (barred.type === 'ticket') return false;
  const roles = barred.type === 'role' ? [barred.id] : roleIds;
  return immune.some((one) => ('user' in one ? one.user === barred.id : roles.includes(one.role)));
}

/** What would begin a ticket. */
interface Beginning {
  readonly member: Member | null;
  readonly messages: readonly MessageId[];
  readonly now: number;
}

/**
 * Refuses what somebody wrote who is blacklisted; `null`: they aren't. Each message is marked as not sent, whether or not
 * its author is told the reason: nobody is to wait for an answer to what nobody reads.
 */
export function refuseBarred(
  inbox: Inbox,
  { member, messages, now }: Beginning,
  rules: Rules,
): Extract<Routing, { to: 'refusal' }> | null {
  const entry = barring(inbox, member, rules);
  if (entry === null) return null;
  const { barredToldAt, prompt } = inbox;
  const isToldAgain = rules.tellsBarred && (barredToldAt === null || now - barredToldAt >= toldEveryMs);
  const { reason, endsAt } = entry;
  const server = rules.serverName;
  const statement: Statement = isToldAgain ? { type: 'barred', server, reason, endsAt } : { type: 'notSent', server };
  const marks = messages.map((messageId) => failureMark('user', messageId));
  const refusal = { to: 'refusal', isToldAgain, isBarred: true } as const;
  const asked = prompt?.messageId ?? null;
  // What the user was asked becomes the answer: it can't just go away.
  if (asked !== null) {
    return { ...refusal, effects: [promptInto(asked, statement, rules), ...marks], answer: statement };
  }
  const sentence = statementTo('user', statement, rules, messages.at(-1));
  return { ...refusal, effects: isToldAgain ? [sentence, ...marks] : marks };
}
