import type { Ping } from '../ticket/effects.ts';
import type { Statement } from '../ticket/statement.ts';

/** Nobody is ever pinged by what the bot sends on. https://docs.discord.com/developers/resources/message#allowed-mentions-object */
export const pingNobody = { parse: [], replied_user: false };

/** Whom a statement pings. */
export function pingedBy(statement: Statement): readonly Ping[] {
  if (statement.type === 'userHasWritten') return statement.watchers.map((user) => ({ user }));
  return statement.type === 'moved' ? statement.pings : [];
}

/** Lets Discord ping these, and nobody else whom a message names. */
export function allowedMentions(pings: readonly Ping[]): Readonly<Record<string, unknown>> {
  if (pings.length === 0) return pingNobody;
  const roles = pings.flatMap((ping) => ('role' in ping ? [ping.role] : []));
  const users = pings.flatMap((ping) => ('user' in ping ? [ping.user] : []));
  return { parse: [], roles, users };
}

/** The mentions of these, roles first. */
export function mentionsOf(pings: readonly Ping[]): string {
  const roles = pings.flatMap((ping) => ('role' in ping ? [`<@&${ping.role}>`] : []));
  const users = pings.flatMap((ping) => ('user' in ping ? [`<@${ping.user}>`] : []));
  return [...roles, ...users].join(' ');
}
