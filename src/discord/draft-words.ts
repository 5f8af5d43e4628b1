import { say } from '../texts/texts.ts';
import type { Language } from '../texts/texts.ts';
import { plainLine } from '../ticket/plain-line.ts';
import type { Statement } from '../ticket/statement.ts';
import { paragraphs, times } from './wording.ts';

type AboutDraft =
  'afterClosing' | 'oneMoment' | 'promptTaken' | 'promptDropped' | 'draftLapsed' | 'promptLapsed' | 'promptOver';

/** What a user reads of what they wrote, before it is clear where it goes and when it is. */
export function draftWords(statement: Extract<Statement, { type: AboutDraft }>, language: Language): string {
  const server = 'server' in statement ? plainLine(statement.server) : '';
  switch (statement.type) {
    case 'afterClosing':
      return say(language, 'prompt.afterClosing', { server });
    case 'oneMoment':
      return say(language, 'prompt.oneMoment');
    case 'promptTaken':
      return say(language, 'prompt.taken', { server });
    case 'promptDropped':
      return say(language, 'prompt.dropped');
    case 'draftLapsed':
      return say(language, 'prompt.draftLapsed');
    case 'promptLapsed':
      return say(language, 'prompt.lapsed', { server });
    case 'promptOver':
      return say(language, 'prompt.over');
  }
}

/** What a user reads once their message has arrived. */
export function sentWords(
  { server, creationMessage, backAt }: Extract<Statement, { type: 'messageSent' }>,
  language: Language,
): readonly string[] {
  return paragraphs(
    say(language, 'ticket.messageSent', { server: plainLine(server) }),
    creationMessage,
    backAt === null ? null : say(language, 'ticket.staffAreBack', times(backAt)),
  );
}
