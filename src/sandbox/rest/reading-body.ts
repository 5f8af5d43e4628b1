import { ApiError } from '../api-error.ts';
import { readMultipart, type Uploads } from './multipart.ts';
import type { Ctx } from './outcomes.ts';

/** The body of a request: `json` undefined stands for text that isn't JSON. */
export interface Body {
  readonly text: string;
  readonly json: unknown;
  readonly uploads: Uploads;
  readonly size: number;
}

// https://docs.discord.com/developers/reference#uploading-files says 25 MiB a request.
const maxRequestBytes = 25 * 1024 * 1024;

const noUploads: Uploads = new Map();

/** Reads a request's body, JSON or multipart. */
export async function readBody(context: Ctx): Promise<Body> {
  if (context.req.method === 'GET') return { text: '', json: null, uploads: noUploads, size: 0 };
  const bytes = Buffer.from(await context.req.arrayBuffer());
  const contentType = context.req.header('content-type') ?? '';
  const parts = contentType.startsWith('multipart/form-data')
    ? readMultipart(bytes, contentType)
    : { json: bytes.toString(), uploads: noUploads };
  return { text: parts.json, json: parse(parts), uploads: parts.uploads, size: bytes.length };
}

// Files may come without any JSON.
function parse({ json, uploads }: { json: string; uploads: Uploads }): unknown {
  if (json === '') return uploads.size > 0 ? {} : null;
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}

/** Throws what Discord answers to a body that is too large or no JSON. */
export function assertBody({ json, size }: Body): void {
  if (size > maxRequestBytes) throw new ApiError(40005);
  if (json === undefined) throw new ApiError(50109);
}
