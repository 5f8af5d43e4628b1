import { say } from '../texts/texts.ts';
import type { Language } from '../texts/texts.ts';
import { plainLine } from '../ticket/plain-line.ts';
import type { OwnTicket, PersonalStatement } from '../ticket/personal-statement.ts';
import { ownNames } from './own-names.ts';
import { notBegunWords } from './prompt-words.ts';
import { paragraphs, times } from './wording.ts';

/** So many of a user's open tickets are listed. */
const mostListed = 20;

/** What is said to whoever used a command for themselves, a paragraph each. */
export function personalWords(statement: PersonalStatement, language: Language): readonly string[] {
  switch (statement.type) {
    case 'languageKept': {
      const { language: kept } = statement;
      return [
        kept === null
          ? say(language, 'preferences.anyLanguage')
          : say(language, 'preferences.language', { language: ownNames[kept as Language] }),
      ];
    }
    case 'redirectKept':
      return [say(language, statement.isOn ? 'preferences.redirectOn' : 'preferences.redirectOff')];
    case 'askedInDm':
      return [say(language, 'wish.askedInDm', { url: statement.url })];
    case 'writeFirst':
      return [say(language, 'wish.writeFirst', { server: plainLine(statement.server) })];
    case 'dmsAreClosed':
      return [say(language, 'wish.dmsAreClosed', { server: plainLine(statement.server) })];
    case 'notBegun':
      return notBegunWords(statement.why, language);
    case 'justWrite':
      return [say(language, 'wish.justWrite')];
    case 'notServed':
      return [say(language, 'wish.notServed')];
    case 'help':
      return paragraphs(
        say(language, 'help.text'),
        statement.tickets === null ? null : listed(statement.tickets, language),
      );
  }
}

function listed(tickets: readonly OwnTicket[], language: Language): string {
  if (tickets.length === 0) return say(language, 'help.noTickets');
  const lines = tickets
    .slice(0, mostListed)
    .map(
      ({ id, server, openedAt }) =>
        `- ${say(language, 'help.ticket', { ticket: id, server: plainLine(server), since: times(openedAt).in })}`,
    );
  return [say(language, 'help.tickets', { count: tickets.length }), ...lines].join('\n');
}
