import type { Attached, LeftOut } from '../ticket/attached.ts';
import type { CopiedFile, Entry, Result, SentFile } from './ports.ts';

/** What became of the files of a message that stands on the other side now. */
export interface Arrived {
  readonly files: readonly CopiedFile[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * Which file in our message is which of the original: Discord keeps their order. Where an earlier attempt came through
 * that had them all, what a later one went without is there all the same.
 */
function arrivedFiles(attached: Attached, leftOut: readonly LeftOut[], sent: readonly SentFile[]): Arrived {
  if (attached.as === 'link') return { files: attached.files.map(({ id }) => ({ source: id, id: null })), leftOut };
  const isComplete = sent.length === attached.files.length;
  const missing = isComplete ? [] : leftOut;
  const passed = attached.files.filter(({ id }) => !missing.some((file) => file.id === id));
  const files = passed.flatMap(({ id: source }, index): CopiedFile[] => {
    const id = sent[index]?.id;
    return id === undefined ? [] : [{ source, id }];
  });
  return { files, leftOut: missing };
}

/** Those of an effect that was performed. */
export function arrivedOf({ effect, leftOut }: Entry, result: Result): Arrived {
  const attached = 'attached' in effect ? effect.attached : undefined;
  if (attached === undefined) return { files: [], leftOut };
  return arrivedFiles(attached, leftOut, result.type === 'message' ? (result.files ?? []) : []);
}
