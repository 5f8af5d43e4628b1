import { say } from '../texts/texts.ts';
import type { Language } from '../texts/texts.ts';
import type { MovingStatement } from '../ticket/moving-statement.ts';
import { plainLine } from '../ticket/plain-line.ts';
import { mentionsOf } from './pinging.ts';
import { paragraphs } from './wording.ts';

/** What staff read about a ticket that is to be about something else, a paragraph each. */
export function movingWords(statement: MovingStatement, language: Language): readonly string[] {
  switch (statement.type) {
    case 'moved': {
      const { by, from, to, pings } = statement;
      const values = { by: `<@${by}>`, to: plainLine(to) };
      return paragraphs(
        from === null
          ? say(language, 'moving.moved', values)
          : say(language, 'moving.movedFrom', { ...values, from: plainLine(from) }),
        pings.length === 0 ? null : mentionsOf(pings),
      );
    }
    case 'nowMoved':
      return [say(language, 'moving.nowMoved', named(statement))];
    case 'isAboutThat':
      return [say(language, 'moving.isAboutThat', named(statement))];
    case 'noSuchCategory':
      return [say(language, 'moving.noSuchCategory', { typed: plainLine(statement.typed) })];
  }
}

function named({ ticketId, category }: Extract<MovingStatement, { ticketId: unknown }>) {
  return { ticket: ticketId, category: plainLine(category) };
}
