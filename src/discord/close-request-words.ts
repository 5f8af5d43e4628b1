import { say } from '../texts/texts.ts';
import type { Language } from '../texts/texts.ts';
import type { Statement } from '../ticket/statement.ts';
import { paragraphs, quoted, times } from './wording.ts';

type CloseRequestStatement = Extract<
  Statement,
  {
    type:
      | 'closeRequestMade'
      | 'closeRequestWithdrawn'
      | 'closeRequestRefused'
      | 'nowRequested'
      | 'nowWithdrawn'
      | 'alreadyRequested'
      | 'notRequested';
  }
>;

/** Why a ticket is closed at another time than staff wanted. */
const clampings = { longer: 'closeRequest.longer', shorter: 'closeRequest.shorter' } as const;

/** What staff read about the question whether a ticket may be closed, a paragraph each. */
export function closeRequestWords(statement: CloseRequestStatement, language: Language): readonly string[] {
  switch (statement.type) {
    case 'closeRequestMade':
      return paragraphs(
        say(language, 'closeRequest.made', { by: `<@${statement.by}>` }),
        quoted(statement.comment),
        statement.at === null ? null : say(language, 'closeRequest.madeTime', times(statement.at)),
        statement.clamped === null ? null : say(language, clampings[statement.clamped]),
        statement.isInstead ? say(language, 'closeRequest.instead') : null,
      );
    case 'closeRequestWithdrawn':
      return [say(language, 'closeRequest.withdrawn', { by: `<@${statement.by}>` })];
    case 'closeRequestRefused':
      return [say(language, 'closeRequest.refused')];
    case 'nowRequested':
      return [say(language, 'closeRequest.nowRequested', { ticket: statement.ticketId })];
    case 'nowWithdrawn':
      return [say(language, 'closeRequest.nowWithdrawn', { ticket: statement.ticketId })];
    case 'alreadyRequested':
      return [say(language, 'refusal.alreadyRequested', { ticket: statement.ticketId })];
    case 'notRequested':
      return [say(language, 'refusal.notRequested', { ticket: statement.ticketId })];
  }
}
