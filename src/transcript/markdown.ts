import { say } from '../texts/texts.ts';
import type { FormAnswer } from '../ticket/form.ts';
import type { SeenEvent, SeenFile, SeenMessage } from '../ticket/seen-ticket.ts';
import { entriesOf } from './transcript.ts';
import type { FileState, Transcript } from './transcript.ts';
import {
  eventWords,
  excerpt,
  factsOf,
  instant,
  linkTo,
  marksOf,
  missingWords,
  originWords,
  plain,
  shownText,
  sizeWords,
} from './words.ts';

/**
 * A transcript as Markdown, piece by piece. What people wrote stands in fences, as they wrote it: Discord's marks are others, and
 * nothing in it becomes a heading, a picture or HTML.
 */
export function* toMarkdown(transcript: Transcript): Generator<string> {
  const { ticket, language } = transcript;
  const { facts, view } = ticket;
  yield `# ${say(language, 'transcript.title', { ticket: facts.id })}\n\n`;
  for (const [label, value] of factsOf(transcript)) yield `- **${label}**: ${escaped(value)}\n`;
  yield `\n${originWords(transcript)}\n`;
  yield answersSection(say(language, 'transcript.form'), facts.form);
  yield answersSection(say(language, 'transcript.feedback'), facts.feedback?.answers ?? []);
  yield '\n---\n';
  let isEmpty = true;
  for (const entry of entriesOf(ticket)) {
    isEmpty &&= entry.type === 'event';
    yield entry.type === 'event'
      ? eventLine(entry.event, eventWords(entry.event, view, language))
      : messageSection(entry.message, transcript);
  }
  if (isEmpty) yield `\n_${say(language, 'transcript.nothing')}_\n`;
}

function answersSection(title: string, answers: readonly FormAnswer[]): string {
  if (answers.length === 0) return '';
  const each = answers.map(({ label, values }) => `**${escaped(plain(label))}**\n\n${fenced(values.join('\n'))}`);
  return `\n## ${title}\n\n${each.join('\n')}`;
}

function eventLine({ at, detail }: SeenEvent, words: string): string {
  return `\n_${instant(at)} — ${escaped(words)}_\n${detail === null ? '' : `\n${fenced(detail)}`}`;
}

function messageSection(message: SeenMessage, transcript: Transcript): string {
  const { language, fileState } = transcript;
  const { id, author, replyTo, earlier } = message;
  const marks = marksOf(message, transcript.language).map(({ words }) => ` · ${escaped(words)}`);
  const files = message.files.map((file, index) => fileLine(file, fileState(id, index), transcript));
  const before = earlier.map(
    ({ until, text }) => `\n_${say(language, 'transcript.before', { time: instant(until) })}_\n\n${fenced(text)}`,
  );
  return [
    `\n### ${escaped(plain(author.name))} · ${instant(message.writtenAt)}${marks.join('')}\n`,
    replyTo === null
      ? ''
      : `\n_${escaped(say(language, 'transcript.replyTo', { name: plain(replyTo.name) }))} ${escaped(excerpt(replyTo.text, transcript.ticket.names))}_\n`,
    message.text === '' ? '' : `\n${fenced(message.text)}`,
    files.length === 0 ? '' : `\n${files.join('')}`,
    ...before,
  ].join('');
}

function fileLine({ name, size, description }: SeenFile, state: FileState | null, { language }: Transcript): string {
  const shown = escaped(plain(name));
  const link = state?.type === 'kept' ? `[${shown}](<${linkTo(state.path)}>)` : shown;
  const missing = state?.type === 'kept' ? '' : `, ${missingWords(state, language)}`;
  const words = description === null ? '' : `: ${escaped(plain(description))}`;
  return `- ${link} (${sizeWords(size)}${missing})${words}\n`;
}

/** A fence that is longer than any in it. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${shownText(text)}\n${fence}\n`;
}

/** Every mark of Markdown's, and so every tag, as what it is. */
function escaped(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>#+!|~&]/g, String.raw`\$&`);
}
