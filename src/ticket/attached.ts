import type { FileLink } from './ticket.ts';

/** Which files may be passed on: any, or by what they really are images, videos and audio. Recordings always may. */
export type FileKinds = 'all' | 'media';

/** How files are passed on. */
export interface Passage {
  readonly kinds: FileKinds;
  /** Nothing about them may tell who sent them: neither their names, nor what cameras write into pictures, nor where they are. */
  readonly isHidden: boolean;
}

/** Files that a message takes along. */
export interface Attached extends Passage {
  readonly files: readonly FileLink[];
  /** `link`: it is too large, and the message's text has its link. */
  readonly as: 'file' | 'link';
  /** Without its files the message has nothing to say, and isn't sent. */
  readonly isAlone: boolean;
}

/** Why a file was not passed on. */
export type LeftOutReason = 'notMedia' | 'noFiles' | 'wouldTell' | 'gone' | 'notDiscord' | 'longer' | 'unreachable';

/** A file that was not passed on. */
export interface LeftOut {
  readonly id: string;
  readonly name: string;
  readonly why: LeftOutReason;
}
