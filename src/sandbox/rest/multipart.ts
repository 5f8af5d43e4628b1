/** A file of a request. */
export interface Upload {
  readonly name: string;
  readonly contentType: string | null;
  /** A view of the request's body, so that large files aren't copied. */
  readonly bytes: Uint8Array;
}

/** The files of a request, by the number in `files[n]`. */
export type Uploads = ReadonlyMap<number, Upload>;

/** What a request brings: JSON as text, and files. */
export interface Parts {
  readonly json: string;
  readonly uploads: Uploads;
}

/**
 * Takes apart a body of `multipart/form-data`, in which `payload_json` stands beside `files[n]`:
 * https://docs.discord.com/developers/reference#uploading-files
 */
export function readMultipart(body: Buffer, contentType: string): Parts {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1] ?? '';
  const uploads = new Map<number, Upload>();
  let json = '';
  for (const { headers, content } of partsOf(body, `--${boundary}`)) {
    const field = /name="([^"]*)"/.exec(headers)?.[1] ?? '';
    const number = /^files\[(\d+)\]$/.exec(field)?.[1];
    if (field === 'payload_json') json = content.toString();
    if (number !== undefined) uploads.set(Number(number), { ...describe(headers), bytes: content });
  }
  return { json, uploads };
}

function* partsOf(body: Buffer, delimiter: string): Generator<{ headers: string; content: Buffer }> {
  let at = body.indexOf(delimiter);
  while (at !== -1) {
    const start = at + delimiter.length + 2;
    const end = body.indexOf(`\r\n${delimiter}`, start);
    const headersEnd = body.indexOf('\r\n\r\n', start);
    if (end === -1 || headersEnd === -1) return;
    const headers = body.subarray(start, headersEnd).toString();
    yield { headers, content: body.subarray(headersEnd + 4, end) };
    at = end + 2;
  }
}

function describe(headers: string): Omit<Upload, 'bytes'> {
  const name = /filename="([^"]*)"/.exec(headers)?.[1] ?? 'unknown';
  const contentType = /^content-type:\s*(.+)$/im.exec(headers)?.[1]?.trim() ?? null;
  // How forms write the three characters that a header can't hold: https://html.spec.whatwg.org/#multipart-form-data
  const plain = name.replaceAll('%22', '"').replaceAll('%0D', '\r').replaceAll('%0A', '\n');
  return { name: plain, contentType };
}
