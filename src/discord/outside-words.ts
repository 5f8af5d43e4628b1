import { say } from '../texts/texts.ts';
import type { Language } from '../texts/texts.ts';
import { plainLine } from '../ticket/plain-line.ts';
import type { ContactStatement } from '../ticket/contact.ts';
import type { OutsideStatement } from '../ticket/outside-statement.ts';
import { paragraphs, quoted, times, undelivered } from './wording.ts';

/** What a statement about a message outside of tickets says, a paragraph each. */
export function outsideWords(statement: OutsideStatement, language: Language): readonly string[] {
  switch (statement.type) {
    case 'noRecipient':
      return [say(language, 'refusal.noRecipient')];
    case 'notAnonymousOutside':
      return [say(language, 'refusal.notAnonymousOutside')];
    case 'recipientNotAMember':
      return [say(language, 'refusal.recipientNotAMember', { server: plainLine(statement.server) })];
    case 'isSentOutside':
      return [say(language, 'outside.isSent')];
    case 'dmsSpent':
      return [say(language, 'refusal.dmsSpent', times(statement.at))];
    case 'dmsStopped':
      return [say(language, 'refusal.dmsStopped', times(statement.at))];
    case 'outsideNotSent':
      return [
        say(language, 'outside.wasNotSent', { by: `<@${statement.by}>` }),
        say(language, undelivered[statement.reason]),
      ];
    case 'answersOutside': {
      const { at, in: ago } = times(statement.at);
      return paragraphs(
        say(language, 'outside.answered', { by: `<@${statement.by}>`, at, ago }),
        quoted(statement.text),
      );
    }
  }
}

/** What is said about tickets that staff open. */
export function contactWords(statement: ContactStatement, language: Language): string {
  switch (statement.type) {
    case 'contacted':
      return say(language, 'contact.opened', { ticket: statement.ticketId });
    case 'contactedInVain':
      return say(language, 'contact.inVain', { ticket: statement.ticketId });
    case 'contactedBy':
      return say(language, 'contact.by', { by: `<@${statement.by}>` });
    case 'unknownCategory':
      return say(language, 'refusal.unknownCategory', { category: plainLine(statement.typed) });
  }
}
