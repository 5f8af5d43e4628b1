import { fileTypeFromBuffer } from 'file-type';
import { extensionOf, safeName } from '../../lib/safe-names.ts';

/** So many bytes tell what a file is. https://github.com/sindresorhus/file-type#filetypefrombufferbuffer-options */
export const headLength = 4100;

/** What a file is by its bytes, whatever it is called. */
export interface RealType {
  /** Such as `image/png`. */
  readonly mime: string;
  readonly extension: string;
}

/** Looks at a file's first bytes. `null`: nothing that is known. */
export async function realType(head: Uint8Array): Promise<RealType | null> {
  const found = await fileTypeFromBuffer(head);
  return found === undefined ? null : { mime: found.mime.replace(/;.*$/, ''), extension: found.ext };
}

/** Pictures that can hold a program are no pictures here. */
const notShown = new Set(['image/svg+xml']);

/** Whether it is an image, a video or audio. */
export function isMedia({ mime }: RealType): boolean {
  return /^(?:image|video|audio)\//.test(mime) && !notShown.has(mime);
}

/** Endings that are right for each kind, besides the one that is usual for a file's type. */
const endings: Readonly<Record<string, ReadonlySet<string>>> = {
  image: new Set(['png', 'apng', 'jpg', 'jpeg', 'jfif', 'gif', 'webp', 'avif', 'heic', 'heif', 'bmp', 'tif', 'tiff']),
  video: new Set(['mp4', 'm4v', 'mov', 'webm', 'mkv', 'avi', 'mpg', 'mpeg', '3gp', 'ogv', 'wmv', 'flv']),
  audio: new Set([
    'mp3',
    'm4a',
    'aac',
    'ogg',
    'oga',
    'opus',
    'wav',
    'flac',
    'weba',
    'wma',
    'aif',
    'aiff',
    'mid',
    'midi',
  ]),
};

/** Its name, with an ending that says what it is. */
export function mediaName(name: string, { mime, extension }: RealType): string {
  const isRight = endings[mime.replace(/\/.*$/, '')]?.has(extensionOf(name)) === true;
  return safeName(name, isRight ? null : extension);
}
