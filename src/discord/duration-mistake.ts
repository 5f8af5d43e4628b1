import type { DurationMistake, DurationProblem } from '../lib/duration.ts';
import { say } from '../texts/texts.ts';
import type { Language, TextKey } from '../texts/texts.ts';
import { plainLine } from '../ticket/plain-line.ts';

const sentences = {
  empty: 'duration.empty',
  noNumber: 'duration.noNumber',
  noUnit: 'duration.noUnit',
  unknownUnit: 'duration.unknownUnit',
  negative: 'duration.negative',
  tooLong: 'duration.tooLong',
} as const satisfies Record<DurationProblem, TextKey>;

/** Says in a line which part of a time-string isn't understood, and how one is written. */
export function sayDurationMistake({ problem, part }: DurationMistake, language: Language): string {
  const shown = plainLine(part);
  // What can't be seen can't be named.
  const sentence = say(language, sentences[shown === '' ? 'empty' : problem], { part: shown });
  return `${sentence} ${say(language, 'duration.example')}`;
}
