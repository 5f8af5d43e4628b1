import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide } from '../../src/ticket/decide.ts';
import { escapeSubtext } from '../../src/ticket/small-text.ts';
import { isVisible } from '../../src/ticket/visible.ts';
import { now, relayedBy, rulesWith, staffWrote, ticketWith, userWrote } from '../support/tickets.ts';
import { anyText } from './any-text.ts';
import { codeAndProse } from './reading.ts';

/** What the other side gets: each message's first line, and what stands below it. */
interface Part {
  readonly heading: string;
  readonly body: string;
}

const rules = rulesWith();
const fromUser = (text: string): string[] => relayedBy(decide(ticketWith(), userWrote(text), rules, now).effects);
const fromStaff = (text: string): string[] =>
  relayedBy(decide(ticketWith(), staffWrote(`x${text}`), rules, now).effects);

function partsOf(contents: readonly string[]): Part[] {
  return contents.map((content) => {
    const lineEnd = content.indexOf('\n');
    return { heading: content.slice(0, lineEnd), body: content.slice(lineEnd + 1) };
  });
}

/** The text that the parts are made of: line ends are all the same, nothing around it, no small text. */
function asWritten(text: string): string {
  return escapeSubtext(text.replaceAll(/\r\n?/g, '\n').trim());
}

/**
 * Whether the bodies are the text, in order. What may be missing between two: what shows nothing, or the mark of a code
 * block that stands in the other one. What may be added: the marks that close a code block and open it again, and a
 * backslash before `-#` at the beginning of a part.
 */
function isAllOf(text: string, bodies: readonly string[], at = 0): boolean {
  const [body, ...others] = bodies;
  if (body === undefined) return shows(text.slice(at)) === '';
  return readings(body).some(({ says, isOpened, isClosed }) =>
    skipped(text, at, isOpened).some(
      (from) =>
        text.startsWith(says, from) &&
        [0, ...(isClosed ? blockEnds(text, from + says.length) : [])].some((more) =>
          isAllOf(text, others, from + says.length + more),
        ),
    ),
  );
}

interface Reading {
  readonly says: string;
  readonly isOpened: boolean;
  readonly isClosed: boolean;
}

function readings(body: string): Reading[] {
  const opened = /^```[\w+.#-]*\n/.exec(body)?.[0] ?? '';
  return [false, true].flatMap((isOpened) =>
    [false, true].flatMap((isClosed) => {
      if ((isOpened && opened === '') || (isClosed && !body.endsWith('\n```'))) return [];
      const says = body.slice(isOpened ? opened.length : 0, isClosed ? -'\n```'.length : undefined);
      const isEscaped = /^[^\p{L}\n]*?\\-#/u.test(says);
      return [says, ...(isEscaped ? [says.replace(String.raw`\-#`, '-#')] : [])].map((all) => ({
        says: all,
        isOpened,
        isClosed,
      }));
    }),
  );
}

/** Where the next part may begin. */
function skipped(text: string, at: number, isOpened: boolean): number[] {
  const blank = /^[\s\p{Default_Ignorable_Code_Point}\u2800]*/u.exec(text.slice(at))?.[0].length ?? 0;
  const opening = /^\s*```[\w+.#-]*\n+/.exec(text.slice(at))?.[0].length;
  return [
    ...Array.from({ length: blank + 1 }, (_, index) => at + index),
    ...(isOpened && opening !== undefined ? [at + opening] : []),
  ];
}

function blockEnds(text: string, at: number): number[] {
  const end = /^\s*```/.exec(text.slice(at));
  return end === null ? [] : [end[0].length];
}

/** What is seen of a text. */
function shows(text: string): string {
  const seen = text.replaceAll(/[\s\p{Default_Ignorable_Code_Point}\u2800]/gu, '');
  return /^[*_~#]*$/.test(seen) && !isVisible(text) ? '' : seen;
}

describe.each([
  ['a user', fromUser, /^-# Mia(?: · (\d+)\/(\d+))?$/, ''],
  ['staff', fromStaff, /^-# Sam · Harbour(?: · (\d+)\/(\d+))?$/, 'x'],
] as const)('any text of up to 4,000 characters by %s', (_, relay, heading, before) => {
  const holds = (property: (text: string, parts: readonly Part[]) => void): void =>
    fc.assert(
      fc.property(anyText, (text) => property(text, partsOf(relay(text)))),
      { numRuns: 300 },
    );

  test('becomes messages that Discord takes, each with the name and its number', () => {
    holds((_text, parts) => {
      expect(parts.length).toBeGreaterThan(0);
      parts.forEach((part, index) => {
        expect(part.heading.length + 1 + part.body.length).toBeLessThanOrEqual(2000);
        expect((part.heading + part.body).isWellFormed()).toBe(true);
        const [, number, count] = heading.exec(part.heading) ?? expect.fail(part.heading);
        expect([number, count]).toEqual(
          parts.length === 1 ? [undefined, undefined] : [String(index + 1), String(parts.length)],
        );
      });
    });
  });

  test('shows something in each of them', () => {
    holds((_text, parts) => {
      for (const { body } of parts) expect(shows(body)).not.toBe('');
    });
  });

  test('is still there, in order, and nothing else', () => {
    holds((text, parts) => {
      const written = asWritten(before + text);
      const bodies = parts.map(({ body }) => body);
      if (shows(written) === '') expect(bodies).toEqual(['(not shown)']);
      else if (!isAllOf(written, bodies)) expect(bodies).toEqual(written);
    });
  });

  test('has its code blocks closed in each of them', () => {
    holds((text, parts) => {
      const written = codeAndProse(asWritten(before + text));
      if (shows(written.code + written.prose) === '') return;
      const read = parts.map(({ body }) => codeAndProse(body));
      expect(shows(read.map(({ code }) => code).join(''))).toBe(shows(written.code));
    });
  });

  test('has no mention, emoji, link or escape cut in two, where it fits into a part', () => {
    holds((text, parts) => {
      const token =
        /<a?:\w+:\d+>|<[@#][!&]?\d+>|<t:\d+:R>|<\/\w+:\d+>|<id:\w+>|<?https:\/\/example\.org[^\s<>]*>?|\[a link\]\(\S+?\)/g;
      const tokensIn = (all: string): string[] => [...all.matchAll(token)].map(([found]) => found);
      const written = asWritten(before + text);
      if (shows(written) === '') return;
      const whole = parts.flatMap(({ body }) => tokensIn(body));
      for (const one of tokensIn(written).filter((found) => found.length < 1800)) {
        expect(whole).toContain(one);
        whole.splice(whole.indexOf(one), 1);
      }
    });
  });
});
