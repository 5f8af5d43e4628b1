import { say } from '../../texts/texts.ts';
import type { Language } from '../../texts/texts.ts';
import type { TicketFacts } from '../../ticket/seen-ticket.ts';
import { instant, plain, statusWords } from '../words.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import { generator, pageEnd, pageHead } from './page.ts';

/** A line of the index. */
export interface IndexedTicket {
  readonly facts: TicketFacts;
  readonly categoryName: string | null;
  /** Where its transcript is, from the index. */
  readonly path: string;
}

interface Index {
  /** Read one after another. */
  readonly tickets: Iterable<IndexedTicket>;
  readonly count: number;
  readonly exportedAt: number;
  readonly language: Language;
}

/** A page that leads to several transcripts, piece by piece. */
export function* toIndexPage({ tickets, count, exportedAt, language }: Index): Generator<string> {
  const title = say(language, 'transcript.index');
  yield pageHead(title, language).text;
  yield markup`<header class="head">
<h1>${title}</h1>
<p>${say(language, 'transcript.count', { count })}</p>
<p class="origin">${say(language, 'transcript.exported', { time: instant(exportedAt) })}</p>
</header>
<div class="table">
<table>
<thead><tr>${columns.map((key) => markup`<th scope="col">${key === null ? '#' : say(language, key)}</th>`)}</tr></thead>
<tbody>
`.text;
  for (const ticket of tickets) yield rowMarkup(ticket, language).text;
  yield markup`</tbody>
</table>
</div>
`.text;
  yield pageEnd.text;
}

const columns = [
  null,
  'transcript.user',
  'transcript.status',
  'transcript.category',
  'transcript.opened',
  'transcript.closedAt',
  'transcript.messages',
  'transcript.rating',
] as const;

function rowMarkup({ facts, categoryName, path }: IndexedTicket, language: Language): Markup {
  const { id, user, status, category, openedAt, closedAt, messages, feedback } = facts;
  return markup`<tr><td class="number"><a href="${path}">${id}</a></td><td><bdi>${plain(user.name)}</bdi></td><td>${statusWords(status, language)}</td><td><bdi>${category === null ? '' : plain(categoryName ?? category)}</bdi></td><td>${instant(openedAt)}</td><td>${closedAt === null ? '' : instant(closedAt)}</td><td class="number">${messages}</td><td class="number">${feedback?.rating ?? ''}</td></tr>\n`;
}

/** Whether a page, by its beginning, is one of ours. */
export function isOurPage(beginning: string): boolean {
  return beginning.includes(markup`<meta name="generator" content="${generator}">`.text);
}
