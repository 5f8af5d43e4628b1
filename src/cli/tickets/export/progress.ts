import type { TicketId } from '../../../ticket/ticket.ts';
import type { CliIo } from '../../output.ts';

/** How often somebody at a terminal is told how far it is. */
const tellEveryMs = 250;

/** What somebody at a terminal sees while tickets are written. */
export interface Progress {
  /** It is this one's turn. */
  ticket(id: TicketId, messages: number): void;
  /** So many files of the present one were looked after. */
  files(count: number): void;
  /** Counts the pieces of the present one while they are written. */
  counted(pieces: Iterable<string>): Iterable<string>;
  end(): void;
}

/** Shows nothing where standard error is no terminal. */
export function createProgress({ stderr }: Pick<CliIo, 'stderr'>, tickets: number): Progress {
  let [toldAt, hasTold, nth, head] = [Date.now(), false, 0, ''];
  const tell = (what: string): void => {
    if (stderr.isTTY !== true || Date.now() - toldAt < tellEveryMs) return;
    stderr.write(`\r\u001B[K${head}${what}…`);
    [toldAt, hasTold] = [Date.now(), true];
  };
  return {
    ticket: (id, messages) => {
      nth += 1;
      head = `Ticket ${id}${tickets === 1 ? '' : ` (${nth} of ${tickets})`}: `;
      tell(`${messages} messages`);
    },
    files: (count) => tell(`${count} files`),
    *counted(pieces) {
      let count = 0;
      for (const piece of pieces) {
        count += 1;
        tell(`${count} entries`);
        yield piece;
      }
    },
    end: () => {
      if (hasTold) stderr.write('\r\u001B[K');
    },
  };
}
