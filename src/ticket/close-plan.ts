import type { MessageId, UserId } from './ticket.ts';

/** How a ticket is to be closed: by whom, and what is said about it to whom. */
export interface Closing {
  readonly by: UserId;
  /** As users may read it. */
  readonly byName: string;
  readonly comment: string | null;
  /** Whether the user reads the comment, too. */
  readonly shareComment: boolean;
  /** Whether the user is told in any case. */
  readonly notifyUser: boolean;
}

/** Staff want the ticket closed at a time of its own. */
export interface LaterClosing {
  readonly type: 'later';
  readonly id: string;
  readonly closing: Closing;
  readonly at: number;
}

/** The user was asked whether the ticket may be closed. */
export interface CloseRequest {
  readonly type: 'request';
  readonly id: string;
  readonly closing: Closing;
  /** It is closed then, whatever the user says or doesn't; `null`: only if they agree. */
  readonly at: number | null;
  /** The question in the user's DM, once it was delivered. */
  readonly messageId: MessageId | null;
  /** Staff used `/close` all the same, and were asked whether they mean it. */
  readonly insisted: InsistedClosing | null;
}

/** `/close` while the user was being asked. */
export interface InsistedClosing {
  readonly id: string;
  readonly closing: Closing;
  readonly inMs: number | null;
}

/** What will close a ticket by itself, or by its user's word. Whatever is relayed before takes it back. */
export type ClosePlan = LaterClosing | CloseRequest;
