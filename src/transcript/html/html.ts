import { say } from '../../texts/texts.ts';
import type { FormAnswer } from '../../ticket/form.ts';
import type { SeenEvent } from '../../ticket/seen-ticket.ts';
import { entriesOf } from '../transcript.ts';
import type { Transcript, TranscriptEntry } from '../transcript.ts';
import { eventWords, factsOf, originWords, plain } from '../words.ts';
import { markup } from './markup.ts';
import type { Content, Markup } from './markup.ts';
import { messageMarkup } from './message.ts';
import { pageEnd, pageHead } from './page.ts';
import { textMarkup } from './text.ts';

/** A transcript as a page that needs nothing beside it and runs nothing, piece by piece. */
export function* toHtml(transcript: Transcript): Generator<string> {
  const { ticket, language } = transcript;
  const title = say(language, 'transcript.title', { ticket: ticket.facts.id });
  const userName = plain(ticket.facts.user.name);
  yield pageHead(`${title} · ${userName}`, language).text;
  yield headMarkup(title, transcript).text;
  let [day, isEmpty] = ['', true];
  for (const entry of entriesOf(ticket)) {
    const today = new Date(instantOf(entry)).toISOString().slice(0, 10);
    if (today !== day) yield markup`<h2 class="day"><time datetime="${today}">${today}</time> · UTC</h2>\n`.text;
    day = today;
    isEmpty &&= entry.type === 'event';
    yield (entry.type === 'event' ? eventMarkup(entry.event, transcript) : messageMarkup(entry.message, transcript))
      .text;
  }
  if (isEmpty) yield markup`<p class="nothing">${say(language, 'transcript.nothing')}</p>\n`.text;
  yield pageEnd.text;
}

function instantOf(entry: TranscriptEntry): number {
  return entry.type === 'event' ? entry.event.at : entry.message.writtenAt;
}

function headMarkup(title: string, transcript: Transcript): Markup {
  const { ticket, language } = transcript;
  const { form, feedback } = ticket.facts;
  const facts = factsOf(transcript).map(
    ([label, value]) => markup`<div><dt>${label}</dt><dd><bdi>${value}</bdi></dd></div>`,
  );
  return markup`<header class="head">
<h1>${title}</h1>
<dl>${facts}</dl>
${answersMarkup(say(language, 'transcript.form'), form, transcript)}${answersMarkup(say(language, 'transcript.feedback'), feedback?.answers ?? [], transcript)}<p class="origin">${originWords(transcript)}</p>
</header>
`;
}

function answersMarkup(title: string, answers: readonly FormAnswer[], { ticket }: Transcript): Content {
  if (answers.length === 0) return null;
  const each = answers.map(
    ({ label, values }) =>
      markup`<dt><bdi>${plain(label)}</bdi></dt><dd>${textMarkup(values.join('\n'), ticket.names)}</dd>`,
  );
  return markup`<section class="answers"><h2>${title}</h2><dl>${each}</dl></section>\n`;
}

function eventMarkup(event: SeenEvent, { ticket, language }: Transcript): Markup {
  const { at, detail } = event;
  const time = new Date(at).toISOString();
  const comment = detail === null ? null : textMarkup(detail, ticket.names);
  return markup`<div class="event"><p><time datetime="${time}">${time.slice(11, 16)}</time> <bdi>${eventWords(event, ticket.view, language)}</bdi></p>${comment}</div>\n`;
}
