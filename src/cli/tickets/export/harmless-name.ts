/**
 * Kinds that browsers show, play or keep, and never run. Which ones they run from the disk, where they let them do more than on the web,
 * depends on the machine: each kind of XML that it knows, beside HTML and SVG.
 */
const harmless = new Set(
  [
    'apng avif bmp gif heic heif ico jfif jpeg jpg jxl png psd tif tiff webp',
    '3gp avi m4v mkv mov mp4 mpeg mpg webm wmv',
    'aac aif aiff amr flac m4a mid midi mp3 oga ogg opus wav wma',
    'cfg conf csv diff ini json jsonl log md patch properties srt sql toml tsv txt vtt yaml yml',
    'bat c cpp cs css go h hpp java kt lua php py rb rs sh ts',
    'doc docx epub key numbers odp ods odt pages pdf ppt pptx rtf xls xlsx',
    '7z bz2 gz rar tar tgz xz zip zst',
    'apk bin dat db dem dll dmg dmp exe iso jar msi otf sav sqlite ttf woff woff2',
  ].flatMap((kinds) => kinds.split(' ')),
);

/** A name by which nothing that is opened from a transcript's page runs in the browser. */
export function harmlessName(name: string): string {
  const kind = /\.([^.]*)$/.exec(name)?.[1];
  return kind === undefined || harmless.has(kind.toLowerCase()) ? name : `${name}.txt`;
}
