const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const hex = (digits: string): Uint8Array => Uint8Array.from(Buffer.from(digits.replaceAll(/\s/g, ''), 'hex'));

/** A picture of one transparent pixel. */
export const png = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABh6FO1AAAAABJRU5ErkJggg==',
    'base64',
  ),
);

/** Images, videos and audio by their first bytes: `[what, bytes, the usual ending]`. */
export const media: readonly (readonly [string, Uint8Array, string])[] = [
  ['PNG', png, 'png'],
  ['JPEG', hex('ffd8ffe0 00104a46 49460001 01000001 00010000 ffd9'), 'jpg'],
  ['GIF', text('GIF89a\x01\x00\x01\x00\x00\x00\x00;'), 'gif'],
  ['WebP', hex('52494646 1a000000 57454250 5650384c 0d000000 2f000000 10071011 118888fe 0700'), 'webp'],
  ['MP4', hex('00000018 66747970 6d703432 00000000 6d703432 69736f6d'), 'mp4'],
  ['WebM', hex('1a45dfa3 9f4286810142f7810142f2810442f381084282847765626d42878104428581 02'), 'webm'],
  ['MP3', hex('49443304 00000000 0000 fffb9064 00000000'), 'mp3'],
  ['WAV', hex('52494646 24000000 57415645 666d7420 10000000 01000100'), 'wav'],
  ['FLAC', text('fLaC\x00\x00\x00\x22'), 'flac'],
];

const exe = new Uint8Array(512);
exe.set(text('MZ'));

/** What isn't media, whatever it is called: `[what, bytes]`. */
export const others: readonly (readonly [string, Uint8Array])[] = [
  ['an executable', exe],
  ['an ELF executable', hex('7f454c46 02010100 00000000 00000000 02003e00')],
  ['a script', text('#!/bin/sh\nrm -rf /\n')],
  ['SVG', text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
  ['SVG with a declaration', text('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>')],
  ['HTML', text('<!doctype html><script>alert(1)</script>')],
  ['a PDF', text('%PDF-1.7\n%âãÏÓ\n')],
  ['a ZIP archive', hex('504b0506 00000000 00000000 00000000 00000000 0000')],
  ['text', text('Order 4711')],
  ['a single byte', text('x')],
];

/** A program for Windows. */
export { exe };
