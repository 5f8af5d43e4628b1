import type { FileKinds, LeftOut, LeftOutReason, Passage } from './attached.ts';
import type { FileLink } from './ticket.ts';

const mebibyte = 1024 * 1024;

/** Discord's limits for what bots upload. https://docs.discord.com/developers/reference#uploading-files */
export const dmFileLimit = 10 * mebibyte;
const filesPerMessage = 10;
/** 25 MiB a request, less what stands around the files. */
const bytesPerMessage = 25 * mebibyte - 256 * 1024;

/** How large a file a forum takes, by the boosts of its server. https://support.discord.com/hc/en-us/articles/360028038352 */
export function fileLimitOf(premiumTier: number): number {
  const limit = premiumTier >= 3 ? 100 * mebibyte : premiumTier === 2 ? 50 * mebibyte : dmFileLimit;
  return Math.min(limit, bytesPerMessage);
}

/** What becomes of a message's files where files up to `limit` bytes of these kinds are passed on. */
export interface Sorted {
  /** Uploaded anew, each group in a message. */
  readonly groups: readonly (readonly FileLink[])[];
  /** Too large, and shown as links. */
  readonly links: readonly FileLink[];
  /** Too large, and it isn't known yet whether their kind may pass. */
  readonly doubtful: readonly FileLink[];
  /** Not passed on, whatever they are, and why. */
  readonly refused: readonly LeftOut[];
}

/** Which files are passed on, and how. */
export interface Terms extends Pick<Passage, 'isHidden'> {
  readonly kinds: FileKinds | 'none';
  /** In bytes; larger ones are shown as links. */
  readonly limit: number;
}

/** Sorts files by what Discord says of them. What they really are is seen when they are fetched. */
export function sortFiles(files: readonly FileLink[], { kinds, limit, isHidden }: Terms): Sorted {
  const mayPass = (file: FileLink): boolean => kinds !== 'none' || file.isVoice;
  const isLarge = ({ size }: FileLink): boolean => size > limit;
  const isSure = (file: FileLink): boolean => kinds === 'all' || file.isVoice;
  const passing = files.filter(mayPass);
  const large = passing.filter(isLarge);
  return {
    groups: grouped(passing.filter((file) => !isLarge(file))),
    links: isHidden ? [] : large.filter(isSure),
    doubtful: isHidden ? [] : large.filter((file) => !isSure(file)),
    refused: [
      ...files.filter((file) => !mayPass(file)).map((file) => leftOut(file, 'noFiles')),
      // A link tells where the file was sent.
      ...(isHidden ? large : []).map((file) => leftOut(file, 'wouldTell')),
    ],
  };
}

function leftOut({ id, name }: FileLink, why: LeftOutReason): LeftOut {
  return { id, name, why };
}

function grouped(files: readonly FileLink[]): readonly (readonly FileLink[])[] {
  const groups: FileLink[][] = [];
  let bytes = 0;
  for (const file of files) {
    const group = groups.at(-1);
    if (group !== undefined && group.length < filesPerMessage && bytes + file.size <= bytesPerMessage) {
      group.push(file);
      bytes += file.size;
    } else {
      groups.push([file]);
      bytes = file.size;
    }
  }
  return groups;
}
