import type { Database } from '../storage/database.ts';
import { transcriptsIn } from '../storage/transcript/transcripts.ts';
import type { Language } from '../texts/texts.ts';
import type { TicketId } from '../ticket/ticket.ts';
import { toHtml } from '../transcript/html/html.ts';
import { writeAtomically } from '../transcript/write-transcript.ts';
import type { LiveConfig } from './live-config.ts';

export interface TranscriptsParts {
  readonly database: Database;
  readonly live: Pick<LiveConfig, 'config'>;
  readonly clock: { now(): number };
}

/** Writes a ticket as staff see it into a file, and stays able to do other things meanwhile. `false`: there is no such ticket. */
export type WriteTranscript = (ticketId: TicketId, language: Language, path: string) => Promise<boolean>;

/** For whoever of the staff asks the bot for a transcript. */
export function createTranscripts({ database, live, clock }: TranscriptsParts): WriteTranscript {
  return async (ticketId, language, path) => {
    const ticket = transcriptsIn(database).read(ticketId, 'staff');
    if (ticket === null) return false;
    const { serverId, category } = ticket.facts;
    const server = live.config.servers.find(({ id }) => id === serverId);
    const categoryName = server?.categories.find(({ id }) => id === category)?.name ?? null;
    const pieces = toHtml({ ticket, exportedAt: clock.now(), language, categoryName, fileState: () => null });
    // It is a file for one answer: once nobody waits for it any more, it is thrown away.
    await writeAtomically(path, pieces, new AbortController().signal);
    return true;
  };
}
