import type { Attached, Passage } from './attached.ts';
import { fileLine } from './file-line.ts';
import type { Sorted } from './file-groups.ts';
import { saysSomething } from './only-files.ts';
import type { Standing, StandingFile } from './standing.ts';
import type { FileLink } from './ticket.ts';

/** One of the messages that a message becomes on the other side, without its first line. */
export interface Slot {
  /** From 1, without gaps only where nothing was taken away since. */
  readonly part: number;
  /** `''`: it has files alone. */
  readonly text: string;
  readonly attached: Attached | null;
  /** What it has, by the IDs in the original. */
  readonly files: readonly StandingFile[];
}

/** The text part by part, the first files on its last part; further files, and each large one of doubtful kind, in a message of their own. */
export function layOut(texts: readonly string[], { groups, doubtful }: Sorted, passage: Passage): readonly Slot[] {
  const [riding, ...further] = texts.length === 0 ? [undefined, ...groups] : groups;
  const slots: readonly Omit<Slot, 'part'>[] = [
    ...texts.map((text, index) =>
      index === texts.length - 1 ? slotOf(text, riding, passage) : slotOf(text, [], passage),
    ),
    ...further.map((files) => slotOf('', files, passage)),
    ...doubtful.map((file) => linkOf(file, passage)),
  ];
  return slots.map((slot, index) => ({ part: index + 1, ...slot }));
}

function slotOf(text: string, files: readonly FileLink[] = [], passage: Passage): Omit<Slot, 'part'> {
  const attached =
    files.length === 0 ? null : ({ ...passage, files, as: 'file', isAlone: !saysSomething(text) } as const);
  return { text, attached, files: files.map(({ id }) => ({ id, isLink: false })) };
}

function linkOf(file: FileLink, passage: Passage): Omit<Slot, 'part'> {
  const attached = { ...passage, files: [file], as: 'link', isAlone: true } as const;
  return { text: fileLine(file), attached, files: [{ id: file.id, isLink: true }] };
}

/** What stands on the other side, and what of it stays when the original has changed. */
export interface Changing {
  readonly standing: readonly Standing[];
  /** The files of the original as it is now. */
  readonly files: readonly FileLink[];
  /** Whether files stay that were taken out of the original after they were sent. */
  readonly keepsSent: boolean;
  readonly passage: Passage;
}

/** The same after a change: files stay where they are, and none comes; the text goes into what has no link in it. */
export function layOutAgain(texts: readonly string[], changing: Changing): readonly Slot[] {
  const kept = new Map(changing.standing.map((one) => [one.part, { ...one, files: staying(one, changing) }]));
  const last = Math.max(0, ...[...kept.values()].filter(({ files }) => files.length > 0).map(({ part }) => part));
  const slots: Slot[] = [];
  let taken = 0;
  for (let part = 1; part <= last || taken < texts.length; part += 1) {
    const standing = kept.get(part);
    const files = standing?.files ?? [];
    const isLink = files.some((file) => file.isLink);
    const text = isLink ? belowHeading(standing?.content ?? '') : (texts[taken] ?? '');
    if (!isLink) taken += 1;
    if (text !== '' || files.length > 0)
      slots.push({ part, text, files, attached: attachedTo(standing, text, changing) });
  }
  return slots;
}

/** The parts that still have files, for which the text must leave room (`isOwn`), or which it can share. */
export function partsWithFiles(changing: Changing): readonly { readonly isOwn: boolean }[] {
  return changing.standing.flatMap((one) => {
    const files = staying(one, changing);
    return files.length === 0 ? [] : [{ isOwn: one.part > 1 || files.some(({ isLink }) => isLink) }];
  });
}

function staying({ files, state }: Standing, changing: Changing): readonly StandingFile[] {
  if (state !== 'unsent' && changing.keepsSent) return files;
  return files.filter(({ id }) => changing.files.some((file) => file.id === id));
}

/** Only what wasn't sent yet is still to be fetched. */
function attachedTo(standing: Standing | undefined, text: string, { files, passage }: Changing): Attached | null {
  if (standing === undefined || standing.state !== 'unsent' || standing.files.length === 0) return null;
  const isLink = standing.files.some((file) => file.isLink);
  const left = files.filter(({ id }) => standing.files.some((file) => file.id === id));
  if (left.length === 0) return null;
  return { ...passage, files: left, as: isLink ? 'link' : 'file', isAlone: isLink || !saysSomething(text) };
}

function belowHeading(content: string): string {
  const lineEnd = content.indexOf('\n');
  return lineEnd === -1 ? '' : content.slice(lineEnd + 1);
}
