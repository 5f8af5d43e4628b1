import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import createMarkdownIt from 'markdown-it';
import { transcriptsIn } from '../../src/storage/transcript/transcripts.ts';
import { toMarkdown } from '../../src/transcript/markdown.ts';
import { folderWith } from '../config/load-text.ts';
import { mia, recordEverything, recordInto, robin, start } from '../support/recorded-ticket.ts';
import type { Recorder } from '../support/recorded-ticket.ts';
import type { TicketId } from '../../src/ticket/ticket.ts';
import type { FileStates } from '../../src/transcript/transcript.ts';
import { hostileText } from '../ticket/hostile-text.ts';

let bot: Recorder;
beforeEach(() => {
  bot = recordInto(folderWith({}));
});
afterEach(() => bot.database.close());

function written(id: TicketId, fileState: FileStates = () => null): string {
  const ticket = transcriptsIn(bot.database).read(id, 'staff');
  if (ticket === null) throw new Error('There is no such ticket');
  return [...toMarkdown({ ticket, exportedAt: start, language: 'en', categoryName: 'Buying', fileState })].join('');
}

/** The elements that a usual reader makes of it, and what stands in its fences. */
function readBy(text: string): { readonly tags: readonly string[]; readonly fences: readonly string[] } {
  const tokens = createMarkdownIt('default', { html: true }).parse(text, {});
  const all = tokens.flatMap((token) => [token, ...(token.children ?? [])]);
  return {
    tags: all
      .filter(({ type }) => /^html|^image|^heading_open|^link_open/.test(type))
      .map(({ type, tag }) => tag || type),
    fences: all.filter(({ type }) => type === 'fence').map(({ content }) => content.replace(/\n$/, '')),
  };
}

describe('Markdown', () => {
  test('reads well as it is', () => {
    expect(written(recordEverything(bot))).toContain(
      [
        `### ${robin.name} · 2026-01-31 10:03 UTC · Staff`,
        '',
        `_Reply to ${mia.name}: Hello, I am @${mia.name}_`,
        '',
        '```text',
        '-r Hello, Robin here',
        '```',
        '',
      ].join('\n'),
    );
  });

  test('leads to files whatever they are called', () => {
    const path = "ticket-1-files/1-a #b%20&(c) [d] 'e'.png";
    const text = written(recordEverything(bot), () => ({ type: 'kept', path }));
    const links = createMarkdownIt()
      .parse(text, {})
      .flatMap(({ children }) => children ?? [])
      .flatMap((token) => token.attrGet('href') ?? []);
    const base = 'file:///exported/ticket-1.md';
    const found = links.map((link) => new URL(link, base));
    expect(found.map(({ pathname, search, hash }) => [decodeURIComponent(pathname), search, hash])).toEqual([
      [`/exported/${path}`, '', ''],
    ]);
  });

  test('shows any text exactly, and nothing of it becomes a heading, a link, a picture or HTML', () => {
    let count = 0;
    fc.assert(
      fc.property(hostileText, (text) => {
        count += 1;
        const id = bot.ticket(count, { userName: text.slice(0, 80) });
        const said = `<img src=x onerror=alert(1)> ${text} ![x](http://example.org/x.png)\n# ${text}`;
        bot.say(id, said);
        const { tags, fences } = readBy(written(id));
        expect(tags).toEqual(['h1', 'h3']);
        expect(fences).toEqual([said.replaceAll(/[\r\u202E]/g, '')]);
      }),
      { numRuns: 100 },
    );
  });
});
