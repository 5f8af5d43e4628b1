import type { Language } from '../texts/texts.ts';
import type { SeenEvent, SeenMessage, SeenTicket } from '../ticket/seen-ticket.ts';
import type { MessageId } from '../ticket/ticket.ts';

/** What became of a file that was to be kept: `path`: where it is, from where the transcript is. */
export type FileState =
  | { readonly type: 'kept'; readonly path: string }
  | { readonly type: 'missing'; readonly why: 'gone' | 'unreachable' | 'wouldTell' };

/** A file of a message, by the message and its place among its files; `null`: files aren't kept. */
export type FileStates = (messageId: MessageId, index: number) => FileState | null;

/** A ticket as a document. */
export interface Transcript {
  readonly ticket: SeenTicket;
  readonly exportedAt: number;
  /** Of what it says by itself. */
  readonly language: Language;
  /** What the ticket was about, by its name. */
  readonly categoryName: string | null;
  readonly fileState: FileStates;
}

/** Something in it, in the order in which it was. */
export type TranscriptEntry =
  { readonly type: 'message'; readonly message: SeenMessage } | { readonly type: 'event'; readonly event: SeenEvent };

/** Messages and events together, in order, a few at a time. */
export function* entriesOf({ events, ...ticket }: SeenTicket): Generator<TranscriptEntry> {
  const waiting = events.toSorted((a, b) => a.at - b.at).values();
  let event = waiting.next();
  for (const message of ticket.messages()) {
    for (; event.done !== true && event.value.at < message.writtenAt; event = waiting.next()) {
      yield { type: 'event', event: event.value };
    }
    yield { type: 'message', message };
  }
  for (; event.done !== true; event = waiting.next()) yield { type: 'event', event: event.value };
}
