import { say } from '../texts/texts.ts';
import type { Language, TextKey } from '../texts/texts.ts';
import type { HandlingStatement } from '../ticket/handling-statement.ts';
import { paragraphs, quoted } from './wording.ts';

/** What is said of the ticket that was meant. */
const aboutTicket = {
  nowClaimed: 'handling.nowClaimed',
  nowUnclaimed: 'handling.nowUnclaimed',
  nowNoted: 'handling.nowNoted',
  isYours: 'handling.isYours',
  isNobodys: 'handling.isNobodys',
  nowWatched: 'handling.nowWatched',
  noLongerWatched: 'handling.noLongerWatched',
  watchedByMany: 'handling.watchedByMany',
} as const satisfies Partial<Record<HandlingStatement['type'], TextKey>>;

/** What staff read about who handles a ticket and who watches it, and their notes, a paragraph each. */
export function handlingWords(statement: HandlingStatement, language: Language): readonly string[] {
  switch (statement.type) {
    case 'claimed': {
      const by = `<@${statement.by}>`;
      return statement.before === null
        ? [say(language, 'handling.claimed', { by })]
        : [say(language, 'handling.takenOver', { by, before: `<@${statement.before}>` })];
    }
    case 'unclaimed': {
      const [by, before] = [`<@${statement.by}>`, `<@${statement.before}>`];
      return [by === before ? say(language, 'handling.unclaimed', { by }) : freedByOther(language, by, before)];
    }
    case 'userHasWritten': {
      const watchers = statement.watchers.map((id) => `<@${id}>`).join(' ');
      return [say(language, 'handling.userHasWritten', { watchers })];
    }
    case 'noted':
      return paragraphs(say(language, 'handling.noted', { by: `<@${statement.by}>` }), quoted(statement.text));
    default:
      return [say(language, aboutTicket[statement.type], { ticket: statement.ticketId })];
  }
}

function freedByOther(language: Language, by: string, before: string): string {
  return say(language, 'handling.unclaimedByOther', { by, before });
}
