import { disguised } from '../../ticket/disguise.ts';
import { extensionOf } from '../../lib/safe-names.ts';
import type { SeenFile, View } from '../../ticket/seen-ticket.ts';
import type { FileLink, TicketId, UserId } from '../../ticket/ticket.ts';
import type { Database } from '../database.ts';
import { nobody } from '../pseudonym.ts';

/** What one side must not learn, taken out of everything that it reads. */
export interface Eyes {
  readonly view: View;
  /** Whether they must not know who the user is. */
  readonly hidesUser: boolean;
  /**
   * A text of one side without the IDs of whoever is hidden. What they wrote themselves they read as they wrote it: were it changed, writing
   * one ID after the other would tell who is hidden.
   */
  readonly text: (text: string, side: View) => string;
}

interface Hidden {
  readonly id: UserId;
  readonly name: string;
}

interface Subject {
  readonly id: TicketId;
  readonly userId: UserId;
  readonly userName: string;
  readonly isAnonymous: number;
}

/** The eyes of either side, for one ticket. */
export function eyesIn(database: Database): (ticket: Subject, view: View) => Eyes {
  const hiddenStaff = database.prepare<[TicketId], Hidden>(
    `SELECT author_id AS id, max(shown_as) AS name FROM messages
      WHERE ticket_id = ? AND side = 'staff' AND shown_as IS NOT NULL GROUP BY author_id`,
  );
  return ({ id, userId, userName, isAnonymous }, view) => {
    const hidesUser = view === 'staff' && isAnonymous === 1;
    const user = hidesUser ? [{ id: userId, name: userName }] : [];
    // Whoever was forgotten is named nowhere; what stands for their ID is a number like any other.
    const hidden = (view === 'user' ? hiddenStaff.all(id) : user).filter((one) => one.id !== nobody);
    return {
      view,
      hidesUser,
      text: (text, side) =>
        side === view ? text : hidden.reduce((rest, { id: whom, name }) => disguised(rest, whom, name), text),
    };
  };
}

/** A file as these eyes may see it; `isHidden`: what whoever sent it called it may tell who they are. */
export function seenFile(
  file: Partial<FileLink> & Pick<FileLink, 'name' | 'size'>,
  index: number,
  { eyes, side, isHidden }: { readonly eyes: Eyes; readonly side: View; readonly isHidden: boolean },
): SeenFile {
  const { name, size, contentType = null, description = null, isVoice = false } = file;
  return {
    name: isHidden ? plainName(name, index) : name,
    size,
    contentType,
    description: description === null ? null : eyes.text(description, side),
    isVoice,
  };
}

function plainName(name: string, index: number): string {
  const ending = extensionOf(name);
  return `file-${index + 1}${/^[a-z0-9]{1,5}$/.test(ending) ? `.${ending}` : ''}`;
}
