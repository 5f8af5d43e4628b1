import { say } from '../texts/texts.ts';
import type { Language } from '../texts/texts.ts';
import type { Statement } from '../ticket/statement.ts';
import { paragraphs, quoted, times } from './wording.ts';

type ClosingStatement = Extract<
  Statement,
  {
    type:
      | 'closed'
      | 'closedForSilence'
      | 'closedByUser'
      | 'closedUnanswered'
      | 'closedByOperator'
      | 'closesLater'
      | 'nowClosesLater'
      | 'closesNoMore'
      | 'closeAllTheSame';
  }
>;

/** What staff read about the closing of a ticket, a paragraph each. */
export function closingWords(statement: ClosingStatement, language: Language): readonly string[] {
  switch (statement.type) {
    case 'closed':
      return paragraphs(say(language, 'ticket.closed', { by: `<@${statement.by}>` }), quoted(statement.comment));
    case 'closedForSilence':
      return [say(language, 'inactivity.closed', times(statement.since))];
    case 'closedByUser':
      return paragraphs(say(language, 'close.byUser', { by: `<@${statement.askedBy}>` }), quoted(statement.comment));
    case 'closedUnanswered':
      return paragraphs(
        say(language, 'close.unanswered', { by: `<@${statement.askedBy}>` }),
        quoted(statement.comment),
      );
    case 'closedByOperator':
      return paragraphs(say(language, 'close.byOperator'), quoted(statement.comment));
    case 'closesLater':
      return paragraphs(
        say(language, 'close.closesLater', { by: `<@${statement.by}>`, ...times(statement.at) }),
        quoted(statement.comment),
      );
    case 'nowClosesLater':
      return [say(language, 'close.nowClosesLater', { ticket: statement.ticketId, ...times(statement.at) })];
    case 'closesNoMore':
      return [say(language, statement.wasRequest ? 'closeRequest.noMore' : 'close.noMore')];
    case 'closeAllTheSame':
      return [say(language, 'close.isMeant', { ticket: statement.ticketId })];
  }
}
