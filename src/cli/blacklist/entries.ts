import { OperatorError } from '../../lib/errors.ts';
import { isPseudonym } from '../../storage/pseudonym.ts';
import type { Barred, BlacklistEntry } from '../../ticket/blacklist.ts';
import type { TicketId, UserId } from '../../ticket/ticket.ts';
import type { Ground } from '../on-database.ts';
import { instant } from '../output.ts';

/** So much is shown to users beside the sentences around it. */
export const reasonLimit = 500;

/** Whom a command line names. */
export interface Naming {
  readonly role?: true;
  readonly ticket?: number;
}

/** @throws OperatorError `blacklist.whom`: nobody, several, or no ID */
export function barredBy(id: string | undefined, { role, ticket }: Naming): Barred {
  if ((id === undefined) === (ticket === undefined) || (role === true && ticket !== undefined)) {
    throw unclear('Name either the ID of a user or role, or a ticket by --ticket.');
  }
  if (ticket !== undefined) return { type: 'ticket', id: ticket as TicketId };
  if (id !== undefined && role !== true && isPseudonym(id)) return { type: 'user', id: id as UserId };
  if (id === undefined || !isDiscordId(id)) throw unclear(`${JSON.stringify(id)} is no ID of a user or role.`);
  return role === true ? { type: 'role', id } : { type: 'user', id: id as UserId };
}

function unclear(message: string): OperatorError {
  return new OperatorError('blacklist.whom', message, {
    hint: 'Such as: supportmail blacklist add 123456789012345678, or --ticket 42. With --role the ID is a role’s.',
    exitCode: 2,
  });
}

/** As Discord makes them. */
export function isDiscordId(text: string): boolean {
  return /^\d{17,20}$/.test(text);
}

/** Why an entry can't be made; `null`: it can. Of a ticket's user it isn't told whether they are immune. */
export function problemOf(
  { barred, reason }: Pick<BlacklistEntry, 'barred' | 'reason'>,
  { store, server, serverId }: Ground,
): string | null {
  if (reason !== null && reason.length > reasonLimit) return `The reason has more than ${reasonLimit} characters.`;
  if (barred.type === 'ticket') {
    return store.ticket(barred.id)?.serverId === serverId ? null : `There is no ticket ${barred.id} in this server.`;
  }
  // The role that everybody has bears the ID of its server: https://docs.discord.com/developers/topics/permissions#role-object
  if (barred.type === 'role' && barred.id === serverId) return 'This is the role that everybody has.';
  const isImmune = server.blacklist.immune.some((one) => Object.values(one).includes(barred.id));
  return isImmune ? `${nameOf(barred)} can't be blacklisted: \`blacklist.immune\` in the configuration says so.` : null;
}

/** Such as `user 123456789012345678`. */
export function nameOf({ type, id }: Barred): string {
  return `${type} ${id}`;
}

/** Lines for a terminal. */
export function linesOf({ barred, reason, by, addedAt, endsAt }: BlacklistEntry, { store }: Ground): string {
  const known = barred.type === 'user' ? store.user(barred.id)?.person.name : undefined;
  const who = known === undefined ? nameOf(barred) : `${nameOf(barred)} (${known.replaceAll(/\p{C}/gu, '')})`;
  const until = endsAt === null ? 'without end' : `until ${instant(endsAt)}`;
  const from = `since ${instant(addedAt)} by ${by === null ? 'the operator' : `user ${by}`}`;
  const why = reason === null ? '' : `\n    ${reason.replaceAll(/\s+/g, ' ').replaceAll(/\p{C}/gu, '')}`;
  return `${who}, ${until}, ${from}${why}\n`;
}
