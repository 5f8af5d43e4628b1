import type { HelpAsked, PersonalCommand } from '../ticket/personal-commands.ts';
import type { OwnTicket, PersonalStatement } from '../ticket/personal-statement.ts';
import type { UserId } from '../ticket/ticket.ts';
import { toInvoker } from './command-work.ts';
import type { Reply } from './command-work.ts';
import { ticketWished } from './wish-work.ts';
import type { Preferences } from './user-tables.ts';
import type { Work } from './work.ts';

/** Somebody used a command for themselves. */
export function personalCommanded(work: Work, event: PersonalCommand): Reply {
  const { id } = event.user;
  switch (event.type) {
    case 'languagePreferred':
      return kept(work, id, { language: event.language }, { type: 'languageKept', language: event.language });
    case 'redirectPreferred':
      return kept(work, id, { autoRedirect: event.isOn }, { type: 'redirectKept', isOn: event.isOn });
    case 'ticketWished':
      return ticketWished(work, event);
    case 'helpAsked':
      return toInvoker({ type: 'help', tickets: ownTickets(work, event) });
  }
}

function kept(
  { store }: Work,
  userId: UserId,
  change: Partial<Preferences>,
  statement: Extract<PersonalStatement, { type: 'languageKept' | 'redirectKept' }>,
): Reply {
  store.savePreferences(userId, { ...store.preferences(userId), ...change });
  return toInvoker(statement);
}

function ownTickets(work: Work, { user, isInDm }: HelpAsked): readonly OwnTicket[] | null {
  if (!isInDm) return null;
  return work.servers().flatMap((serverId) => {
    const server = work.rulesOf(serverId)?.serverName;
    if (server === undefined) return [];
    return work.store.openTicketsOf(user.id, serverId).map(({ id, openedAt }) => ({ id, server, openedAt }));
  });
}
