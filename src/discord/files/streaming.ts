import { request as requestPlainly } from 'node:http';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { request as requestSafely } from 'node:https';
import { DefaultRestOptions } from 'discord.js';
import type { RESTOptions } from 'discord.js';
import { MultipartBody } from './multipart-body.ts';

/** Discord answers within that; only uploads may take longer. */
const answersWithinMs = 15_000;

/** Asks for something by HTTP; the body comes as it is read. Redirects aren't followed. */
export function get(url: string, options: Pick<RequestOptions, 'headers' | 'signal'>): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    open(url, { ...options, method: 'GET' }, resolve)
      .on('error', reject)
      .end();
  });
}

function open(url: string, options: RequestOptions, onAnswer: (answer: IncomingMessage) => void) {
  return (url.startsWith('https:') ? requestSafely : requestPlainly)(url, options, onAnswer);
}

/**
 * How discord.js makes its requests: as ever, except that a body with files is sent piece by piece. By itself it would
 * copy each piece several times, and a few files would take tens of megabytes.
 */
export const makeStreamingRequest: RESTOptions['makeRequest'] = async (url, init) => {
  const body: unknown = init.body;
  const { signal } = init as { signal?: AbortSignal };
  if (!(body instanceof MultipartBody)) {
    const signals = [AbortSignal.timeout(answersWithinMs), ...(signal === undefined ? [] : [signal])];
    return DefaultRestOptions.makeRequest(url, { ...init, signal: AbortSignal.any(signals) });
  }
  const headers = init.headers as Record<string, string>;
  const answer = Promise.withResolvers<IncomingMessage>();
  const request = open(
    url,
    { method: init.method ?? 'POST', headers, ...(signal === undefined ? {} : { signal }) },
    answer.resolve,
  );
  request.on('error', answer.reject);
  const write = (piece: Uint8Array): Promise<void> =>
    new Promise((resolve, reject) => {
      request.write(piece, (error) => (error instanceof Error ? reject(error) : resolve()));
    });
  // An answer may come, and end the request, before all was sent.
  body.writeTo(write).then(() => request.end(), answer.reject);
  return toResponse(await answer.promise);
};

/** What Discord answers to a message is small. */
async function toResponse(answer: IncomingMessage): Promise<Response> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of answer as AsyncIterable<Uint8Array>) chunks.push(chunk);
  const headers = Object.entries(answer.headersDistinct).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  );
  return new Response(Buffer.concat(chunks), { status: answer.statusCode ?? 500, headers });
}
