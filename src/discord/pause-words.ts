import { say } from '../texts/texts.ts';
import type { Language } from '../texts/texts.ts';
import { formatDuration } from '../lib/duration.ts';
import type { FloodLimit } from '../ticket/flood.ts';
import { longestPauseDays } from '../ticket/pausing.ts';
import type { PauseStatement } from '../ticket/pausing.ts';
import { paragraphs, quoted, times } from './wording.ts';

/** What managers read about pauses, a paragraph each. */
export function pauseWords(statement: PauseStatement, language: Language): readonly string[] {
  switch (statement.type) {
    case 'nowPaused': {
      const { endsAt, reason } = statement;
      return paragraphs(
        endsAt === null ? say(language, 'pause.paused') : say(language, 'pause.pausedUntil', times(endsAt)),
        quoted(reason),
      );
    }
    case 'nowResumed':
      return [say(language, 'pause.resumed')];
    case 'notPaused':
      return [say(language, 'pause.notPaused')];
    case 'pauseRefused':
      return [
        statement.problem === 'past'
          ? say(language, 'pause.past')
          : say(language, 'pause.tooLong', { days: longestPauseDays }),
      ];
  }
}

/** What staff read once where more tickets are opened than they can look after. */
export function floodWords({ tickets, withinMs }: FloodLimit, language: Language): string {
  return say(language, 'flood.notice', { count: tickets, within: formatDuration(withinMs, language) });
}
