import type { Source } from './effects.ts';
import type { MessageId, Person, ServerId, UserId } from './ticket.ts';

/** Shows in the post what staff sent by a command, as if they had written it there. */
export interface SendAsStaff {
  readonly type: 'sendAsStaff';
  readonly serverId: ServerId;
  readonly by: Person;
  readonly content: string;
  readonly source: Source;
}

/** What the post shows of a message that staff sent by a command says something else now. */
export interface EditAsStaff {
  readonly type: 'editAsStaff';
  readonly serverId: ServerId;
  readonly copyOf: MessageId;
  readonly part: number;
  readonly content: string;
  /** Whose message it is. */
  readonly by: UserId;
}

/** The post no longer shows it. */
export interface DeleteAsStaff {
  readonly type: 'deleteAsStaff';
  readonly serverId: ServerId;
  readonly copyOf: MessageId;
  readonly part: number;
}
