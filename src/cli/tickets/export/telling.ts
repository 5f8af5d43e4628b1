import type { TicketId } from '../../../ticket/ticket.ts';
import { done } from '../../output.ts';
import type { CliIo } from '../../output.ts';
import { oneLine } from '../../table.ts';
import type { Missing } from './attachments.ts';
import type { Target } from './target.ts';

/** A ticket that was written. */
export interface Written {
  readonly ticket: TicketId;
  readonly file: string;
  readonly messages: number;
  /** Without `--attachments` there are none. */
  readonly attachments: { readonly kept: number; readonly missing: readonly Missing[] } | null;
}

interface Telling {
  readonly io: CliIo;
  readonly target: Target;
  readonly isJson: boolean;
  readonly hasIndex: boolean;
  readonly out: string;
}

/** Says what was written, to a person or a program. */
export function tell(
  { io, target, isJson, hasIndex, out }: Telling,
  written: readonly Written[],
  revealed: number,
): void {
  if (revealed > 0) {
    const which = revealed === 1 ? 'One of these tickets is' : `${revealed} of these tickets are`;
    io.stderr.write(
      `${which} anonymous: who the user is stands in the transcript, and that you exported it was written down.\n--staff-view leaves it out.\n`,
    );
  }
  if (isJson) return void io.stdout.write(`${JSON.stringify(written, null, 2)}\n`);
  if (target.to === 'output') return;
  const [first] = written;
  if (written.length === 1 && first !== undefined) {
    const { ticket, file, messages } = first;
    done(io, `Ticket ${ticket} is in ${file} (${messages} ${messages === 1 ? 'message' : 'messages'}).`);
  } else done(io, `${written.length} tickets are in ${out}${hasIndex ? '; index.html leads to them' : ''}.`);
  tellAttachments(io, written);
}

const reasons = {
  gone: 'deleted at Discord',
  unreachable: 'could not be fetched',
  wouldTell: 'could tell who sent it',
};

function tellAttachments({ stdout }: CliIo, written: readonly Written[]): void {
  const kept = written.reduce((sum, { attachments }) => sum + (attachments?.kept ?? 0), 0);
  const missing = written.flatMap(({ ticket, attachments }) =>
    (attachments?.missing ?? []).map(({ name, why }) => `  ticket ${ticket}: ${oneLine(name)} (${reasons[why]})\n`),
  );
  if (written.every(({ attachments }) => attachments === null)) return;
  stdout.write(
    `Attachments: ${kept} kept${missing.length === 0 ? '' : `, ${missing.length} missing:`}\n${missing.join('')}`,
  );
}
