import type { MentionKind } from '../lib/markdown/nodes.ts';
import { plainText } from '../lib/markdown/plain-text.ts';
import { say } from '../texts/texts.ts';
import type { Language, TextKey } from '../texts/texts.ts';
import type { MessageKind, SeenEvent, SeenMessage, View } from '../ticket/seen-ticket.ts';
import type { Status } from '../ticket/ticket.ts';
import type { FileState, Transcript } from './transcript.ts';

/** An instant, the same in every language: `2026-12-05 10:00 UTC`. */
export function instant(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/**
 * A text as it may be shown: without control characters, and without those that turn the direction of writing round, by which `exe.png` may
 * read `gnp.exe`. What is written from right to left stays so. https://www.unicode.org/reports/tr9/#Explicit_Directional_Overrides
 */
export function shownText(text: string): string {
  return text.replaceAll(/[^\P{Cc}\t\n]|[\u202A-\u202E\u2066-\u2069]/gu, '');
}

/** Without what is unseen, or changes the direction of writing; on one line. */
export function plain(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\p{C}\p{Bidi_Control}]/gu, '')
    .trim();
}

const excerptLength = 120;
const segmenter = new Intl.Segmenter('en');

/** A text's beginning on one line, without its marks and what they cover. */
export function excerpt(text: string, names: ReadonlyMap<string, string>): string {
  const whole = plain(plainText(text, (kind, id) => mentionText(kind, id, names)));
  const characters = Array.from(segmenter.segment(whole), ({ segment }) => segment);
  return characters.length <= excerptLength ? whole : `${characters.slice(0, excerptLength).join('').trimEnd()}…`;
}

/** Whom or what a mention means, where whoever reads it may know. */
export function mentionText(kind: MentionKind, id: string, names: ReadonlyMap<string, string>): string {
  return `${kind === 'channel' ? '#' : '@'}${kind === 'user' ? (names.get(id) ?? id) : id}`;
}

const statuses: Readonly<Record<Status, TextKey>> = {
  open: 'transcript.open',
  closing: 'transcript.closing',
  closed: 'transcript.closed',
};

/** How a ticket stands. */
export function statusWords(status: Status, language: Language): string {
  return say(language, statuses[status]);
}

const kinds: Readonly<Record<MessageKind, TextKey | null>> = {
  relayed: null,
  undelivered: 'transcript.undelivered',
  note: 'transcript.note',
  ignored: 'transcript.ignored',
  refused: 'transcript.refused',
};

/** What is to be known of a message beside who wrote it, and when; `isKind`: that it didn't go where messages go. */
export interface Mark {
  readonly words: string;
  readonly isKind: boolean;
}

/** All of them, in order. */
export function marksOf({ side, kind, author, editedAt, deletedAt }: SeenMessage, language: Language): readonly Mark[] {
  const key = kinds[kind];
  const before = [
    ...(side === 'staff' ? [say(language, 'transcript.staff')] : []),
    ...(author.shownAs === null ? [] : [say(language, 'transcript.shownAs', { name: plain(author.shownAs) })]),
  ];
  const behind = [
    ...(editedAt === null ? [] : [say(language, 'transcript.edited', { time: instant(editedAt) })]),
    ...(deletedAt === null ? [] : [say(language, 'transcript.deleted', { time: instant(deletedAt) })]),
  ];
  const plainMark = (words: string): Mark => ({ words, isKind: false });
  const ofKind = key === null ? [] : [{ words: say(language, key), isKind: true }];
  return [...before.map(plainMark), ...ofKind, ...behind.map(plainMark)];
}

const events: Readonly<Record<string, TextKey>> = {
  opened: 'transcript.event.opened',
  closing: 'transcript.event.closing',
  open: 'transcript.event.reopened',
  claimed: 'transcript.event.claimed',
  unclaimed: 'transcript.event.unclaimed',
  moved: 'transcript.event.moved',
  reminded: 'transcript.event.reminded',
  userLeft: 'transcript.event.userLeft',
  userReturned: 'transcript.event.userReturned',
  foundOpen: 'transcript.event.foundOpen',
  foundClosed: 'transcript.event.foundClosed',
};

/** What happened, as a sentence without its end. */
export function eventWords({ type, by }: SeenEvent, view: View, language: Language): string {
  if (type === 'closed')
    return say(language, view === 'staff' ? 'transcript.event.archived' : 'transcript.event.closed');
  if (type === 'closing' && by === null) return say(language, 'transcript.event.closingAlone');
  const key = events[type];
  const unnamed = by?.side === 'staff' ? 'transcript.staff' : 'transcript.someone';
  const name = plain(by?.name ?? '') || say(language, unnamed);
  return key === undefined ? plain(type) : say(language, key, { name });
}

/** Why a file isn't there. */
export function missingWords(state: Exclude<FileState, { type: 'kept' }> | null, language: Language): string {
  if (state === null) return say(language, 'transcript.fileNotKept');
  if (state.why === 'gone') return say(language, 'transcript.fileGone');
  return say(language, state.why === 'wouldTell' ? 'transcript.fileWouldTell' : 'transcript.fileUnreachable');
}

/** What stands at a transcript's head, line by line. */
export function factsOf({
  ticket: { facts },
  language,
  categoryName,
}: Transcript): readonly (readonly [string, string])[] {
  const { user, isAnonymous, feedback, closedAt, category, postId } = facts;
  const who = [plain(user.username ?? ''), user.id ?? ''].filter((part) => part !== '').join(', ');
  const marks = isAnonymous ? [say(language, 'transcript.anonymous')] : [];
  const inBrackets = [...(who === '' ? [] : [who]), ...marks].join('; ');
  const rows: readonly (readonly [TextKey, string | null])[] = [
    ['transcript.user', `${plain(user.name)}${inBrackets === '' ? '' : ` (${inBrackets})`}`],
    ['transcript.status', statusWords(facts.status, language)],
    ['transcript.category', category === null ? null : plain(categoryName ?? category)],
    ['transcript.opened', instant(facts.openedAt)],
    ['transcript.closedAt', closedAt === null ? null : instant(closedAt)],
    ['transcript.post', postId],
    ['transcript.messages', String(facts.messages)],
    ['transcript.rating', feedback === null ? null : say(language, 'transcript.ratingOf', { rating: feedback.rating })],
  ];
  return rows.flatMap(([key, value]) => (value === null ? [] : [[say(language, key), value] as const]));
}

/** Whose eyes it was read with, and when. */
export function originWords({ ticket: { view }, exportedAt, language }: Transcript): string {
  const seen = say(language, view === 'staff' ? 'transcript.seenByStaff' : 'transcript.seenByUser');
  return `${seen} ${say(language, 'transcript.exported', { time: instant(exportedAt) })}`;
}

/** A link to what lies beside a transcript, whatever signs are in its name. */
export function linkTo(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

/** A size as people read it. */
export function sizeWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${Math.round(bytes / 1_000_000)} MB`;
}
