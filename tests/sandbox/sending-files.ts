import type { Stage } from './stage.ts';
import type { Reply } from '../support/probe.ts';

/** A file that a bot uploads. */
export interface Sent {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly contentType?: string;
}

/** Sends a request with files the way Discord's documentation tells bots to. */
export async function sendFiles(
  stage: Stage,
  method: string,
  path: string,
  body: object | null,
  ...files: Sent[]
): Promise<Reply> {
  const form = new FormData();
  if (body !== null) form.append('payload_json', JSON.stringify(body));
  files.forEach(({ name, bytes, contentType }, number) => {
    const options = contentType === undefined ? {} : { type: contentType };
    form.append(`files[${number}]`, new Blob([new Uint8Array(bytes)], options), name);
  });
  const headers = { authorization: `Bot ${stage.token}` };
  const response = await fetch(`${stage.sandbox.apiUrl}/v10${path}`, { method, headers, body: form });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
}

/** An attachment as Discord writes it. */
export interface AttachmentFields {
  readonly id: string;
  readonly filename: string;
  readonly size: number;
  readonly url: string;
  readonly proxy_url: string;
  readonly [field: string]: unknown;
}

/** The attachments of a message object. */
export function attachmentsOf(body: Record<string, unknown>): AttachmentFields[] {
  return body['attachments'] as AttachmentFields[];
}

/** Fetches a link and gives status and text. */
export async function fetchText(url: string): Promise<string> {
  const response = await fetch(url);
  return `${response.status} ${await response.text()}`;
}

/** Text as bytes. */
export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
