const types: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  mp4: 'video/mp4',
  ogg: 'audio/ogg',
  mp3: 'audio/mpeg',
  pdf: 'application/pdf',
  zip: 'application/zip',
  json: 'application/json; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  log: 'text/plain; charset=utf-8',
};

/** What Discord takes a file for: by what its sender says, else by its name; null where neither says anything. */
export function contentTypeOf(name: string, said: string | null): string | null {
  if (said !== null && said !== 'application/octet-stream') return said;
  return types[name.slice(name.lastIndexOf('.') + 1).toLowerCase()] ?? said;
}
