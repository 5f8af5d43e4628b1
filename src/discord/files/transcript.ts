import { rm, stat } from 'node:fs/promises';
import type { Outcome, Request } from '../../desk/ports.ts';
import { dmFileLimit } from '../../ticket/file-groups.ts';
import type { TicketId } from '../../ticket/ticket.ts';
import { MultipartBody } from './multipart-body.ts';
import type { Sendable } from './sending.ts';

export interface TranscriptSending {
  /** Where a file may be written that nobody else reads, and that a killed process doesn't leave behind. */
  newPath(): Promise<string>;
  /** `false`: there is no such ticket. */
  write(ticketId: TicketId, language: string, path: string): Promise<boolean>;
  perform(request: Sendable): Promise<Outcome>;
}

/** What a transcript's file is called. */
export function transcriptName(ticketId: TicketId): string {
  return `ticket-${ticketId}.html`;
}

/** One attempt at an answer with a transcript, which is written anew; where that is too large for Discord, the answer says so. */
export async function sendTranscript(
  request: Request,
  { ticketId, language, otherwise }: NonNullable<Request['transcript']>,
  { newPath, write, perform }: TranscriptSending,
): Promise<Outcome> {
  const path = await newPath();
  try {
    const isWritten = await write(ticketId, language, path);
    if (!isWritten || (await stat(path)).size > dmFileLimit) return await perform({ ...request, body: otherwise });
    const name = transcriptName(ticketId);
    const form = await MultipartBody.of(request.body, [{ content: path, name, type: 'text/html; charset=utf-8' }]);
    const outcome = await perform({ ...request, form });
    const isTooLarge = !outcome.ok && outcome.failure.kind === 'tooLarge';
    return isTooLarge ? await perform({ ...request, body: otherwise }) : outcome;
  } catch (error) {
    // Such as a full disk: it is tried again, for as long as the answer can be given.
    const cause = error instanceof Error ? error.message : String(error);
    return {
      ok: false,
      failure: { kind: 'down', cause: `a transcript could not be written (${cause})`, retryAfterMs: null },
    };
  } finally {
    await rm(path, { force: true });
  }
}
