import type { FormValues } from './form.ts';
import type { MessageId, UserId, Writing } from './ticket.ts';

/** What a user may say to a question about what they wrote: `send` and `anonymous`, how it shall be sent. */
export type PromptChoice = 'reopen' | 'new' | 'send' | 'anonymous' | 'never';

/** How what they wrote shall be sent. */
export type SendingChoice = 'send' | 'anonymous';

/** A user pressed a button of a question in their DM. */
export interface PromptAnswered {
  readonly type: 'promptAnswered';
  readonly userId: UserId;
  readonly promptId: string;
  readonly choice: PromptChoice;
  /** The question itself. */
  readonly messageId: MessageId;
  /** That of their Discord; `null`: not known. */
  readonly language: string | null;
}

/** A user chose something from a menu of a question in their DM. */
export interface PromptChosen extends Omit<PromptAnswered, 'type' | 'choice'> {
  readonly type: 'promptChosen';
  readonly menu: 'server' | 'category' | 'ticket';
  readonly value: string;
}

/** A user sent the form that a category asks before a ticket is opened. */
export interface PromptFilledIn extends Omit<PromptAnswered, 'type' | 'choice'> {
  readonly type: 'promptFilledIn';
  readonly choice: SendingChoice;
  /** Whose form it is, by its ID. */
  readonly category: string;
  readonly values: FormValues;
  /** What was uploaded by it, as if it had been written: under the ID of the interaction. */
  readonly upload?: Writing;
}

/** Nobody answered a question in time. */
export interface PromptLapsed {
  readonly type: 'promptLapsed';
  readonly userId: UserId;
  readonly promptId: string;
}

/** Some of what Discord was asked about a user's memberships wasn't answered in time. */
export interface MembersAwaited {
  readonly type: 'membersAwaited';
  readonly userId: UserId;
}
