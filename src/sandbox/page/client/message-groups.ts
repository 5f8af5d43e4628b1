import type { MessageView } from '../message-view.ts';

const pauseMs = 5 * 60_000;

/** A message and whether it continues the one above: then its author isn't named again. */
export interface LogLine {
  entry: MessageView;
  continues: boolean;
}

/** Joins messages that one author wrote in one go. */
export function groupMessages(log: readonly MessageView[]): LogLine[] {
  return log.map((entry, index) => ({ entry, continues: continues(entry, log[index - 1]) }));
}

function continues(entry: MessageView, before: MessageView | undefined): boolean {
  return (
    before !== undefined &&
    before.authorId === entry.authorId &&
    before.authorName === entry.authorName &&
    entry.sentAt - before.sentAt < pauseMs &&
    entry.reply === null &&
    entry.command === null &&
    entry.onlyFor === before.onlyFor
  );
}
