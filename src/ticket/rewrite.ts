import type { SendAsStaff } from './as-staff.ts';
import type { Outgoing } from './effects.ts';
import type { MessageId } from './ticket.ts';

/** A part of a copy that still waits to be sent: its new text, or `null`: it isn't sent at all. */
export interface Rewrite {
  readonly side: 'post' | 'user';
  readonly source: MessageId;
  readonly part: number;
  readonly outgoing: Outgoing | SendAsStaff | null;
}
